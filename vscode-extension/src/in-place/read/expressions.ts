import type { Range } from './skipped.js';

/** Stands in for every character of what a program computes. Of the private use area. */
export const FILLER = '\ue000';

/** A number or a string without escapes, in braces. */
const LITERAL = /^\{\s*(?:-?[\d.]+|'[^'"\\]*'|"[^"'\\]*")\s*\}$/;

/**
 * A Svelte text with its `{expressions}` covered, so that an HTML parser does not stumble over a
 * `>` or a quote in them. As long as before. Literals stay, quoted.
 *
 * @param skipped parts that are left alone: programs
 */
export function maskExpressions(text: string, skipped: readonly Range[]): string {
  let masked = '';
  let at = 0;
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
    const skip = skipped.find(({ start, end }) => open >= start && open < end);
    const end = skip?.end ?? endOfExpression(text, open);
    const expression = text.slice(open, end);
    masked +=
      text.slice(at, open) +
      (skip === undefined ? cover(expression, text[open - 1] === '=') : expression);
    at = end;
  }
  return masked + text.slice(at);
}

/** @param isValue it is a whole attribute value: quoted, lest a `/` after it be taken as part of it */
function cover(expression: string, isValue: boolean): string {
  const inner = expression.slice(1, -1);
  if (LITERAL.test(expression)) return /['"]/.test(inner) ? ` ${inner} ` : `"${inner}"`;
  return isValue ? `"${FILLER.repeat(inner.length)}"` : FILLER.repeat(expression.length);
}

/** After the brace that closes the one at `open`; the end of the text if none does. */
export function endOfExpression(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at]!;
    if (character === '{') depth++;
    else if (character === '}') {
      depth--;
      if (depth === 0) return at + 1;
    } else if (character === '"' || character === "'" || character === '`') {
      const closing = closingQuote(text, at);
      // An apostrophe in a comment, say, that nothing closes.
      if (closing !== undefined) at = closing;
    }
  }
  return text.length;
}

function closingQuote(text: string, open: number): number | undefined {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
    else if (text[at] === '\n' && quote !== '`') return undefined;
  }
  return undefined;
}

/** Tells how many Svelte blocks (`{#if}`, `{#each}` ...) are open at an offset. */
export function blockDepths(text: string): (offset: number) => number {
  const marks = [...text.matchAll(/\{\s*([#/])[a-z]/g)].map(({ index, 1: sign }) => ({
    index,
    step: sign === '#' ? 1 : -1,
  }));
  return (offset) =>
    marks.reduce((depth, { index, step }) => (index < offset ? depth + step : depth), 0);
}
