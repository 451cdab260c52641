/** Three planes of colours, each of side * side values. */
export type Planes = readonly [Float32Array, Float32Array, Float32Array];

/**
 * Colours known in some places, spread over all others: each place takes what is known nearest to
 * it, smoothly (push-pull: Gortler, Grzeszczuk, Szeliski, Cohen, "The Lumigraph", SIGGRAPH 1996).
 * Weighted means go down a pyramid and fill in on the way up what is not known above.
 *
 * @param weights how well the colour of each place is known, 0..1
 * @param fallback the colour where nothing is known at all
 */
export function spreadColors(
  colors: Planes,
  weights: Float32Array,
  side: number,
  fallback: readonly [number, number, number],
): Planes {
  if (side === 1) {
    const weight = weights[0]!;
    const mix = (c: 0 | 1 | 2) =>
      Float32Array.of(weight * colors[c][0]! + (1 - weight) * fallback[c]);
    return [mix(0), mix(1), mix(2)];
  }
  const half = (side + 1) >> 1;
  const smaller = { colors: newPlanes(half), weights: new Float32Array(half * half) };
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const at = y * half + x;
      let total = 0;
      const sums = [0, 0, 0];
      for (let v = 2 * y; v < Math.min(2 * y + 2, side); v++) {
        for (let u = 2 * x; u < Math.min(2 * x + 2, side); u++) {
          const from = v * side + u;
          const weight = weights[from]!;
          total += weight;
          for (let c = 0; c < 3; c++) sums[c]! += weight * colors[c]![from]!;
        }
      }
      // Known well enough in any of the four is known.
      smaller.weights[at] = Math.min(1, total);
      if (total > 0) for (let c = 0; c < 3; c++) smaller.colors[c]![at] = sums[c]! / total;
    }
  }
  const below = spreadColors(smaller.colors, smaller.weights, half, fallback);
  const result = newPlanes(side);
  for (let y = 0; y < side; y++) {
    // Between the two rows of the smaller one that are nearest, three to one.
    const nearY = y >> 1;
    const farY = clamp(nearY + ((y & 1) === 1 ? 1 : -1), half);
    for (let x = 0; x < side; x++) {
      const nearX = x >> 1;
      const farX = clamp(nearX + ((x & 1) === 1 ? 1 : -1), half);
      const at = y * side + x;
      const weight = weights[at]!;
      for (let c = 0; c < 3; c++) {
        const plane = below[c]!;
        const spread =
          (9 * plane[nearY * half + nearX]! +
            3 * plane[nearY * half + farX]! +
            3 * plane[farY * half + nearX]! +
            plane[farY * half + farX]!) /
          16;
        result[c]![at] = weight * colors[c]![at]! + (1 - weight) * spread;
      }
    }
  }
  return result;
}

function newPlanes(side: number): [Float32Array, Float32Array, Float32Array] {
  const length = side * side;
  return [new Float32Array(length), new Float32Array(length), new Float32Array(length)];
}

function clamp(value: number, length: number): number {
  return value < 0 ? 0 : value >= length ? length - 1 : value;
}
