import type {
  Atrule,
  CssNode,
  Declaration as DeclarationNode,
  PseudoClassSelector,
  Selector as SelectorNode,
} from 'css-tree';
import parse from 'css-tree/parser';
import type { Budget } from '../limits.js';
import type { SvgElement } from './document.js';
import { mediaHolds } from './media.js';
import { type ElementTest, pseudoClassTest } from './pseudo-class.js';

export interface Declaration {
  readonly property: string;
  readonly value: string;
  readonly important: boolean;
}

/** What one element must be: `rect#id.name[attribute]`. */
interface Compound {
  type: string | undefined;
  readonly ids: string[];
  readonly classes: string[];
  /** Of attributes and pseudo-classes. */
  readonly tests: ElementTest[];
  /** How the compound before it stands to this one; undefined for the first. */
  combinator: string | undefined;
}

interface Rule {
  /** From left to right; the last is the element itself. */
  readonly compounds: readonly Compound[];
  /** What is in no layer beats every layer, and a later layer the one before. */
  readonly layer: number;
  readonly specificity: number;
  readonly order: number;
  readonly declarations: readonly Declaration[];
}

/**
 * The rules of the document's style sheets: type, class, id and attribute selectors and
 * pseudo-classes of place, with the descendant, child and sibling combinators. Left out are
 * pseudo-elements, nested rules, media other than screens, and imports, which are never fetched.
 * css-tree reads the text; matching is here, so that rules can be looked up by their last id,
 * class or type and a large file with many rules stays fast.
 */
export class StyleSheet {
  private readonly byId = new Map<string, Rule[]>();
  private readonly byClass = new Map<string, Rule[]>();
  private readonly byType = new Map<string, Rule[]>();
  private readonly others: Rule[] = [];
  private rules = 0;
  private readonly layers = new Map<string, number>();

  /** @param budget spent by the characters read and the compounds tried */
  constructor(
    texts: readonly string[],
    private readonly budget: Budget,
  ) {
    for (const text of texts) this.read(text);
  }

  /** The declarations of all rules that hold for an element, weakest first. */
  declarations(element: SvgElement): Declaration[] {
    if (this.rules === 0) return [];
    const { id } = element.attributes;
    const found: Rule[] = [];
    const tryAll = (rules: readonly Rule[] | undefined) => {
      for (const rule of rules ?? []) {
        if (this.matches(rule.compounds, rule.compounds.length - 1, element)) found.push(rule);
      }
    };
    if (id !== undefined) tryAll(this.byId.get(id));
    for (const name of classesOf(element)) tryAll(this.byClass.get(name));
    tryAll(this.byType.get(element.name));
    tryAll(this.others);
    found.sort((a, b) => a.layer - b.layer || a.specificity - b.specificity || a.order - b.order);
    return found.flatMap((rule) => rule.declarations);
  }

  private read(text: string): void {
    this.budget.spend(text.length);
    try {
      const sheet = parse(text, { parseValue: false, parseAtrulePrelude: false });
      if (sheet.type === 'StyleSheet') this.addRules(sheet.children, Infinity);
    } catch (error) {
      // Thousands of nested brackets; browsers drop such rules too.
      if (!(error instanceof RangeError)) throw error;
    }
  }

  private addRules(nodes: Iterable<CssNode>, layer: number): void {
    for (const node of nodes) {
      if (node.type === 'Rule' && node.prelude.type === 'SelectorList') {
        const declarations = toDeclarations(node.block.children);
        for (const selector of node.prelude.children) {
          if (selector.type === 'Selector') this.addRule(selector, declarations, layer);
        }
      } else if (node.type === 'Atrule') {
        const prelude = node.prelude?.type === 'Raw' ? node.prelude.value.trim() : '';
        this.addAtRule(node, prelude, layer);
      }
    }
  }

  private addAtRule({ name, block }: Atrule, prelude: string, layer: number): void {
    switch (name.toLowerCase()) {
      case 'media':
        if (block !== null && mediaHolds(prelude)) this.addRules(block.children, layer);
        break;
      case 'supports':
        // What a drawing asks for so is as a rule supported.
        if (block !== null && !/^not\b/i.test(prelude)) this.addRules(block.children, layer);
        break;
      case 'layer':
        for (const one of prelude.split(',')) {
          // Layers without a name are each of their own.
          const key = one.trim() === '' ? `\0${this.layers.size}` : one.trim();
          if (!this.layers.has(key)) this.layers.set(key, this.layers.size);
          if (block !== null) this.addRules(block.children, this.layers.get(key)!);
        }
    }
  }

  private addRule(
    selector: SelectorNode,
    declarations: readonly Declaration[],
    layer: number,
  ): void {
    const compounds = this.compile(selector);
    const last = compounds?.at(-1);
    if (compounds === undefined || last === undefined || declarations.length === 0) return;
    const rule: Rule = {
      compounds,
      layer,
      specificity: compounds.reduce((sum, compound) => sum + weight(compound), 0),
      order: this.rules++,
      declarations,
    };
    const [id] = last.ids;
    const [className] = last.classes;
    if (id !== undefined) push(this.byId, id, rule);
    else if (className !== undefined) push(this.byClass, className, rule);
    else if (last.type !== undefined) push(this.byType, last.type, rule);
    else this.others.push(rule);
  }

  private compile(selector: SelectorNode): Compound[] | undefined {
    let compound = emptyCompound(undefined);
    const compounds = [compound];
    for (const node of selector.children) {
      switch (node.type) {
        case 'Combinator':
          compound = emptyCompound(node.name);
          compounds.push(compound);
          break;
        case 'TypeSelector': {
          const name = node.name.slice(node.name.indexOf('|') + 1);
          if (name !== '*') compound.type = name;
          break;
        }
        case 'IdSelector':
          compound.ids.push(node.name);
          break;
        case 'ClassSelector':
          compound.classes.push(node.name);
          break;
        case 'AttributeSelector': {
          const { value } = node;
          const wanted = value === null ? '' : value.type === 'String' ? value.value : value.name;
          const name = node.name.name.replace('|', ':');
          compound.tests.push(attributeTest(name, node.matcher, wanted, node.flags === 'i'));
          break;
        }
        case 'PseudoClassSelector':
          compound.tests.push(this.pseudoClass(node));
          break;
        default:
          return undefined;
      }
    }
    return compounds;
  }

  private pseudoClass(node: PseudoClassSelector): ElementTest {
    const test = pseudoClassTest(node, (selector) => {
      const compounds = this.compile(selector);
      if (compounds === undefined) return () => false;
      return (element) => this.matches(compounds, compounds.length - 1, element);
    });
    return (element) => {
      // It may look at every sibling.
      this.budget.spend(element.parent?.children.length ?? 1);
      return test(element);
    };
  }

  /** Whether the compounds up to `at` hold with the one at `at` on this element. */
  private matches(compounds: readonly Compound[], at: number, element: SvgElement): boolean {
    this.budget.spend(1);
    const compound = compounds[at]!;
    if (!fits(compound, element)) return false;
    switch (compound.combinator) {
      case undefined:
        return true;
      case '>':
        return element.parent !== undefined && this.matches(compounds, at - 1, element.parent);
      case '+': {
        const before = this.siblingBefore(element);
        return before !== undefined && this.matches(compounds, at - 1, before);
      }
      case '~': {
        let before = this.siblingBefore(element);
        while (before !== undefined && !this.matches(compounds, at - 1, before)) {
          before = this.siblingBefore(before);
        }
        return before !== undefined;
      }
      default: {
        let above = element.parent;
        while (above !== undefined && !this.matches(compounds, at - 1, above)) {
          above = above.parent;
        }
        return above !== undefined;
      }
    }
  }

  private siblingBefore(element: SvgElement): SvgElement | undefined {
    const siblings = element.parent?.children ?? [];
    // Siblings stand in document order, so a search by halves finds the place.
    let [low, high] = [0, siblings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (siblings[middle]!.index < element.index) low = middle + 1;
      else high = middle;
    }
    return siblings[low - 1];
  }
}

/** The declarations of a style attribute, in order. */
export function parseStyleAttribute(text: string): readonly Declaration[] {
  const known = attributeCache.get(text);
  if (known !== undefined) return known;
  const declarations = SPECIAL.test(text) ? parseDeclarations(text) : splitDeclarations(text);
  // Exports repeat a handful of styles thousands of times.
  if (attributeCache.size < 1024 && text.length < 4096) attributeCache.set(text, declarations);
  return declarations;
}

/** What makes `a: b; c: d` more than pairs between semicolons. */
const SPECIAL = /["'()\\/*@{}[\]!]/;

/** Nearly every style attribute is plain, and splitting is ten times as fast as parsing. */
function splitDeclarations(text: string): Declaration[] {
  const declarations: Declaration[] = [];
  for (const pair of text.split(';')) {
    const colon = pair.indexOf(':');
    if (colon < 0) continue;
    const name = pair.slice(0, colon).trim();
    const property = name.startsWith('--') ? name : name.toLowerCase();
    declarations.push({ property, value: pair.slice(colon + 1).trim(), important: false });
  }
  return declarations;
}

function parseDeclarations(text: string): Declaration[] {
  try {
    const list = parse(text, { context: 'declarationList', parseValue: false });
    return list.type === 'DeclarationList' ? toDeclarations(list.children) : [];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

const attributeCache = new Map<string, readonly Declaration[]>();

function toDeclarations(nodes: Iterable<CssNode>): Declaration[] {
  const declarations: Declaration[] = [];
  for (const node of nodes) {
    if (node.type === 'Declaration') declarations.push(toDeclaration(node));
  }
  return declarations;
}

function toDeclaration({ property, value, important }: DeclarationNode): Declaration {
  return {
    property: property.startsWith('--') ? property : property.toLowerCase(),
    value: value.type === 'Raw' ? value.value.trim() : '',
    important: important === true,
  };
}

function emptyCompound(combinator: string | undefined): Compound {
  return { type: undefined, ids: [], classes: [], tests: [], combinator };
}

function attributeTest(
  name: string,
  matcher: string | null,
  wanted: string,
  ignoreCase: boolean,
): ElementTest {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const right = fold(wanted);
  return ({ attributes }) => {
    const attribute = attributes[name];
    if (attribute === undefined) return false;
    const left = fold(attribute);
    switch (matcher) {
      case null:
        return true;
      case '=':
        return left === right;
      case '~=':
        return left.split(/\s+/).includes(right);
      case '|=':
        return left === right || left.startsWith(`${right}-`);
      case '^=':
        return right !== '' && left.startsWith(right);
      case '$=':
        return right !== '' && left.endsWith(right);
      case '*=':
        return right !== '' && left.includes(right);
      default:
        return false;
    }
  };
}

/** Ids before classes and attributes before types; no sheet has a thousand of one in a selector. */
function weight({ ids, classes, tests, type }: Compound): number {
  return ids.length * 1e6 + (classes.length + tests.length) * 1e3 + (type === undefined ? 0 : 1);
}

function fits({ type, ids, classes, tests }: Compound, element: SvgElement): boolean {
  if (type !== undefined && type !== element.name) return false;
  if (ids.some((id) => id !== element.attributes['id'])) return false;
  if (classes.length > 0) {
    const own = classesOf(element);
    if (!classes.every((name) => own.includes(name))) return false;
  }
  return tests.every((test) => test(element));
}

function classesOf(element: SvgElement): readonly string[] {
  const text = element.attributes['class'];
  return text === undefined ? [] : text.trim().split(/\s+/);
}

function push(map: Map<string, Rule[]>, key: string, rule: Rule): void {
  const rules = map.get(key);
  if (rules === undefined) map.set(key, [rule]);
  else rules.push(rule);
}
