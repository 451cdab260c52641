import type { Bounds, Point } from './types.js';

/** A raster laid over part of the document. Pixels within one of its edge are never set. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  /** Document units to pixels: column = (x - x0) * scale. */
  readonly x0: number;
  readonly y0: number;
  /** Pixels in a document unit. */
  readonly scale: number;
}

const MARGIN = 3;

/** A grid over the bounds and a margin around them, with so many pixels in a document unit. */
export function gridOver(bounds: Bounds, scale: number): Grid {
  return {
    width: Math.ceil(bounds.width * scale) + 2 * MARGIN,
    height: Math.ceil(bounds.height * scale) + 2 * MARGIN,
    x0: bounds.x - MARGIN / scale,
    y0: bounds.y - MARGIN / scale,
    scale,
  };
}

/** Pixel coordinates to document units. */
export function toDocument(grid: Grid, column: number, row: number): Point {
  return [grid.x0 + column / grid.scale, grid.y0 + row / grid.scale];
}
