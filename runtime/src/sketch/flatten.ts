import type { Point } from './types.js';

/**
 * Number of equal parameter steps that keep a Bézier curve within `tolerance` of its polyline
 * (Wang's bound: the distance is at most d(d-1)/8 times the largest second difference over n²).
 * No recursion, and the same for the same curve wherever it lies.
 */
function steps(bound: number, tolerance: number): number {
  const n = Math.ceil(Math.sqrt(bound / tolerance));
  // A curve of absurd size still ends; NaN and Infinity are found out by their points.
  return n >= 1 ? Math.min(n, MAX_STEPS) : 1;
}

const MAX_STEPS = 2000;

/** Math.hypot may differ in its last bits between engines; this may not. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** How many points flattenCubic would add: callers count before they make. */
export function cubicSteps(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x3: number,
  y3: number,
  tolerance: number,
): number {
  const second = Math.max(
    length(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2),
    length(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3),
  );
  return steps(0.75 * second, tolerance);
}

/**
 * Adds the points of a cubic Bézier curve after its first one; the last is its end exactly.
 *
 * @param tolerance largest distance from the curve, in the units of the points, above 0
 */
export function flattenCubic(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x3: number,
  y3: number,
  tolerance: number,
  out: Point[],
): void {
  const n = cubicSteps(x0, y0, x1, y1, x2, y2, x3, y3, tolerance);
  for (let i = 1; i < n; i++) {
    const t = i / n;
    const s = 1 - t;
    const a = s * s * s;
    const b = 3 * s * s * t;
    const c = 3 * s * t * t;
    const d = t * t * t;
    out.push([a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3]);
  }
  out.push([x3, y3]);
}
