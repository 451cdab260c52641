import fitCurve from 'fit-curve';
import type { Point } from '../../../runtime/src/index.js';

/**
 * A drawn line as SVG path data: a few curves instead of many points, as a drawing program writes
 * it. A single point becomes a line of no length, which shows as a dot where line caps are round.
 *
 * @param points one or more
 * @param tolerance largest distance of the curves from the points, above 0, in the points' units
 */
export function pathData(points: readonly Point[], tolerance: number): string {
  const [first] = points;
  if (first === undefined) return '';
  const decimals = Math.min(Math.max(Math.ceil(-Math.log10(tolerance)) + 1, 0), 6);
  const at = ([x, y]: Point) => `${shorten(x, decimals)} ${shorten(y, decimals)}`;
  // Its measure of error is squared.
  const curves = fitCurve(
    points.map(([x, y]): [number, number] => [x, y]),
    tolerance ** 2,
  );
  if (curves.length === 0) return `M${at(first)}L${at(first)}`;
  const pieces = curves.map(([, one, other, end]) => `C${at(one)} ${at(other)} ${at(end)}`);
  return `M${at(curves[0]![0])}${pieces.join('')}`;
}

function shorten(value: number, decimals: number): string {
  // Adding 0 takes the sign of -0 away.
  return String(Number(value.toFixed(decimals)) + 0);
}
