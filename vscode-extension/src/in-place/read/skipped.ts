import type { HostLanguage } from '../languages.js';

/** From `start` up to `end`, which is not in it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const COMMENT = /<!--.*?(?:-->|$(?![^]))/gs;
/** Programs and style sheets, where `<svg` is text. */
const PROGRAM = /<(script|style|textarea)\b[^>]*>.*?(?:<\/\1\s*>|$(?![^]))/gis;
const FENCE =
  /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^\n]*\n(.*?)(?:^ {0,3}\1[`~]*[ \t]*$|$(?![^]))/gms;
const CODE_SPAN = /(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g;
/** Fenced code that is a drawing, and not a program with one. */
const DRAWN_FENCE = /^(?:svg|xml|html)?$/i;

/** The parts of a text in which an SVG does not begin. */
export function skippedRanges(text: string, language: HostLanguage): Range[] {
  const programs = language === 'markdown' ? [] : rangesOf(text, PROGRAM);
  const ranges = [...rangesOf(text, COMMENT), ...programs];
  if (language !== 'markdown') return ranges;
  const fences = [...text.matchAll(FENCE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    drawn: DRAWN_FENCE.test(match[2] ?? ''),
  }));
  const inFence = ({ start }: Range) =>
    fences.some((fence) => start >= fence.start && start < fence.end);
  return [
    ...ranges,
    ...fences.filter(({ drawn }) => !drawn),
    ...rangesOf(text, CODE_SPAN).filter((range) => !inFence(range)),
  ];
}

function rangesOf(text: string, pattern: RegExp): Range[] {
  return [...text.matchAll(pattern)].map(({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }));
}
