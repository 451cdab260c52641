/** Custom properties of an element, inherited ones included. */
export type Variables = ReadonlyMap<string, string>;

export const NO_VARIABLES: Variables = new Map();

/** References followed in one value: drawings need one or two, an attack grows without end. */
const MOST_STEPS = 64;
const MOST_CHARACTERS = 4096;

const FUNCTION = /(?:^|[^\w-])(var|light-dark)\(/i;

/**
 * A value with `var()` replaced by its custom property or fall-back, and `light-dark()` by its
 * light side (paper is white).
 *
 * @returns undefined where a property is missing without a fall-back, or the references do not
 *   end: the declaration then does not count
 */
export function resolveVariables(value: string, variables: Variables): string | undefined {
  let text = value;
  for (let step = 0; step < MOST_STEPS; step++) {
    const match = FUNCTION.exec(text);
    if (match === null) return text;
    if (text.length > MOST_CHARACTERS) return undefined;
    const open = match.index + match[0].length;
    const { first, rest, end } = readArguments(text, open);
    const isVariable = match[1]!.toLowerCase() === 'var';
    const put = isVariable ? (variables.get(first) ?? rest) : first;
    if (put === undefined) return undefined;
    text = `${text.slice(0, open - match[1]!.length - 1)}${put}${text.slice(end)}`;
  }
  return undefined;
}

/** What is before and after the first comma in these brackets, and where they end. */
function readArguments(
  text: string,
  open: number,
): { readonly first: string; readonly rest: string | undefined; readonly end: number } {
  let depth = 0;
  let comma = -1;
  let at = open;
  for (; at < text.length && depth >= 0; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')') depth--;
    if (text[at] === ',' && depth === 0 && comma < 0) comma = at;
  }
  const close = depth < 0 ? at - 1 : at;
  if (comma < 0) return { first: text.slice(open, close).trim(), rest: undefined, end: at };
  const rest = text.slice(comma + 1, close).trim();
  return { first: text.slice(open, comma).trim(), rest, end: at };
}
