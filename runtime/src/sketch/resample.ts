import type { Sketch } from './types.js';

/** Points that lie along the strokes of a sketch. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Points that the density of the strokes is measured with. */
const DENSE_POINTS = 8192;
/** Cells along the longer side that it is measured in. */
const CELLS = 48;
/** A cell counts at most for this many times the median of the cells with ink. */
const DENSEST = 1.5;

/**
 * Points evenly along all strokes, but sparser where strokes lie dense (hatching, shaded hair), so
 * that a patch of scribble does not outweigh a face.
 *
 * @param counts about how many points, for each answer
 */
export function resample(sketch: Sketch, counts: readonly number[]): Points[] {
  const dense = alongStrokes(sketch, DENSE_POINTS);
  const weights = weigh(dense, sketch.bounds);
  let total = 0;
  for (const weight of weights) total += weight;
  return counts.map((count) => {
    const xs: number[] = [];
    const ys: number[] = [];
    let next = total / count / 2;
    weights.forEach((weight, i) => {
      next -= weight;
      if (next > 0) return;
      next += total / count;
      xs.push(dense.x[i]!);
      ys.push(dense.y[i]!);
    });
    return { x: Float64Array.from(xs), y: Float64Array.from(ys) };
  });
}

function alongStrokes(sketch: Sketch, count: number): Points {
  let length = 0;
  for (const segment of segments(sketch)) length += segment.length;
  const step = length / count;
  const xs: number[] = [];
  const ys: number[] = [];
  let next = step / 2;
  if (step > 0) {
    for (const { ax, ay, bx, by, length: long } of segments(sketch)) {
      for (; next < long; next += step) {
        xs.push(ax + ((bx - ax) * next) / long);
        ys.push(ay + ((by - ay) * next) / long);
      }
      next -= long;
    }
  }
  return { x: Float64Array.from(xs), y: Float64Array.from(ys) };
}

/** How much each point counts, 0..1. */
function weigh({ x: xs, y: ys }: Points, { x, y, width, height }: Sketch['bounds']): Float64Array {
  const scale = CELLS / Math.max(width, height);
  const counts = new Float64Array((CELLS + 1) * (CELLS + 1));
  const cells = new Int32Array(xs.length);
  for (let i = 0; i < cells.length; i++) {
    const cell = (((ys[i]! - y) * scale) | 0) * (CELLS + 1) + (((xs[i]! - x) * scale) | 0);
    cells[i] = cell;
    counts[cell]! += 1;
  }
  const filled = counts.filter((n) => n > 0).sort();
  const most = DENSEST * (filled[filled.length >> 1] ?? 0);
  const weights = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) weights[i] = Math.min(1, most / counts[cells[i]!]!);
  return weights;
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
