import type { Grid } from '../grid.js';

/** Pixels that fills have covered. */
export class Cover {
  private readonly mask: Uint8Array;
  /** Whether nothing is covered yet. */
  empty = true;

  constructor(private readonly grid: Grid) {
    this.mask = new Uint8Array(grid.width * grid.height);
  }

  /** @param spans pairs of pixel indices, from and to (not in it) */
  add(spans: readonly number[]): void {
    if (spans.length > 0) this.empty = false;
    for (let i = 0; i < spans.length; i += 2) this.mask.fill(1, spans[i], spans[i + 1]);
  }

  remove(spans: readonly number[]): void {
    for (let i = 0; i < spans.length; i += 2) this.mask.fill(0, spans[i], spans[i + 1]);
  }

  has(pixel: number): boolean {
    return this.mask[pixel] === 1;
  }

  /**
   * Whether a place, in document units, is covered. It is only if the pixels around it are too, so
   * that shapes drawn edge to edge keep their common edge.
   */
  hides(x: number, y: number): boolean {
    return this.around(x, y).every((pixel) => this.has(pixel));
  }

  /** Whether a place, or a pixel beside it, is covered. */
  touches(x: number, y: number): boolean {
    return this.around(x, y).some((pixel) => this.has(pixel));
  }

  private around(x: number, y: number): readonly number[] {
    const at = pixelAt(this.grid, x, y);
    const { width } = this.grid;
    return at < 0 ? [-1] : [at, at - 1, at + 1, at - width, at + width];
  }
}

/** The pixel of a place in document units, or -1 outside and along the edge. */
export function pixelAt({ width, height, x0, y0, scale }: Grid, x: number, y: number): number {
  const column = Math.floor((x - x0) * scale);
  const row = Math.floor((y - y0) * scale);
  const inside = column >= 1 && row >= 1 && column < width - 1 && row < height - 1;
  return inside ? row * width + column : -1;
}
