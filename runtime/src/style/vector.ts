import { channels } from './color.js';
import { LOOK_SIZE, lookVector } from './look.js';
import { type Style, STYLE_COLORS } from './types.js';

/** What each number of a style vector is; the model's manifest says the same. */
export const STYLE_LAYOUT: readonly string[] = [
  ...STYLE_COLORS.flatMap((color) => ['r', 'g', 'b'].map((channel) => `${color}.${channel}`)),
  'hair.seen',
  'clothing.seen',
  'faithfulness',
  ...Array.from({ length: LOOK_SIZE }, (_, i) => `look.${i + 1}`),
];

/** What models before 0.10.0 take: they know no looks. */
export const LAYOUT_BEFORE_LOOKS = STYLE_LAYOUT.slice(0, -LOOK_SIZE);

/**
 * The style as the generator takes it: red, green and blue of skin, hair, background and clothing
 * as sRGB / 255 (0..11), whether hair (12) and clothing (13) are to be seen, always 1: it is the
 * lines that leave them out; faithfulness (14); and the look's own numbers (15..38).
 *
 * @param size of the model's layout: 39, or 15 for one from before looks, which goes without
 * @returns that many numbers in 0..1
 * @throws FacePencilError option-invalid for a look that is none
 */
export function styleVector(style: Style, size = STYLE_LAYOUT.length): Float32Array {
  const vector = new Float32Array(STYLE_LAYOUT.length);
  vector.set(STYLE_COLORS.flatMap((color) => channels(style[color]).map((c) => c / 255)));
  vector.set([1, 1, style.faithfulness, ...lookVector(style.look)], 12);
  return vector.slice(0, size);
}
