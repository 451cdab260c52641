import { round } from './round.js';
import { type DrawnStroke, PAPER_SIZE, type PenPoint } from './types.js';

/** Samples nearer than this to the one before say nothing more, in document units. */
const SPACING = 0.5;
const SMOOTHING_PASSES = 2;

/**
 * What the pen drew as a stroke: samples that repeat are dropped, the tremble of the hand is
 * smoothed (each point moves to the mean of its neighbours and twice itself; the ends stay).
 */
export function strokeFromSamples(samples: readonly PenPoint[], width: number): DrawnStroke {
  const points: PenPoint[] = [];
  samples.forEach((sample, i) => {
    const last = points.at(-1);
    const step =
      last === undefined ? Infinity : Math.hypot(sample[0] - last[0], sample[1] - last[1]);
    // The last one is kept wherever it is: lines end where the pen was lifted.
    if (step >= SPACING || (i === samples.length - 1 && step > 0)) points.push(sample);
  });
  const smoothed = smooth(points).map(([x, y, p]): PenPoint => [round(x), round(y), round(p)]);
  return { points: smoothed, width };
}

function smooth(points: readonly PenPoint[]): readonly PenPoint[] {
  let from = points;
  for (let pass = 0; pass < SMOOTHING_PASSES; pass++) {
    const source = from;
    from = source.map((point, i): PenPoint => {
      const a = source[i - 1];
      const b = source[i + 1];
      if (a === undefined || b === undefined) return point;
      return [mean(a[0], point[0], b[0]), mean(a[1], point[1], b[1]), mean(a[2], point[2], b[2])];
    });
  }
  return from;
}

function mean(a: number, b: number, c: number): number {
  return (a + 2 * b + c) / 4;
}

/** The stroke on the other side of the paper's middle line. */
export function mirrorStroke(stroke: DrawnStroke): DrawnStroke {
  const points = stroke.points.map(([x, y, pressure]): PenPoint => [PAPER_SIZE - x, y, pressure]);
  return { ...stroke, points };
}
