import { distanceToSegment, segmentsOf } from './geometry.js';
import type { Drawing, DrawnStroke, PenPoint } from './types.js';

type Place = readonly [x: number, y: number];

/** The stroke nearest to the place and no farther than `reach`; of equals the uppermost. */
export function strokeAt(drawing: Drawing, place: Place, reach: number): DrawnStroke | undefined {
  let nearest: DrawnStroke | undefined;
  let least = reach;
  for (const stroke of drawing.strokes) {
    for (const [a, b] of segmentsOf(stroke.points, stroke.closed)) {
      const distance = distanceToSegment(place, a, b);
      if (distance > least) continue;
      least = distance;
      nearest = stroke;
    }
  }
  return nearest;
}

/** The strokes that lie wholly in the rectangle between two corners. */
export function strokesWithin(drawing: Drawing, one: Place, other: Place): DrawnStroke[] {
  const [left, right] = [Math.min(one[0], other[0]), Math.max(one[0], other[0])];
  const [top, bottom] = [Math.min(one[1], other[1]), Math.max(one[1], other[1])];
  return drawing.strokes.filter(({ points }) =>
    points.every(([x, y]) => x >= left && x <= right && y >= top && y <= bottom),
  );
}

/** The strokes of which more than half lies in a loop, which is closed by a straight line. */
export function strokesInLoop(
  drawing: Drawing,
  loop: readonly (readonly [x: number, y: number, ...rest: number[]])[],
): DrawnStroke[] {
  const sides = [...segmentsOf(loop, true)];
  const holds = (x: number, y: number) =>
    sides.filter(
      ([[ax, ay], [bx, by]]) => ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax),
    ).length %
      2 ===
    1;
  return drawing.strokes.filter(
    ({ points }) => points.filter(([x, y]) => holds(x, y)).length * 2 > points.length,
  );
}

/** A drawing in which some strokes were replaced, and the strokes that stand for them. */
export interface Replaced {
  readonly drawing: Drawing;
  readonly selection: ReadonlySet<DrawnStroke>;
}

export function moveStrokes(
  drawing: Drawing,
  selection: ReadonlySet<DrawnStroke>,
  dx: number,
  dy: number,
): Replaced {
  const moved = new Set<DrawnStroke>();
  const strokes = drawing.strokes.map((stroke) => {
    if (!selection.has(stroke)) return stroke;
    const points = stroke.points.map(([x, y, pressure]): PenPoint => [x + dx, y + dy, pressure]);
    const copy = { ...stroke, points };
    moved.add(copy);
    return copy;
  });
  return { drawing: { ...drawing, strokes }, selection: moved };
}

export function removeStrokes(drawing: Drawing, selection: ReadonlySet<DrawnStroke>): Drawing {
  return { ...drawing, strokes: drawing.strokes.filter((stroke) => !selection.has(stroke)) };
}
