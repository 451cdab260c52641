import { readSvg } from '../../../../runtime/src/index.js';
import type { Drawing } from '../drawing.js';

/**
 * The drawing of an SVG file. Apart from the other languages, whose parsers a page that shows SVG
 * files only has no use for.
 *
 * @throws FacePencilError what readSvg throws
 */
export function readSvgDrawing(text: string): Drawing {
  return { language: 'svg', document: readSvg(text), computed: new Map(), inCode: new Set() };
}
