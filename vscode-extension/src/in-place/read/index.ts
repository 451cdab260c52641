import { DEFAULT_LIMITS, FacePencilError } from '../../../../runtime/src/index.js';
import type { Drawing } from '../drawing.js';
import type { HostLanguage } from '../languages.js';
import { readJsx } from './jsx.js';
import { readMarkup } from './markup.js';
import { readSvgDrawing } from './svg.js';

/**
 * Every SVG of a text, in order. None is no error, but an SVG file must be one.
 *
 * @throws FacePencilError svg-too-large; for an SVG file what readSvg throws; svg-malformed for JSX
 *   that cannot be parsed
 */
export function readDrawings(text: string, language: HostLanguage): Drawing[] {
  if (text.length > DEFAULT_LIMITS.maxCharacters) {
    throw new FacePencilError('svg-too-large', `The file has ${text.length} characters.`, {
      hint: `Files of up to ${DEFAULT_LIMITS.maxCharacters} characters are read: move the drawing to one of its own.`,
    });
  }
  if (language === 'svg') return [readSvgDrawing(text)];
  // Most files of these languages hold none: they should cost nothing.
  if (!text.includes('<svg')) return [];
  return language === 'jsx' ? readJsx(text) : readMarkup(text, language);
}
