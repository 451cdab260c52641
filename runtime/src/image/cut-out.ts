import { type Planes, spreadColors } from './spread.js';

/** Less alpha than this is none, and more than 1 less this is all: what a network leaves of both. */
const NOISE = 0.03;
/** Where the person hides less than this, what is seen is background. */
const BACKGROUND = 0.08;
/** Colours are taken from where they are from the second on, and from around up to the first. */
const TRUSTED = [0.25, 0.92] as const;
/** So far, in parts of the side, a network paints background where its alpha says person already. */
const RIM = 1 / 128;
/** How much the asked background counts where the painted one is not seen. */
const ASKED = 0.02;

/**
 * A person cut out of a portrait: the colours that they have without the background that shines
 * through at their edge. At an edge pixel is C = alpha F + (1 - alpha) B; B is what is painted
 * near by, F what it leaves. Where alpha is small that would blow up every error, and alpha and
 * colours do not end at quite the same pixel, so along the edge the colours of the inside go on
 * outwards; also to where alpha is 0, so that no scaling mixes in another colour.
 *
 * @param planes red, green, blue and alpha in 0..1, one plane of side * side after the other
 * @param background the colour that was asked for behind the person, 0..1
 * @returns the same with straight alpha and the person's own colours
 */
export function cutOut(
  planes: Float32Array,
  side: number,
  background: readonly [number, number, number],
): Float32Array {
  const length = side * side;
  const painted = [0, 1, 2].map((c) =>
    planes.subarray(c * length, (c + 1) * length),
  ) as unknown as Planes;
  const alpha = planes.slice(3 * length, 4 * length);
  for (let i = 0; i < length; i++) alpha[i] = clampUnit((alpha[i]! - NOISE) / (1 - 2 * NOISE));

  const behind = alpha.map((a) => (a < BACKGROUND ? 1 - a / BACKGROUND : 0));
  const around = spreadColors(painted, behind, side, background);
  const own = painted.map((plane) => plane.slice()) as unknown as Planes;
  const inside = erode(alpha, side, Math.max(1, Math.round(side * RIM)));
  const trust = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const a = alpha[i]!;
    trust[i] = smoothStep((inside[i]! - TRUSTED[0]) / (TRUSTED[1] - TRUSTED[0]));
    if (a === 0 || a === 1) continue;
    for (let c = 0; c < 3; c++) {
      const b = (1 - ASKED) * around[c]![i]! + ASKED * background[c]!;
      own[c]![i] = clampUnit((painted[c]![i]! - (1 - a) * b) / a);
    }
  }
  const colors = spreadColors(own, trust, side, background);
  const result = new Float32Array(4 * length);
  colors.forEach((plane, c) => {
    result.set(plane, c * length);
  });
  result.set(alpha, 3 * length);
  return result;
}

/** The least value within a square of this radius; what is outside the image does not count. */
function erode(values: Float32Array, side: number, radius: number): Float32Array {
  const across = leastAlong(values, side, 1, side, radius);
  return leastAlong(across, side, side, 1, radius);
}

function leastAlong(
  values: Float32Array,
  side: number,
  step: number,
  between: number,
  radius: number,
): Float32Array {
  const result = new Float32Array(values.length);
  for (let line = 0; line < side; line++) {
    for (let i = 0; i < side; i++) {
      let least = 1;
      const to = Math.min(i + radius, side - 1);
      for (let near = Math.max(i - radius, 0); near <= to; near++) {
        const value = values[line * between + near * step]!;
        if (value < least) least = value;
      }
      result[line * between + i * step] = least;
    }
  }
  return result;
}

function clampUnit(value: number): number {
  return value > 0 ? (value < 1 ? value : 1) : 0;
}

function smoothStep(value: number): number {
  const t = clampUnit(value);
  return t * t * (3 - 2 * t);
}
