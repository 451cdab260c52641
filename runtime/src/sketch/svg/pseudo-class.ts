import type { PseudoClassSelector, Selector } from 'css-tree';
import type { SvgElement } from './document.js';

export type ElementTest = (element: SvgElement) => boolean;

/** Asks whether an element is what a selector says. */
export type SelectorTest = (selector: Selector) => ElementTest;

/**
 * The test that a pseudo-class makes: those that ask where an element stands, and not, is and
 * where. All others (hover, focus, ...) never hold: a drawing has no states.
 */
export function pseudoClassTest(node: PseudoClassSelector, test: SelectorTest): ElementTest {
  const name = node.name.toLowerCase();
  const position = POSITIONS[name];
  if (position !== undefined) return position;
  const [argument] = node.children ?? [];
  if (argument === undefined) return () => false;
  if (argument.type === 'SelectorList') {
    const tests = [...argument.children].map((one) =>
      one.type === 'Selector' ? test(one) : () => false,
    );
    const any: ElementTest = (element) => tests.some((holds) => holds(element));
    if (name === 'not') return (element) => !any(element);
    if (name === 'is' || name === 'where' || name === 'matches') return any;
  }
  const count = COUNTS[name];
  if (count !== undefined && argument.type === 'Nth' && argument.selector === null) {
    const { nth } = argument;
    const [a, b] =
      nth.type === 'AnPlusB'
        ? [Number(nth.a ?? 0), Number(nth.b ?? 0)]
        : [2, nth.name === 'odd' ? 1 : 0];
    return (element) => isNth(count(element), a, b);
  }
  return () => false;
}

/** Whether n is a k + b for a k of 0 or more. */
function isNth(n: number, a: number, b: number): boolean {
  return a === 0 ? n === b : (n - b) / a >= 0 && (n - b) % a === 0;
}

const siblingsOf = (element: SvgElement) => element.parent?.children ?? [element];
const sameType = (element: SvgElement) =>
  siblingsOf(element).filter(({ name }) => name === element.name);
const fromStart = (among: readonly SvgElement[], element: SvgElement) => among.indexOf(element) + 1;
const fromEnd = (among: readonly SvgElement[], element: SvgElement) =>
  among.length - among.indexOf(element);

const COUNTS: Readonly<Record<string, (element: SvgElement) => number>> = {
  'nth-child': (element) => fromStart(siblingsOf(element), element),
  'nth-last-child': (element) => fromEnd(siblingsOf(element), element),
  'nth-of-type': (element) => fromStart(sameType(element), element),
  'nth-last-of-type': (element) => fromEnd(sameType(element), element),
};

const POSITIONS: Readonly<Record<string, ElementTest>> = {
  root: ({ parent }) => parent === undefined,
  'first-child': (element) => siblingsOf(element)[0] === element,
  'last-child': (element) => siblingsOf(element).at(-1) === element,
  'only-child': (element) => siblingsOf(element).length === 1,
  'first-of-type': (element) => sameType(element)[0] === element,
  'last-of-type': (element) => sameType(element).at(-1) === element,
  'only-of-type': (element) => sameType(element).length === 1,
  empty: ({ children }) => children.length === 0,
};
