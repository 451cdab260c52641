import type { Sketch } from './types.js';

/** Points along the strokes, each with how much it counts. */
export interface WeightedPoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weight: Float64Array;
}

/** Cells along the longer side that density is measured in. */
const CELLS = 48;
/** Denser than this many times the median of the cells with ink counts no more. */
const DENSE = 1.5;

/**
 * Points evenly along all strokes; where they lie dense (hatching, shaded hair) each counts less,
 * so that a patch of scribble does not outweigh a face.
 *
 * @param count about how many points
 */
export function resample({ strokes, bounds }: Sketch, count: number): WeightedPoints {
  let length = 0;
  for (const segment of segments({ strokes, bounds })) length += segment.length;
  const step = length / count;
  const xs: number[] = [];
  const ys: number[] = [];
  let next = step / 2;
  if (step > 0) {
    for (const { ax, ay, bx, by, length: long } of segments({ strokes, bounds })) {
      for (; next < long; next += step) {
        xs.push(ax + ((bx - ax) * next) / long);
        ys.push(ay + ((by - ay) * next) / long);
      }
      next -= long;
    }
  }
  return { x: Float64Array.from(xs), y: Float64Array.from(ys), weight: weigh(xs, ys, bounds) };
}

function weigh(
  xs: readonly number[],
  ys: readonly number[],
  { x, y, width, height }: Sketch['bounds'],
): Float64Array {
  const scale = CELLS / Math.max(width, height);
  const counts = new Float64Array((CELLS + 1) * (CELLS + 1));
  const cell = (i: number) =>
    Math.floor((ys[i]! - y) * scale) * (CELLS + 1) + Math.floor((xs[i]! - x) * scale);
  for (let i = 0; i < xs.length; i++) counts[cell(i)]! += 1;
  const filled = counts.filter((n) => n > 0).sort();
  const most = DENSE * (filled[filled.length >> 1] ?? 0);
  return Float64Array.from(xs, (_, i) => Math.min(1, most / counts[cell(i)]!));
}

interface Segment {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly length: number;
}

function* segments({ strokes }: Sketch): Generator<Segment> {
  for (const { points, closed } of strokes) {
    for (let i = closed === true ? 0 : 1; i < points.length; i++) {
      const [ax, ay] = points[i === 0 ? points.length - 1 : i - 1]!;
      const [bx, by] = points[i]!;
      const length = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
      if (length > 0) yield { ax, ay, bx, by, length };
    }
  }
}
