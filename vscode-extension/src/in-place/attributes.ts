import type { MarkupSpelling, SvgElement, TextEdit } from '../../../runtime/src/index.js';

const ATTRIBUTE = /([^\s=/>"'{}]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>{]+))?|\{[^}]*\}/g;

/**
 * The edit that gives an element's attribute a value, where it stands, or at the end of the tag if
 * the element has none of that name; undefined if it has that very value.
 *
 * @param value undefined takes the attribute away
 */
export function attributeEdit(
  text: string,
  element: SvgElement,
  name: string,
  value: string | undefined,
  { escape }: Pick<MarkupSpelling, 'escape'>,
): TextEdit | undefined {
  const tag = text.slice(element.start, element.openEnd);
  const written = value === undefined ? '' : `${name}="${escape(value)}"`;
  const from = /^<[^\s/>]+/.exec(tag)?.[0].length ?? 1;
  ATTRIBUTE.lastIndex = from;
  for (let found = ATTRIBUTE.exec(tag); found !== null; found = ATTRIBUTE.exec(tag)) {
    if (found[1] !== name) continue;
    if (found[0] === written) return undefined;
    const blank = value === undefined ? /\s*$/.exec(tag.slice(0, found.index))![0].length : 0;
    const start = element.start + found.index;
    return { start: start - blank, end: start + found[0].length, text: written };
  }
  if (value === undefined) return undefined;
  const at = element.start + /\s*\/?>$/.exec(tag)!.index;
  return { start: at, end: at, text: ` ${written}` };
}
