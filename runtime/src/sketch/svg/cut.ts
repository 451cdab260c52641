import type { Grid } from '../grid.js';
import type { Budget } from '../limits.js';
import type { Point, Stroke } from '../types.js';

/** Shorter pieces than this, in pixels of the grid, are the flicker of two edges in one place. */
const SHORTEST_PIECE = 6;

/** Whether a place, in document units, does not show. */
export type Hides = (x: number, y: number) => boolean;

/** The pieces of a stroke that show, looked at once a pixel of the grid. */
export function cutStroke(stroke: Stroke, grid: Grid, hides: Hides, work: Budget): Stroke[] {
  const ring = stroke.closed === true && stroke.points.length > 1;
  const points = ring ? [...stroke.points, stroke.points[0]!] : stroke.points;
  const { pieces, whole } = split(points, grid.scale, hides, work);
  if (whole) return [stroke];
  const first = pieces[0];
  const last = pieces.at(-1);
  // A ring that shows where it begins has its first and last piece in one.
  if (ring && first !== last && first?.startsHere === true && last?.endsHere === true) {
    pieces.pop();
    first.points.unshift(...last.points.slice(0, -1));
  }
  return pieces
    .filter((piece) => pixelLength(piece.points, grid.scale) >= SHORTEST_PIECE)
    .map((piece): Stroke => ({ ...stroke, points: piece.points, closed: false }));
}

function split(
  points: readonly Point[],
  scale: number,
  hides: Hides,
  work: Budget,
): { pieces: Piece[]; whole: boolean } {
  const pieces: Piece[] = [];
  let piece: Piece | undefined;
  let whole = true;
  const step = (x: number, y: number, isVertex: boolean, isStart: boolean) => {
    if (hides(x, y)) {
      whole = false;
      if (piece?.open !== undefined) piece.points.push(piece.open);
      piece = undefined;
      return;
    }
    if (piece === undefined) {
      piece = { points: [[x, y]], open: undefined, startsHere: isStart, endsHere: false };
      pieces.push(piece);
    } else if (isVertex) {
      piece.points.push([x, y]);
      piece.open = undefined;
    } else {
      piece.open = [x, y];
    }
  };
  points.forEach(([x, y], i) => {
    const before = points[i - 1];
    if (before !== undefined) {
      const far = Math.max(Math.abs(x - before[0]), Math.abs(y - before[1])) * scale;
      const steps = Math.ceil(far);
      work.spend(steps);
      for (let s = 1; s < steps; s++) {
        const t = s / steps;
        step(before[0] + (x - before[0]) * t, before[1] + (y - before[1]) * t, false, false);
      }
    }
    step(x, y, true, i === 0);
  });
  if (piece !== undefined) piece.endsHere = true;
  return { pieces, whole };
}

function pixelLength(points: readonly Point[], scale: number): number {
  let sum = 0;
  points.forEach(([x, y], i) => {
    const before = points[i - 1];
    if (before === undefined) return;
    sum += Math.max(Math.abs(x - before[0]), Math.abs(y - before[1])) * scale;
  });
  return sum;
}

interface Piece {
  points: Point[];
  /** The last place that shows since the last point, where the piece ends if it is hidden next. */
  open: Point | undefined;
  /** Whether it holds the first or the last point of the polyline. */
  startsHere: boolean;
  endsHere: boolean;
}
