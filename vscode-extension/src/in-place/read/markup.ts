import { Parser } from 'htmlparser2';
import type { Drawing } from '../drawing.js';
import type { HostLanguage } from '../languages.js';
import { DrawingBuilder } from './builder.js';
import { blockDepths, FILLER, maskExpressions } from './expressions.js';
import { lineCounter } from './lines.js';
import { skippedRanges } from './skipped.js';

/** So much is parsed at a time, and no more than the drawing needs. */
const CHUNK = 4096;

/**
 * The SVGs in a text of HTML or one of its kin. As forgiving as a browser: what is still being
 * typed is passed over, and the rest is found.
 */
export function readMarkup(
  text: string,
  language: Exclude<HostLanguage, 'svg' | 'jsx'>,
): Drawing[] {
  const skipped = skippedRanges(text, language);
  const masked = language === 'svelte' ? maskExpressions(text, skipped) : text;
  const depthAt = language === 'svelte' ? blockDepths(text) : () => 0;
  const lineAt = lineCounter(text);
  const drawings: Drawing[] = [];
  const root = /<svg(?=[\s/>])/g;
  for (let match = root.exec(text); match !== null; match = root.exec(text)) {
    const { index } = match;
    if (skipped.some(({ start, end }) => index >= start && index < end)) continue;
    const drawing = readOne(masked, index, language, lineAt, depthAt);
    if (drawing === undefined) continue;
    drawings.push(drawing);
    root.lastIndex = drawing.document.root.end;
  }
  return drawings;
}

/** @returns undefined if the SVG never ends */
function readOne(
  text: string,
  start: number,
  language: HostLanguage,
  lineAt: (offset: number) => number,
  depthAt: (offset: number) => number,
): Drawing | undefined {
  const builder = new DrawingBuilder();
  const depths: number[] = [];
  const state = { done: false, ended: false };
  const parser = new Parser(
    {
      onopentag(name, raw) {
        if (state.done) return;
        const at = start + parser.startIndex;
        const depth = depthAt(at);
        const { attributes, computed, directed } = readAttributes(raw, language);
        builder.open({
          name: name.includes(':') ? '' : name,
          attributes,
          computed,
          inCode: directed || (depths.length > 0 && depth !== depths.at(-1)),
          start: at,
          openEnd: start + parser.endIndex + 1,
          line: lineAt(at),
        });
        depths.push(depth);
      },
      ontext(content) {
        if (!state.done) builder.text(content);
      },
      onclosetag(_, implied) {
        if (state.done) return;
        const end = start + parser.endIndex + 1;
        const closesItself = text[end - 2] === '/';
        // What its parent's end closes for it ends before that.
        builder.close(implied && !closesItself ? start + parser.startIndex : end);
        depths.pop();
        state.done = builder.depth === 0;
        state.ended = !implied || closesItself;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = start; at < text.length && !state.done; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK));
  }
  return state.done && state.ended ? builder.drawing(language) : undefined;
}

function readAttributes(
  raw: Readonly<Record<string, string>>,
  language: HostLanguage,
): {
  attributes: Record<string, string>;
  computed: string[];
  /** Whether a directive shows or repeats the element. */
  directed: boolean;
} {
  const attributes: Record<string, string> = {};
  const computed: string[] = [];
  let directed = false;
  for (const [name, value] of Object.entries(raw)) {
    const bound = language === 'vue' ? /^(?::|v-bind:)(.+)$/.exec(name)?.[1] : undefined;
    if (bound !== undefined) {
      const literal = /^\s*(?:(-?[\d.]+)|'([^'\\]*)')\s*$/.exec(value);
      if (literal === null) computed.push(bound);
      else attributes[bound] = literal[1] ?? literal[2] ?? '';
    } else if (language === 'vue' && /^v-(?:if|else|else-if|for|show)$/.test(name)) {
      directed = true;
    } else if (name.startsWith(FILLER)) {
      // `{d}` is short for d={d}; what is spread is not known.
      computed.push('...');
    } else if (value.includes(FILLER)) {
      computed.push(name);
    } else {
      attributes[name] = value;
    }
  }
  return { attributes, computed, directed };
}
