import { escapeXml, type MarkupSpelling, svgSpelling } from '../../../runtime/src/index.js';
import type { Drawing } from './drawing.js';

/** How what is put into a drawing is spelled, in the language around it and in its own habits. */
export function spellingOf(text: string, drawing: Drawing): MarkupSpelling {
  const { language, document } = drawing;
  const { root } = document;
  if (language === 'svg') {
    return svgSpelling({
      attributes: root.attributes,
      tag: text.slice(root.start, root.openEnd),
    });
  }
  const usesXlink = language === 'jsx' && text.slice(root.start, root.end).includes('xlinkHref');
  return {
    prefix: '',
    href: usesXlink ? 'xlinkHref' : 'href',
    declareXlink: false,
    escape: language === 'svelte' ? escapeSvelte : escapeXml,
  };
}

/** Braces begin expressions there, in quotes too. */
function escapeSvelte(text: string): string {
  return escapeXml(text).replaceAll('{', '&#123;').replaceAll('}', '&#125;');
}
