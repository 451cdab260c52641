import type { Grid } from './grid.js';
import type { Budget } from './limits.js';
import type { Point } from './types.js';

/** Called for each run of pixels inside a shape: columns from..to-1 of a row. */
export type SpanVisitor = (row: number, from: number, to: number) => void;

/**
 * Fills shapes on a grid: a pixel is inside if its centre is. Edges leave their winding at the
 * first pixel to their right, and a sum along each row tells inside from outside: linear in the
 * length of the outline and the area of its bounds, with nothing to sort.
 */
export class Filler {
  private readonly winding: Int32Array;

  constructor(
    private readonly grid: Grid,
    private readonly budget: Budget,
  ) {
    this.winding = new Int32Array((grid.width + 1) * grid.height);
  }

  /** @param outlines polylines in document units, each taken as closed */
  fill(
    outlines: readonly (readonly Point[])[],
    rule: 'nonzero' | 'evenodd',
    visit: SpanVisitor,
  ): void {
    const { width, height, x0, y0, scale } = this.grid;
    const stride = width + 1;
    let firstRow = height;
    let lastRow = -1;
    let firstColumn = width;
    let lastColumn = -1;
    for (const points of outlines) {
      const last = points.at(-1);
      if (last === undefined) continue;
      let ax = (last[0] - x0) * scale;
      let ay = (last[1] - y0) * scale;
      for (const [x, y] of points) {
        const bx = (x - x0) * scale;
        const by = (y - y0) * scale;
        const down = by > ay;
        const from = Math.max(0, Math.ceil((down ? ay : by) - 0.5));
        const to = Math.min(height, Math.ceil((down ? by : ay) - 0.5));
        if (from < to) {
          this.budget.spend(to - from);
          const slope = (bx - ax) / (by - ay);
          const turn = down ? 1 : -1;
          if (from < firstRow) firstRow = from;
          if (to - 1 > lastRow) lastRow = to - 1;
          for (let row = from; row < to; row++) {
            const at = Math.ceil(ax + (row + 0.5 - ay) * slope - 0.5);
            const column = at < 0 ? 0 : at > width ? width : at;
            const index = row * stride + column;
            this.winding[index] = this.winding[index]! + turn;
            if (column < firstColumn) firstColumn = column;
            if (column > lastColumn) lastColumn = column;
          }
        }
        ax = bx;
        ay = by;
      }
    }
    if (lastRow < firstRow) return;
    this.budget.spend((lastRow - firstRow + 1) * (lastColumn - firstColumn + 1));
    for (let row = firstRow; row <= lastRow; row++) {
      this.visitRow(row, firstColumn, lastColumn, rule, visit);
    }
  }

  /** Sums one row, and leaves it empty for the next shape. */
  private visitRow(
    row: number,
    firstColumn: number,
    lastColumn: number,
    rule: 'nonzero' | 'evenodd',
    visit: SpanVisitor,
  ): void {
    const start = row * (this.grid.width + 1);
    let sum = 0;
    let from = -1;
    for (let column = firstColumn; column <= lastColumn; column++) {
      sum += this.winding[start + column]!;
      this.winding[start + column] = 0;
      const inside = rule === 'nonzero' ? sum !== 0 : (sum & 1) !== 0;
      if (inside && from < 0) from = column;
      if (!inside && from >= 0) {
        visit(row, from, column);
        from = -1;
      }
    }
  }
}

/** Calls back for every pixel that an outline runs through, so that hairlines are not missed. */
export function visitOutline(
  grid: Grid,
  points: readonly Point[],
  budget: Budget,
  visit: (row: number, column: number) => void,
): void {
  const { width, height, x0, y0, scale } = grid;
  const last = points.at(-1);
  if (last === undefined) return;
  let ax = (last[0] - x0) * scale;
  let ay = (last[1] - y0) * scale;
  for (const [x, y] of points) {
    const bx = (x - x0) * scale;
    const by = (y - y0) * scale;
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay))));
    budget.spend(steps);
    for (let i = 1; i <= steps; i++) {
      const column = Math.floor(ax + ((bx - ax) * i) / steps);
      const row = Math.floor(ay + ((by - ay) * i) / steps);
      if (row >= 1 && row < height - 1 && column >= 1 && column < width - 1) visit(row, column);
    }
    ax = bx;
    ay = by;
  }
}
