import type { SvgDocument, SvgElement } from '../../../runtime/src/index.js';
import type { HostLanguage } from './languages.js';

/** One SVG of a document. Offsets of its elements are places in the document's text. */
export interface Drawing {
  readonly language: HostLanguage;
  /** Names and attributes are spelled as in SVG, whatever the language around spells. */
  readonly document: SvgDocument;
  /** Names of the attributes, by element, whose values a program gives: `d={path}`, `:d="path"`. */
  readonly computed: ReadonlyMap<SvgElement, readonly string[]>;
  /** Elements that a program shows or repeats: they are no plain children of their parents. */
  readonly inCode: ReadonlySet<SvgElement>;
}
