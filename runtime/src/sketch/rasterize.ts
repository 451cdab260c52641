import { CANVAS_SIZE, type Point, type Sketch } from './types.js';

export interface RasterizeOptions {
  /** Side of the ink in pixels; one pixel is one canvas unit. Default 256. */
  readonly size?: number;
  /** Width of every line in pixels. Default 1.5, what training draws. */
  readonly strokeWidth?: number;
}

/**
 * Draws a framed sketch as ink: for each pixel centre p (column + 0.5, row + 0.5)
 *
 *     ink(p) = clamp(strokeWidth / 2 + 0.5 - d, 0, 1)
 *
 * with d the Euclidean distance to the nearest segment of any stroke (a stroke of one point is a
 * dot). Only + - * / and the square root touch the values, which IEEE 754 fixes to the last bit:
 * every host draws the same bytes. models/training/facepencil_train/sketch/raster.py is its twin.
 *
 * @param sketch strokes in canvas units, as frameSketch gives them; what lies outside is cut off
 * @returns size * size values in 0..1, row by row, 1 = line, 0 = paper
 */
export function rasterize(sketch: Sketch, options: RasterizeOptions = {}): Float32Array {
  const size = options.size ?? CANVAS_SIZE;
  const strokeWidth = options.strokeWidth ?? 1.5;
  const ink = new Float32Array(size * size);
  const reach = strokeWidth / 2 + 0.5;
  for (const { points, closed } of sketch.strokes) {
    const [first] = points;
    if (first === undefined) continue;
    let previous: Point = first;
    if (points.length === 1) drawSegment(ink, size, reach, first, first);
    for (let i = 1; i < points.length; i++) {
      const point = points[i]!;
      drawSegment(ink, size, reach, previous, point);
      previous = point;
    }
    if (closed === true) drawSegment(ink, size, reach, previous, first);
  }
  return ink;
}

/** Raises the pixels within reach of the segment a-b to its ink. */
function drawSegment(ink: Float32Array, size: number, reach: number, a: Point, b: Point): void {
  const [ax, ay] = a;
  const [bx, by] = b;
  const dx = bx - ax;
  const dy = by - ay;
  const lengthSquared = dx * dx + dy * dy;
  const left = ax < bx ? ax : bx;
  const right = ax < bx ? bx : ax;
  const top = ay < by ? ay : by;
  const bottom = ay < by ? by : ay;

  const firstRow = Math.max(0, Math.ceil(top - reach - 0.5));
  const lastRow = Math.min(size - 1, Math.floor(bottom + reach - 0.5));
  for (let row = firstRow; row <= lastRow; row++) {
    const py = row + 0.5;
    // Only the part of the segment within reach of this row's height can ink it; the few columns
    // beside that part are all that is looked at, so a long slanted line costs its length.
    let from = left;
    let to = right;
    if (dy !== 0) {
      const t0 = (py - reach - ay) / dy;
      const t1 = (py + reach - ay) / dy;
      const x0 = ax + clampUnit(t0) * dx;
      const x1 = ax + clampUnit(t1) * dx;
      from = x0 < x1 ? x0 : x1;
      to = x0 < x1 ? x1 : x0;
    }
    // A thousandth of a pixel to spare for rounding: one pixel too many is harmless.
    const firstColumn = Math.max(0, Math.ceil(from - reach - 0.501));
    const lastColumn = Math.min(size - 1, Math.floor(to + reach - 0.499));
    for (let column = firstColumn; column <= lastColumn; column++) {
      const px = column + 0.5;
      let t = 0;
      if (lengthSquared > 0) t = clampUnit(((px - ax) * dx + (py - ay) * dy) / lengthSquared);
      const ex = px - (ax + t * dx);
      const ey = py - (ay + t * dy);
      const value = reach - Math.sqrt(ex * ex + ey * ey);
      const at = row * size + column;
      if (value > ink[at]!) ink[at] = value < 1 ? value : 1;
    }
  }
}

function clampUnit(t: number): number {
  return t > 0 ? (t < 1 ? t : 1) : 0;
}
