import type { HexColor } from './types.js';

/** Red, green and blue, 0..255. */
export function channels(color: HexColor): [red: number, green: number, blue: number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Red, green and blue to `#rrggbb`; what is beyond 0..255 is brought back. */
export function toHex(rgb: readonly number[]): HexColor {
  const digits = rgb.map((c) =>
    Math.min(Math.max(Math.round(c), 0), 255)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${digits.join('')}`;
}
