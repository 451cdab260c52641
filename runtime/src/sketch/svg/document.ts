import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { FacePencilError } from '../../errors.js';
import { DEFAULT_LIMITS, type SketchLimits } from '../limits.js';
import { defineEntities, readEntities } from './entities.js';

/** One element, with what a host needs to find it again in the text. */
export interface SvgElement {
  /** Name without prefix; '' for elements of other namespaces, which are never drawn. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: SvgElement | undefined;
  readonly children: readonly SvgElement[];
  /** Place among all elements of the document, in document order, from 0 for the root. */
  readonly index: number;
  /** Offset in the text of the `<` of its opening tag. */
  readonly start: number;
  /** Offset after the `>` of its opening tag. */
  readonly openEnd: number;
  /** Offset after the `>` of its closing tag; openEnd for `<a/>`. */
  readonly end: number;
  /** Line of its opening tag, from 1. */
  readonly line: number;
}

export interface SvgDocument {
  readonly root: SvgElement;
  /** Every element, in document order. */
  readonly elements: readonly SvgElement[];
  /** The first element of each id. */
  readonly byId: ReadonlyMap<string, SvgElement>;
  /** The text of each `<style>`, in document order. */
  readonly styleSheets: readonly string[];
}

type Mutable = { -readonly [K in keyof SvgElement]: SvgElement[K] } & { children: SvgElement[] };

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
/** Read this much at a time, so that a refusal comes before the rest is read. */
const CHUNK = 1 << 16;

/**
 * Reads SVG text to a tree of elements. Strict XML; nothing is fetched, whatever the text names.
 *
 * @throws FacePencilError svg-too-large, svg-not-svg, svg-malformed, svg-entities,
 *   svg-external-reference, svg-too-deep, svg-too-complex
 */
export function readSvg(text: string, limits: SketchLimits = DEFAULT_LIMITS): SvgDocument {
  if (text.length > limits.maxCharacters) {
    throw new FacePencilError(
      'svg-too-large',
      `The SVG has ${text.length} characters; at most ${limits.maxCharacters} are read.`,
      { hint: 'Export only the face, and leave embedded images out.' },
    );
  }
  const reader = new Reader(limits);
  const parser = new SaxesParser<{ position: true; xmlns: false }>({
    position: true,
    xmlns: false,
  });
  parser.on('error', (error) => {
    // saxes puts the place in front of its message.
    const message = error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    const where = `line ${parser.line}, column ${parser.column}`;
    if (!reader.hasRoot) throw notSvg(`it is not XML (${message})`, where);
    throw new FacePencilError('svg-malformed', `The SVG is broken: ${message}.`, {
      hint: 'Repair it there, or export the drawing again.',
      where,
    });
  });
  parser.on('doctype', (doctype) => {
    defineEntities(parser.ENTITIES, readEntities(doctype));
  });
  parser.on('opentagstart', ({ name }) => {
    // The parser stands behind the name and the one character after it.
    reader.begin(parser.position - name.length - 2, parser.line);
  });
  parser.on('opentag', (tag) => {
    reader.open(tag, parser.position);
  });
  parser.on('closetag', () => {
    reader.close(parser.position);
  });
  parser.on('text', (content) => {
    reader.text(content);
  });
  parser.on('cdata', (content) => {
    reader.text(content);
  });

  if (text.trim() === '') throw notSvg('it is empty');
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  parser.close();
  return reader.document();
}

class Reader {
  private readonly elements: SvgElement[] = [];
  private readonly byId = new Map<string, SvgElement>();
  private readonly styleSheets: string[] = [];
  /** The elements that are open, the root first. */
  private readonly path: Mutable[] = [];
  private prefix = '';
  private start = 0;
  private line = 0;

  constructor(private readonly limits: SketchLimits) {}

  get hasRoot(): boolean {
    return this.elements.length > 0;
  }

  begin(start: number, line: number): void {
    this.start = start;
    this.line = line;
  }

  open({ name, attributes }: SaxesTagPlain, openEnd: number): void {
    if (!this.hasRoot) this.openRoot(name, attributes);
    const current = this.path.at(-1);
    const element: Mutable = {
      name: this.localName(name),
      attributes,
      parent: current,
      children: [],
      index: this.elements.length,
      start: this.start,
      openEnd,
      end: openEnd,
      line: this.line,
    };
    current?.children.push(element);
    this.elements.push(element);
    const id = attributes['id'];
    if (id !== undefined && !this.byId.has(id)) this.byId.set(id, element);
    if (element.name === 'style') this.styleSheets.push('');
    this.path.push(element);
    if (this.path.length > this.limits.maxDepth) throw tooDeep(this.limits.maxDepth, this.line);
    if (this.elements.length > this.limits.maxElements) {
      throw new FacePencilError(
        'svg-too-complex',
        `The SVG has more than ${this.limits.maxElements} elements.`,
        { hint: 'Export only the face.' },
      );
    }
  }

  close(end: number): void {
    const element = this.path.pop();
    if (element !== undefined) element.end = end;
  }

  text(content: string): void {
    if (this.path.at(-1)?.name !== 'style') return;
    const last = this.styleSheets.length - 1;
    this.styleSheets[last] = this.styleSheets[last]! + content;
  }

  document(): SvgDocument {
    const [root] = this.elements;
    if (root === undefined) throw notSvg('it has no element');
    return {
      root,
      elements: this.elements,
      byId: this.byId,
      styleSheets: this.styleSheets,
    };
  }

  private openRoot(name: string, attributes: Readonly<Record<string, string>>): void {
    const colon = name.indexOf(':');
    this.prefix = name.slice(0, colon + 1);
    const declared = attributes[colon < 0 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`];
    if (this.localName(name) !== 'svg') throw notSvg(`its root element is <${name}>`);
    // Snippets cut out of web pages declare none; that is fine.
    if (declared !== undefined && declared !== SVG_NAMESPACE) {
      throw notSvg(`its root element is of the namespace ${declared}`);
    }
  }

  /** SVG elements carry the root's prefix, mostly none; editors' own elements carry another. */
  private localName(name: string): string {
    if (!name.startsWith(this.prefix)) return '';
    const local = name.slice(this.prefix.length);
    return local.includes(':') ? '' : local;
  }
}

export function tooDeep(limit: number, line: number): FacePencilError {
  return new FacePencilError('svg-too-deep', `The SVG nests deeper than ${limit} elements.`, {
    hint: 'Ungroup it in the drawing tool and export it again.',
    where: `line ${line}`,
  });
}

function notSvg(why: string, where?: string): FacePencilError {
  return new FacePencilError('svg-not-svg', `This is not SVG: ${why}.`, {
    hint: 'Give the text of an SVG file.',
    where,
  });
}
