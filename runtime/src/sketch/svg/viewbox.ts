import type { Bounds } from '../types.js';
import { IDENTITY, type Matrix } from './matrix.js';
import { parseNumbers } from './numbers.js';

/** @returns undefined where there is none or it is in error; the drawing then has no own scale */
export function parseViewBox(text: string | undefined, where?: string): Bounds | undefined {
  if (text === undefined) return undefined;
  const [x, y, width, height, ...more] = parseNumbers(text, where);
  if (x === undefined || y === undefined || width === undefined || height === undefined) {
    return undefined;
  }
  return more.length === 0 && width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

const ALIGN = /^(?:none|x(min|mid|max)y(min|mid|max))(?:\s+(meet|slice))?$/;
const SHARE: Readonly<Record<string, number>> = { min: 0, mid: 0.5, max: 1 };

/**
 * Maps a viewBox into the rectangle that shows it, as preserveAspectRatio says (SVG 2, 8.2).
 *
 * @param target rectangle in the units around it
 */
export function viewBoxMatrix(
  viewBox: Bounds | undefined,
  target: Bounds,
  preserveAspectRatio = 'xMidYMid meet',
): Matrix {
  if (viewBox === undefined) return [1, 0, 0, 1, target.x, target.y];
  if (!(target.width > 0 && target.height > 0)) return IDENTITY;
  const words = preserveAspectRatio
    .trim()
    .toLowerCase()
    .replace(/^defer\s+/, '');
  const match = ALIGN.exec(words) ?? ALIGN.exec('xmidymid')!;
  const scaleX = target.width / viewBox.width;
  const scaleY = target.height / viewBox.height;
  const [, alignX, alignY, meetOrSlice] = match;
  if (alignX === undefined || alignY === undefined) {
    return [scaleX, 0, 0, scaleY, target.x - viewBox.x * scaleX, target.y - viewBox.y * scaleY];
  }
  const scale = meetOrSlice === 'slice' ? Math.max(scaleX, scaleY) : Math.min(scaleX, scaleY);
  const spareX = target.width - viewBox.width * scale;
  const spareY = target.height - viewBox.height * scale;
  return [
    scale,
    0,
    0,
    scale,
    target.x + spareX * SHARE[alignX]! - viewBox.x * scale,
    target.y + spareY * SHARE[alignY]! - viewBox.y * scale,
  ];
}
