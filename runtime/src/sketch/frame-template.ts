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

/** Blurs a field in place with the binomial 1 2 1 both ways; its edge repeats. */
export function blur(field: Float64Array, spare: Float64Array, width: number): void {
  const last = width - 1;
  const rows = field.length / width;
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    let before = field[start]!;
    let here = before;
    for (let column = 0; column < width; column++) {
      const after = column < last ? field[start + column + 1]! : here;
      spare[start + column] = (before + 2 * here + after) / 4;
      before = here;
      here = after;
    }
  }
  const bottom = field.length - width;
  for (let i = 0; i < field.length; i++) {
    const above = spare[i >= width ? i - width : i]!;
    const below = spare[i < bottom ? i + width : i]!;
    field[i] = (above + 2 * spare[i]! + below) / 4;
  }
}

/**
 * Three blurs in one, the binomial 1 6 15 20 15 6 1, leaving the field as it is.
 *
 * @param result of the size of the field
 */
export function blurWidely(field: Float64Array, result: Float64Array, width: number): void {
  const rows = field.length / width;
  const across = new Float64Array(field.length);
  spread(field, across, rows, width, 1);
  spread(across, result, width, 1, width);
}

/** Blurs `lines` lines, `between` values apart, of values `step` apart. */
function spread(
  from: Float64Array,
  to: Float64Array,
  lines: number,
  between: number,
  step: number,
): void {
  const last = (from.length / lines - 1) * step;
  for (let line = 0; line < lines; line++) {
    const start = line * between;
    const end = start + last;
    for (let i = start; i <= end; i += step) {
      const near = from[Math.max(i - step, start)]! + from[Math.min(i + step, end)]!;
      const far = from[Math.max(i - 2 * step, start)]! + from[Math.min(i + 2 * step, end)]!;
      const farthest = from[Math.max(i - 3 * step, start)]! + from[Math.min(i + 3 * step, end)]!;
      to[i] = (20 * from[i]! + 15 * near + 6 * far + farthest) / 64;
    }
  }
}
