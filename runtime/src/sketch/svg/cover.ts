import type { Grid } from '../grid.js';
import type { Budget } from '../limits.js';
import type { Point, Stroke } from '../types.js';

/** Shorter pieces than this, in pixels of the grid, are the flicker of two edges in one place. */
const SHORTEST_PIECE = 6;

/** What fills painted later hide of what is painted below them. */
export class Cover {
  private readonly mask: Uint8Array;
  private empty = true;

  constructor(
    private readonly grid: Grid,
    private readonly work: Budget,
  ) {
    this.mask = new Uint8Array(grid.width * grid.height);
  }

  /** @param spans pairs of pixel indices, from and to (not in it) */
  add(spans: readonly number[]): void {
    if (spans.length > 0) this.empty = false;
    for (let i = 0; i < spans.length; i += 2) this.mask.fill(1, spans[i], spans[i + 1]);
  }

  has(pixel: number): boolean {
    return this.mask[pixel] === 1;
  }

  /**
   * The pieces of a stroke that show. A point is hidden only if the pixels around it are too, so
   * that shapes drawn edge to edge keep their common edge.
   */
  uncovered(stroke: Stroke): Stroke[] {
    if (this.empty) return [stroke];
    const ring = stroke.closed === true && stroke.points.length > 1;
    const points = ring ? [...stroke.points, stroke.points[0]!] : stroke.points;
    const { pieces, whole } = this.split(points);
    if (whole) return [stroke];
    const first = pieces[0];
    const last = pieces.at(-1);
    // A ring that shows where it begins has its first and last piece in one.
    if (ring && first !== last && first?.startsHere === true && last?.endsHere === true) {
      pieces.pop();
      first.points.unshift(...last.points.slice(0, -1));
    }
    return pieces
      .filter((piece) => this.pixelLength(piece.points) >= SHORTEST_PIECE)
      .map((piece): Stroke => ({ ...stroke, points: piece.points, closed: false }));
  }

  private split(points: readonly Point[]): { pieces: Piece[]; whole: boolean } {
    const { scale } = this.grid;
    const pieces: Piece[] = [];
    let piece: Piece | undefined;
    let whole = true;
    const step = (x: number, y: number, isVertex: boolean, isStart: boolean) => {
      if (this.hides(x, y)) {
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
        this.work.spend(steps);
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

  private hides(x: number, y: number): boolean {
    const { width, height, x0, y0, scale } = this.grid;
    const column = Math.floor((x - x0) * scale);
    const row = Math.floor((y - y0) * scale);
    if (column < 1 || row < 1 || column >= width - 1 || row >= height - 1) return false;
    const at = row * width + column;
    return (
      this.has(at) &&
      this.has(at - 1) &&
      this.has(at + 1) &&
      this.has(at - width) &&
      this.has(at + width)
    );
  }

  private pixelLength(points: readonly Point[]): number {
    let sum = 0;
    points.forEach(([x, y], i) => {
      const before = points[i - 1];
      if (before === undefined) return;
      sum += Math.max(Math.abs(x - before[0]), Math.abs(y - before[1])) * this.grid.scale;
    });
    return sum;
  }
}

interface Piece {
  points: Point[];
  /** The last place that shows since the last point, where the piece ends if it is hidden next. */
  open: Point | undefined;
  /** Whether it holds the first or the last point of the polyline. */
  startsHere: boolean;
  endsHere: boolean;
}
