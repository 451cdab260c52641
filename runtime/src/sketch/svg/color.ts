import colorString from 'color-string';

/** Red, green and blue in 0..255, alpha in 0..1. */
export type Rgba = readonly [r: number, g: number, b: number, a: number];

export const BLACK: Rgba = [0, 0, 0, 1];
export const WHITE: Rgba = [255, 255, 255, 1];

const FUNCTION =
  /^color\(\s*(?:srgb|display-p3|a98-rgb)\s+([\d.e+-]+%?)\s+([\d.e+-]+%?)\s+([\d.e+-]+%?)\s*(?:\/\s*([\d.e+-]+%?)\s*)?\)$/;

/**
 * A CSS colour, or undefined where the text is none. Wide-gamut colours, which Figma writes beside
 * plain ones, are taken as sRGB: near enough to tell line from paper.
 */
export function parseColor(text: string): Rgba | undefined {
  const known = cache.get(text);
  if (known !== undefined || cache.has(text)) return known;
  const color = read(text.trim().toLowerCase());
  // Drawings have few colours; an attack has many.
  if (cache.size < 1024) cache.set(text, color);
  return color;
}

const cache = new Map<string, Rgba | undefined>();

function read(text: string): Rgba | undefined {
  const wide = FUNCTION.exec(text);
  if (wide !== null) {
    const [r, g, b] = [1, 2, 3].map((i) => 255 * share(wide[i]!));
    return [r!, g!, b!, wide[4] === undefined ? 1 : share(wide[4])];
  }
  const even = LIGHTNESS.exec(text);
  if (even !== null) return fromLightness(even);
  const found = colorString.get.rgb(text) ?? colorString.get(text);
  if (found === null) return undefined;
  if (Array.isArray(found)) return found as unknown as Rgba;
  const rgb = toRgb(found.model, found.value);
  return rgb;
}

const LIGHTNESS = /^(ok)?l(?:ab|ch)\(\s*([\d.e+-]+)(%?)[^/)]*(?:\/\s*([\d.e+-]+%?)\s*)?\)$/;

/** The grey as light as a colour in Lab or OKLab (CSS Color 4, 9): all that telling ink needs. */
function fromLightness([, ok, light, percent, alpha]: RegExpExecArray): Rgba {
  const l = Number(light) / (percent === '%' || ok === undefined ? 100 : 1);
  const cube = ok === undefined ? (l + 0.16) / 1.16 : l;
  const linear = ok === undefined && l <= 0.08 ? (l * 100) / 903.3 : cube * cube * cube;
  const channel = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  const grey = Math.min(Math.max(255 * channel, 0), 255);
  return [grey, grey, grey, alpha === undefined ? 1 : share(alpha)];
}

function share(text: string): number {
  const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  return value >= 0 ? Math.min(value, 1) : 0;
}

/** From hue and its two companions (CSS Color 4, 7.1 and 8.1). */
function toRgb(model: string, [hue = 0, second = 0, third = 0, alpha = 1]: number[]): Rgba {
  const [s, t] = [second / 100, third / 100];
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    const ramp = Math.max(-1, Math.min(k - 3, 9 - k, 1));
    if (model === 'hwb') {
      const pure = 0.5 - 0.5 * ramp;
      return s + t >= 1 ? s / (s + t) : pure * (1 - s - t) + s;
    }
    return t - s * Math.min(t, 1 - t) * ramp;
  };
  return [255 * channel(0), 255 * channel(8), 255 * channel(4), alpha];
}

/** The opaque colour that shows where one is painted over another. */
export function over(top: Rgba, below: Rgba, opacity = 1): Rgba {
  const a = top[3] * opacity;
  const mix = (i: 0 | 1 | 2) => top[i] * a + below[i] * (1 - a);
  return [mix(0), mix(1), mix(2), 1];
}

/** Largest difference of a channel, 0..255. */
export function difference(a: Rgba, b: Rgba): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}

/** How light it looks, 0..1. */
export function lightness([r, g, b]: Rgba): number {
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}

/** #rrggbb, without the alpha. */
export function toHex([r, g, b]: Rgba): string {
  const pair = (value: number) => Math.round(value).toString(16).padStart(2, '0');
  return `#${pair(r)}${pair(g)}${pair(b)}`;
}
