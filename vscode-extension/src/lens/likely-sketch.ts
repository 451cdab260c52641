import { isDrawn, isPlaced, type SvgElement } from '../../../runtime/src/index.js';
import type { Drawing } from '../in-place/index.js';

/** A face has at least so many lines; in a page most drawings are icons, which have fewer. */
const FEWEST_IN_SVG = 4;
const FEWEST_IN_PAGE = 8;

const SHAPE = /^(?:path|rect|circle|ellipse|line|polyline|polygon)$/;

/** Whether a drawing may be a sketch of a face that is none yet. A guess, and a quick one. */
export function isLikelySketch({ language, document, inCode }: Drawing): boolean {
  let lines = 0;
  const count = (element: SvgElement): void => {
    if (!isDrawn(element) || isPlaced(element) || inCode.has(element)) return;
    if (SHAPE.test(element.name)) lines += subpaths(element);
    element.children.forEach(count);
  };
  document.root.children.forEach(count);
  return lines >= (language === 'svg' ? FEWEST_IN_SVG : FEWEST_IN_PAGE);
}

/** Drawing tools often join all lines into one path. */
function subpaths({ attributes }: SvgElement): number {
  return attributes['d']?.match(/m/gi)?.length ?? 1;
}
