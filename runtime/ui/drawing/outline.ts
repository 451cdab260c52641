import { getStroke } from 'perfect-freehand';
import { round } from './round.js';
import type { DrawnStroke } from './types.js';

/** How much pressure widens the line, 0..1. */
const THINNING = 0.6;

/**
 * The outline of a stroke as SVG path data, wider where the pen pressed harder.
 *
 * @param last false while the stroke is being drawn
 */
export function outlineOf({ points, closed, width }: DrawnStroke, last = true): string {
  const [first] = points;
  if (first === undefined) return '';
  const line = closed === true ? [...points, first] : points;
  const outline = getStroke(line as [number, number, number][], {
    // perfect-freehand gives half the size at half the pressure, plus what thinning leaves.
    size: width,
    thinning: THINNING,
    smoothing: 0.4,
    streamline: 0.15,
    simulatePressure: false,
    last,
  });
  return closedCurve(outline);
}

/** A smooth closed curve: quadratics from middle to middle of its sides. */
function closedCurve(points: readonly (readonly [number, number])[]): string {
  const [first] = points;
  if (first === undefined) return '';
  const middle = (i: number) => {
    const a = points[i % points.length]!;
    const b = points[(i + 1) % points.length]!;
    return `${round((a[0] + b[0]) / 2)} ${round((a[1] + b[1]) / 2)}`;
  };
  const curves = points.map((_, i) => {
    const corner = points[(i + 1) % points.length]!;
    return `Q${round(corner[0])} ${round(corner[1])} ${middle(i + 1)}`;
  });
  return `M${middle(0)}${curves.join('')}Z`;
}
