import type { SvgElement } from '../../../../runtime/src/index.js';
import type { Drawing } from '../drawing.js';
import type { HostLanguage } from '../languages.js';

type Mutable = { -readonly [K in keyof SvgElement]: SvgElement[K] } & { children: SvgElement[] };

/** What a reader knows of an element when it opens. */
export interface Opening {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly computed: readonly string[];
  readonly inCode: boolean;
  readonly start: number;
  readonly openEnd: number;
  readonly line: number;
}

/** Puts a Drawing together, element by element, in document order. */
export class DrawingBuilder {
  private readonly elements: SvgElement[] = [];
  private readonly byId = new Map<string, SvgElement>();
  private readonly styleSheets: string[] = [];
  private readonly computed = new Map<SvgElement, readonly string[]>();
  private readonly inCode = new Set<SvgElement>();
  private readonly path: Mutable[] = [];

  get depth(): number {
    return this.path.length;
  }

  open({ computed, inCode, attributes, ...opening }: Opening): void {
    const parent = this.path.at(-1);
    const element: Mutable = {
      ...opening,
      attributes: settle(attributes, computed),
      parent,
      children: [],
      index: this.elements.length,
      end: opening.openEnd,
    };
    parent?.children.push(element);
    this.elements.push(element);
    const { id } = attributes;
    if (id !== undefined && !this.byId.has(id)) this.byId.set(id, element);
    if (computed.length > 0) this.computed.set(element, computed);
    if (inCode) this.inCode.add(element);
    if (element.name === 'style') this.styleSheets.push('');
    this.path.push(element);
  }

  text(content: string): void {
    if (this.path.at(-1)?.name !== 'style') return;
    this.styleSheets.push((this.styleSheets.pop() ?? '') + content);
  }

  close(end: number): void {
    const element = this.path.pop();
    if (element !== undefined) element.end = end;
  }

  drawing(language: HostLanguage): Drawing {
    const { elements, byId, styleSheets, computed, inCode } = this;
    return {
      language,
      document: { root: elements[0]!, elements, byId, styleSheets },
      computed,
      inCode,
    };
  }
}

/** A paint that a program gives is some colour: enough to know what is a line, and what is not. */
function settle(
  attributes: Readonly<Record<string, string>>,
  computed: readonly string[],
): Readonly<Record<string, string>> {
  if (!computed.includes('stroke') && !computed.includes('fill')) return attributes;
  const settled: Record<string, string> = { ...attributes };
  if (computed.includes('stroke')) settled['stroke'] = 'currentColor';
  if (computed.includes('fill')) {
    settled['fill'] = settled['stroke'] === undefined ? 'currentColor' : 'none';
  }
  return settled;
}
