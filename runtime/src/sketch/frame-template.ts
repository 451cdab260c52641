import { FacePencilError } from '../errors.js';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The template's ink, made the same left and right: faces look both ways.
 *
 * @throws FacePencilError manifest-invalid if the data is not size * size bytes as base64
 */
export function decodeTemplate({ size, data }: { readonly size: number; readonly data: string }): {
  readonly size: number;
  readonly ink: Float64Array;
} {
  const bytes = decodeBase64(data);
  if (bytes?.length !== size * size || size < 2) {
    throw new FacePencilError(
      'manifest-invalid',
      `The frame template is not ${size} by ${size} bytes as base64.`,
      { hint: 'Export the model again.', where: 'frame.template' },
    );
  }
  const ink = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const here = bytes[row * size + column]!;
      const there = bytes[row * size + size - 1 - column]!;
      ink[row * size + column] = (here + there) / 2;
    }
  }
  return { size, ink };
}

/** By hand, since Figma's sandbox has no atob. Undefined where it is not base64. */
function decodeBase64(text: string): number[] | undefined {
  const digits = text.replace(/=+$/, '');
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of digits) {
    const value = DIGITS.indexOf(character);
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return bytes;
}

/** Blurs a square field in place with the binomial 1 2 1 both ways; its edge repeats. */
export function blur(field: Float64Array, spare: Float64Array, side: number): void {
  const last = side - 1;
  for (let row = 0; row < side; row++) {
    const start = row * side;
    for (let column = 0; column < side; column++) {
      const i = start + column;
      const left = field[column > 0 ? i - 1 : i]!;
      const right = field[column < last ? i + 1 : i]!;
      spare[i] = (left + 2 * field[i]! + right) / 4;
    }
  }
  for (let i = 0; i < field.length; i++) {
    const above = spare[i >= side ? i - side : i]!;
    const below = spare[i < side * last ? i + side : i]!;
    field[i] = (above + 2 * spare[i]! + below) / 4;
  }
}
