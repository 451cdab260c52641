import { BLACK, parseColor, type Rgba } from './color.js';
import { parseStyleAttribute, type StyleSheet } from './css.js';
import type { SvgDocument, SvgElement } from './document.js';
import { parseLength } from './numbers.js';

/** Gradients that take their stops from another, at most so many in a row. */
const LONGEST_CHAIN = 16;

/**
 * The one colour that a gradient counts as: the mean of its stops, or for a radial one its outer
 * stop, since that meets the paper. Alpha included.
 *
 * @returns 'none' for a gradient without stops, which paints nothing; undefined for what is no
 *   gradient (a pattern), whose colour is not known
 */
export function gradientColor(
  element: SvgElement,
  document: SvgDocument,
  sheet: StyleSheet,
): Rgba | 'none' | undefined {
  if (!/^(?:linear|radial)Gradient$/.test(element.name)) return undefined;
  const colors = stopsOf(element, document).map((stop) => stopColor(stop, sheet));
  const last = colors.at(-1);
  if (last === undefined) return 'none';
  if (element.name === 'radialGradient') return last;
  const mean = (i: 0 | 1 | 2 | 3) => colors.reduce((sum, one) => sum + one[i], 0) / colors.length;
  return [mean(0), mean(1), mean(2), mean(3)];
}

function stopsOf(element: SvgElement, document: SvgDocument): readonly SvgElement[] {
  let current: SvgElement | undefined = element;
  for (let i = 0; i < LONGEST_CHAIN && current !== undefined; i++) {
    const stops: readonly SvgElement[] = current.children.filter(({ name }) => name === 'stop');
    if (stops.length > 0) return stops;
    const { attributes }: SvgElement = current;
    const href = (attributes['href'] ?? attributes['xlink:href'] ?? '').trim();
    current = href.startsWith('#') ? document.byId.get(href.slice(1)) : undefined;
  }
  return [];
}

function stopColor(stop: SvgElement, sheet: StyleSheet): Rgba {
  const declared = [
    ...sheet.declarations(stop),
    ...parseStyleAttribute(stop.attributes['style'] ?? ''),
  ];
  const last = (name: string) =>
    declared.findLast(({ property }) => property === name)?.value ?? stop.attributes[name];
  const [r, g, b, a] = parseColor(last('stop-color') ?? 'black') ?? BLACK;
  const opacity = parseLength(last('stop-opacity'), 1) ?? 1;
  return [r, g, b, a * Math.min(Math.max(opacity, 0), 1)];
}
