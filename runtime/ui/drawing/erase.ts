import { distanceToSegment, segmentDistance, segmentsOf } from './geometry.js';
import type { Drawing, DrawnStroke, PenPoint } from './types.js';

type Place = readonly [x: number, y: number];

/** Without the strokes that the eraser touches on its way from one place to another. */
export function eraseStrokes(drawing: Drawing, from: Place, to: Place, radius: number): Drawing {
  const strokes = drawing.strokes.filter((stroke) => !touches(stroke, from, to, radius));
  return strokes.length === drawing.strokes.length ? drawing : { ...drawing, strokes };
}

/**
 * Without what lies under the eraser on its way from one place to another: strokes are cut where
 * its edge crosses them, and fall into pieces.
 */
export function eraseParts(drawing: Drawing, from: Place, to: Place, radius: number): Drawing {
  const touched = new Set(drawing.strokes.filter((stroke) => touches(stroke, from, to, radius)));
  if (touched.size === 0) return drawing;
  const strokes = drawing.strokes.flatMap((stroke) =>
    touched.has(stroke) ? cut(stroke, from, to, radius) : [stroke],
  );
  return { ...drawing, strokes };
}

function touches(stroke: DrawnStroke, from: Place, to: Place, radius: number): boolean {
  for (const [a, b] of segmentsOf(stroke.points, stroke.closed)) {
    if (segmentDistance(a, b, from, to) < radius) return true;
  }
  return false;
}

function cut(stroke: DrawnStroke, from: Place, to: Place, radius: number): DrawnStroke[] {
  const runs: PenPoint[][] = [];
  let run: PenPoint[] = [];
  const finish = () => {
    if (run.length > 1) runs.push(run);
    run = [];
  };
  const add = (point: PenPoint) => {
    const last = run.at(-1);
    if (last?.[0] !== point[0] || last[1] !== point[1]) run.push(point);
  };
  for (const [a, b] of segmentsOf(stroke.points, stroke.closed)) {
    const gap = covered(a, b, from, to, radius);
    if (gap === undefined) {
      add(a);
      add(b);
      continue;
    }
    const [start, end] = gap;
    if (start > 0) {
      add(a);
      add(between(a, b, start));
    }
    finish();
    if (end < 1) {
      add(between(a, b, end));
      add(b);
    }
  }
  finish();
  joinAround(stroke, runs);
  return runs.map((points) => ({ ...stroke, closed: false, points }));
}

/** A closed stroke that is still whole where it began is one piece there, not two. */
function joinAround(stroke: DrawnStroke, runs: PenPoint[][]): void {
  const [first] = stroke.points;
  const head = runs[0];
  const tail = runs.at(-1);
  if (stroke.closed !== true || first === undefined || head === undefined || tail === undefined) {
    return;
  }
  if (head === tail || head[0] !== first || tail.at(-1) !== first) return;
  runs.pop();
  runs[0] = [...tail, ...head.slice(1)];
}

/**
 * The part of a-b, from 0 to 1, that lies within `radius` of the segment from-to. That region is
 * convex, so the part is in one piece.
 */
function covered(
  a: PenPoint,
  b: PenPoint,
  from: Place,
  to: Place,
  radius: number,
): readonly [number, number] | undefined {
  const depth = (t: number) => distanceToSegment(between(a, b, t), from, to) - radius;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 50; step++) {
    const third = (high - low) / 3;
    if (depth(low + third) < depth(high - third)) high -= third;
    else low += third;
  }
  const deepest = (low + high) / 2;
  if (depth(deepest) >= 0) return undefined;
  const edge = (outside: number) => {
    if (depth(outside) < 0) return outside;
    let [inner, outer] = [deepest, outside];
    for (let step = 0; step < 40; step++) {
      const middle = (inner + outer) / 2;
      if (depth(middle) < 0) inner = middle;
      else outer = middle;
    }
    return outer;
  };
  return [edge(0), edge(1)];
}

function between(a: PenPoint, b: PenPoint, t: number): PenPoint {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}
