import { checkPoints, DEFAULT_LIMITS, pointBudget, type SketchLimits } from './limits.js';
import { makeSketch } from './sketch.js';
import type { Sketch, Stroke } from './types.js';

/**
 * A sketch from strokes that a host already has as polylines (Figma's vector networks, a file of
 * points). Points that repeat the one before are dropped, and so are strokes with no points.
 *
 * @param strokes in document units, in drawing order
 * @throws FacePencilError sketch-not-finite, sketch-too-many-points, sketch-no-visible-strokes,
 *   sketch-one-point
 */
export function sketchFromPolylines(
  strokes: readonly Stroke[],
  limits: SketchLimits = DEFAULT_LIMITS,
): Sketch {
  const budget = pointBudget(limits);
  const kept: Stroke[] = [];
  strokes.forEach((stroke, index) => {
    budget.spend(stroke.points.length);
    checkPoints(stroke.points, stroke.id ?? `stroke ${index}`);
    const cleaned = cleanStroke(stroke);
    if (cleaned !== undefined) kept.push(cleaned);
  });
  return makeSketch(kept);
}

/** Without repeated points, nor the last point of a closed stroke if it repeats the first. */
export function cleanStroke(stroke: Stroke): Stroke | undefined {
  const points = stroke.points.filter(([x, y], i) => {
    const before = stroke.points[i - 1];
    return before?.[0] !== x || before[1] !== y;
  });
  const [first] = points;
  if (first === undefined) return undefined;
  if (stroke.closed === true) {
    const last = points[points.length - 1];
    if (points.length > 1 && last?.[0] === first[0] && last[1] === first[1]) points.pop();
  }
  return { ...stroke, points };
}
