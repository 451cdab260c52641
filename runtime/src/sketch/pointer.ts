import { checkPoint, DEFAULT_LIMITS, pointBudget, type SketchLimits } from './limits.js';
import { makeSketch } from './sketch.js';
import type { Point, Sketch, Stroke } from './types.js';

/** One place of a pen, finger or mouse, as a PointerEvent gives it. */
export interface PointerSample {
  /** In document units; y grows downwards. */
  readonly x: number;
  readonly y: number;
}

export interface PointerOptions {
  /**
   * Samples nearer than this to the last kept one are dropped, in document units; pens report
   * far more than the ink can show. Default 1/1024 of the drawing's larger side, a quarter of a
   * model pixel where the drawing fills the frame.
   */
  readonly spacing?: number;
  /** Width to note on every stroke, in document units. */
  readonly width?: number;
  readonly limits?: SketchLimits;
}

/**
 * A sketch from raw pointer strokes, one list of samples for each time the pen was down. The last
 * sample of a stroke is always kept, so that lines end where the pen was lifted.
 *
 * @throws FacePencilError sketch-not-finite, sketch-too-many-points, sketch-no-visible-strokes,
 *   sketch-one-point
 */
export function sketchFromPointer(
  strokes: readonly (readonly PointerSample[])[],
  options: PointerOptions = {},
): Sketch {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const budget = pointBudget(limits);
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  strokes.forEach((samples, index) => {
    budget.spend(samples.length);
    for (const { x, y } of samples) {
      checkPoint(x, y, `stroke ${index}`);
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  });
  const spacing = options.spacing ?? Math.max(right - left, bottom - top, 0) / 1024;

  const kept: Stroke[] = [];
  for (const samples of strokes) {
    const points = thinOut(samples, spacing);
    if (points.length === 0) continue;
    kept.push(options.width === undefined ? { points } : { points, width: options.width });
  }
  return makeSketch(kept);
}

function thinOut(samples: readonly PointerSample[], spacing: number): Point[] {
  const points: Point[] = [];
  let keptX = NaN;
  let keptY = NaN;
  samples.forEach(({ x, y }, i) => {
    const dx = x - keptX;
    const dy = y - keptY;
    const far = dx * dx + dy * dy >= spacing * spacing && (dx !== 0 || dy !== 0);
    const last = i === samples.length - 1 && (dx !== 0 || dy !== 0);
    // NaN before the first: it is always kept.
    if (i === 0 || far || last) {
      points.push([x, y]);
      keptX = x;
      keptY = y;
    }
  });
  return points;
}
