import { notFinite } from '../limits.js';

const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const LENGTH = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z%]*)\s*$/i;
const SEPARATOR = /[\s,]*/y;
const BROKEN = /(?:^|[^a-z])(?:nan|infinity|undefined)(?![a-z])/i;

/** CSS pixels in a unit; em and ex at the initial font size, which drawings do not change. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  pt: 4 / 3,
  pc: 16,
  em: 16,
  rem: 16,
  ex: 8,
  ch: 8,
};

/**
 * A length in user units, or undefined where the text is no length, for the caller to take its
 * default as browsers do.
 *
 * @param hundredPercent what 100% is, in user units
 * @throws FacePencilError sketch-not-finite for NaN, Infinity or a number too large to hold: that
 *   is a broken export, not a drawing
 */
export function parseLength(
  text: string | undefined,
  hundredPercent: number,
  where?: string,
): number | undefined {
  if (text === undefined) return undefined;
  const match = LENGTH.exec(text);
  if (match === null) {
    refuseBroken(text, where);
    return undefined;
  }
  const value = Number(match[1]);
  if (!Number.isFinite(value)) throw notFinite(text, where);
  const unit = match[2]!.toLowerCase();
  if (unit === '%') return (value / 100) * hundredPercent;
  const factor = UNITS[unit];
  return factor === undefined ? undefined : value * factor;
}

/**
 * The numbers of a list (points, viewBox, arguments), up to the first thing that is none.
 *
 * @throws FacePencilError sketch-not-finite, as parseLength
 */
export function parseNumbers(text: string, where?: string): number[] {
  const numbers: number[] = [];
  let at = skip(text, 0);
  while (at < text.length) {
    NUMBER.lastIndex = at;
    const match = NUMBER.exec(text);
    if (match === null) {
      refuseBroken(text.slice(at, at + 16), where);
      break;
    }
    const value = Number(match[0]);
    if (!Number.isFinite(value)) throw notFinite(match[0], where);
    numbers.push(value);
    at = skip(text, NUMBER.lastIndex);
  }
  return numbers;
}

/** @throws FacePencilError sketch-not-finite if the text is what a program prints for no number */
export function refuseBroken(text: string, where?: string): void {
  if (BROKEN.test(text)) throw notFinite(text.trim().slice(0, 40), where);
}

function skip(text: string, from: number): number {
  SEPARATOR.lastIndex = from;
  SEPARATOR.exec(text);
  return SEPARATOR.lastIndex;
}
