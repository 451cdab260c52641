import { channels } from './color.js';
import { type Style, STYLE_COLORS } from './types.js';

/** What each number of a style vector is; the model's manifest says the same. */
export const STYLE_LAYOUT: readonly string[] = [
  ...STYLE_COLORS.flatMap((color) => ['r', 'g', 'b'].map((channel) => `${color}.${channel}`)),
  'hair.seen',
  'clothing.seen',
  'faithfulness',
];

/**
 * The style as the generator takes it: red, green and blue of skin, hair, background and clothing
 * as sRGB / 255 (0..11), whether hair (12) and clothing (13) are to be seen, always 1: it is the
 * lines that leave them out; and faithfulness (14).
 *
 * @returns 15 numbers in 0..1
 */
export function styleVector(style: Style): Float32Array {
  const vector = new Float32Array(STYLE_LAYOUT.length);
  vector.set(STYLE_COLORS.flatMap((color) => channels(style[color]).map((c) => c / 255)));
  vector.set([1, 1, style.faithfulness], 12);
  return vector;
}
