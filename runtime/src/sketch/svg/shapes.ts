import type { Budget } from '../limits.js';
import type { SvgElement } from './document.js';
import { parseLength, parseNumbers } from './numbers.js';
import { parsePathData } from './path-data.js';
import { Path } from './path.js';

/** What percentages are of. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export const SHAPES: ReadonlySet<string> = new Set([
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
]);

/** Where an element is, for messages. */
export function whereIs(element: SvgElement): string {
  const id = element.attributes['id'];
  return `<${element.name}${id === undefined ? '' : ` id="${id}"`}> in line ${element.line}`;
}

/**
 * The outline of a shape in its own units (SVG 2, chapter 10). Empty for a shape that draws
 * nothing: no data, no size, or a negative one.
 *
 * @param styled geometry that CSS gives, which goes before attributes
 * @throws FacePencilError sketch-not-finite, sketch-too-many-points
 */
export function shapePath(
  element: SvgElement,
  viewport: Viewport,
  budget: Budget,
  styled: Readonly<Record<string, string>> = {},
): Path {
  const where = whereIs(element);
  const attributes = { ...element.attributes, ...styled };
  const diagonal = Math.sqrt((viewport.width ** 2 + viewport.height ** 2) / 2);
  const across = (name: string) => parseLength(attributes[name], viewport.width, where);
  const down = (name: string) => parseLength(attributes[name], viewport.height, where);
  switch (element.name) {
    case 'path':
      return parsePathData(attributes['d'] ?? '', budget, where);
    case 'rect':
      budget.spend(8);
      return rect(
        across('x') ?? 0,
        down('y') ?? 0,
        across('width') ?? 0,
        down('height') ?? 0,
        across('rx'),
        down('ry'),
      );
    case 'circle': {
      budget.spend(4);
      const r = parseLength(attributes['r'], diagonal, where) ?? 0;
      return ellipse(across('cx') ?? 0, down('cy') ?? 0, r, r);
    }
    case 'ellipse': {
      budget.spend(4);
      const rx = across('rx');
      const ry = down('ry');
      return ellipse(across('cx') ?? 0, down('cy') ?? 0, rx ?? ry ?? 0, ry ?? rx ?? 0);
    }
    case 'line': {
      budget.spend(2);
      const path = new Path();
      path.moveTo(across('x1') ?? 0, down('y1') ?? 0);
      path.lineTo(across('x2') ?? 0, down('y2') ?? 0);
      return path;
    }
    case 'polyline':
    case 'polygon': {
      const path = polyline(parseNumbers(attributes['points'] ?? '', where), budget);
      if (element.name === 'polygon') path.close();
      return path;
    }
    default:
      return new Path();
  }
}

function polyline(numbers: readonly number[], budget: Budget): Path {
  budget.spend(numbers.length / 2);
  const path = new Path();
  // A last x without its y is in error and left out.
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    if (i === 0) path.moveTo(numbers[i]!, numbers[i + 1]!);
    else path.lineTo(numbers[i]!, numbers[i + 1]!);
  }
  return path;
}

function ellipse(cx: number, cy: number, rx: number, ry: number): Path {
  const path = new Path();
  if (!(rx > 0 && ry > 0)) return path;
  path.moveTo(cx + rx, cy);
  path.arcTo(rx, ry, 0, false, true, cx, cy + ry);
  path.arcTo(rx, ry, 0, false, true, cx - rx, cy);
  path.arcTo(rx, ry, 0, false, true, cx, cy - ry);
  path.arcTo(rx, ry, 0, false, true, cx + rx, cy);
  path.close();
  return path;
}

function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  givenRx: number | undefined,
  givenRy: number | undefined,
): Path {
  const path = new Path();
  if (!(width > 0 && height > 0)) return path;
  // One radius stands for both; neither is more than half its side.
  const rx = Math.min(Math.max(givenRx ?? givenRy ?? 0, 0), width / 2);
  const ry = Math.min(Math.max(givenRy ?? givenRx ?? 0, 0), height / 2);
  const right = x + width;
  const bottom = y + height;
  if (rx === 0 || ry === 0) {
    path.moveTo(x, y);
    path.lineTo(right, y);
    path.lineTo(right, bottom);
    path.lineTo(x, bottom);
  } else {
    path.moveTo(x + rx, y);
    path.lineTo(right - rx, y);
    path.arcTo(rx, ry, 0, false, true, right, y + ry);
    path.lineTo(right, bottom - ry);
    path.arcTo(rx, ry, 0, false, true, right - rx, bottom);
    path.lineTo(x + rx, bottom);
    path.arcTo(rx, ry, 0, false, true, x, bottom - ry);
    path.lineTo(x, y + ry);
    path.arcTo(rx, ry, 0, false, true, x + rx, y);
  }
  path.close();
  return path;
}
