import { checkSeed, Random } from './random.js';

/** How many numbers of a style vector tell a look. */
export const LOOK_SIZE = 24;

/** As training clips them: beyond it the generator has seen nobody. */
const FARTHEST = 3;
/**
 * A seed chooses colours and is the look that goes with them: from one stream of numbers for both,
 * some looks would go with some colours.
 */
const APART = 0x6c6f_6f6b;
/** Steps of a uniform number; sums of such numbers have no rounding. */
const STEPS = 2 ** 16;

/**
 * The look as the generator takes it: what of a face neither its lines nor its colours say. The
 * same look gives the same numbers in every host; neighbouring looks have nothing in common.
 *
 * @param look a whole number from 0 to 4294967295
 * @returns LOOK_SIZE numbers in 0..1: 0.5 + z / 6, each z close to standard normal, within -3..3
 * @throws FacePencilError option-invalid
 */
export function lookVector(look: number): number[] {
  const random = new Random((checkSeed(look) ^ APART) >>> 0);
  return Array.from({ length: LOOK_SIZE }, () => {
    const z = Math.min(Math.max(nearlyNormal(random), -FARTHEST), FARTHEST);
    return 0.5 + z / (2 * FARTHEST);
  });
}

/**
 * Twelve uniform numbers of 0..1 have a sum of variance 1 that is close to normal. Box and Muller's
 * way is nearer, but engines may differ in the last digits of Math.log and Math.cos; this is exact.
 */
function nearlyNormal(random: Random): number {
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += random.below(STEPS) / STEPS;
  return sum - 6;
}
