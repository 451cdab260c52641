import { channels } from './color.js';
import { type Style, STYLE_COLORS } from './types.js';

/** Numbers in a style vector. */
export const STYLE_LENGTH = 15;

/**
 * The style as the generator takes it: red, green and blue of skin, hair, background and clothing
 * as sRGB / 255 (0..11), "has hair" (12) and "clothing seen" (13), both 1 as a sketch with neither
 * is told apart by its lines, and faithfulness (14).
 *
 * @returns 15 numbers in 0..1
 */
export function styleVector(style: Style): Float32Array {
  const vector = new Float32Array(STYLE_LENGTH);
  vector.set(STYLE_COLORS.flatMap((color) => channels(style[color]).map((c) => c / 255)));
  vector.set([1, 1, style.faithfulness], 12);
  return vector;
}
