import { readSvg, type SvgDocument, type SvgElement } from '../sketch/svg/document.js';
import type { SketchLimits } from '../sketch/limits.js';
import type { FaceFrame } from '../sketch/types.js';
import type { Style } from '../style/types.js';
import { checkStyle } from '../style/validate.js';
import { toBase64 } from './base64.js';
import { escapeXml } from './provenance.js';

/** The characters start..end-1 of a text become `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How the face in a document was made, kept there so that it can be made again. */
export interface PlacedFace {
  readonly style: Style;
  readonly seed?: number | undefined;
  readonly background: 'style' | 'transparent';
}

/** On the group that holds the hidden sketch; its value is a PlacedFace. */
const SKETCH = 'data-facepencil-sketch';
/** On the image. */
const FACE = 'data-facepencil-face';

/** What never shows by itself, and may stand at the top of a drawing or at its end. */
const UNSEEN: ReadonlySet<string> = new Set([
  '',
  'clipPath',
  'defs',
  'desc',
  'filter',
  'linearGradient',
  'marker',
  'mask',
  'metadata',
  'pattern',
  'radialGradient',
  'script',
  'style',
  'symbol',
  'title',
]);

/**
 * The edits that put a face into an SVG: the drawing goes into a hidden group, and an image lies
 * over its frame. All else in the text stays as it is. A face that is there already is replaced.
 *
 * @param text the SVG, with or without a face
 * @param png the face's image
 * @param face how it was made, and where it lies; document units are those of parseSvg
 * @returns edits in order, none overlapping
 * @throws FacePencilError what readSvg throws
 */
export function placeFace(
  text: string,
  png: Uint8Array,
  face: PlacedFace & { readonly frame: FaceFrame },
  limits?: SketchLimits,
): TextEdit[] {
  const removals = removeFace(text, limits);
  const shown = applyEdits(text, removals);
  const document = readSvg(shown, limits);
  const drawn = document.root.children.filter(({ name }) => !UNSEEN.has(name));
  const [first] = drawn;
  const last = drawn.at(-1);
  if (first === undefined || last === undefined) return removals;

  const prefix = /^<([^\s/>:]+:)?/.exec(shown.slice(document.root.start))?.[1] ?? '';
  const { style, seed, background } = face;
  const kept = JSON.stringify({ style, ...(seed === undefined ? {} : { seed }), background });
  const open = `<${prefix}g ${SKETCH}="${escapeXml(kept)}" display="none">`;
  const close = `</${prefix}g>${imageElement(prefix, png, face.frame)}`;
  return mergeEdits(removals, [
    { start: first.start, end: first.start, text: open },
    { start: last.end, end: last.end, text: close },
  ]);
}

/**
 * The edits that take a face out of an SVG and show its sketch again: the text becomes what it was
 * before placeFace, to the last character. None if there is no face.
 *
 * @throws FacePencilError what readSvg throws
 */
export function removeFace(text: string, limits?: SketchLimits): TextEdit[] {
  if (!text.includes(SKETCH) && !text.includes(FACE)) return [];
  const edits: TextEdit[] = [];
  const remove = (start: number, end: number) => edits.push({ start, end, text: '' });
  for (const element of readSvg(text, limits).elements) {
    const { start, openEnd, end } = element;
    if (FACE in element.attributes) remove(start, end);
    else if (SKETCH in element.attributes) {
      remove(start, openEnd);
      if (end > openEnd) remove(text.lastIndexOf('</', end - 1), end);
    }
  }
  return edits.sort((a, b) => a.start - b.start);
}

/** How the face in an SVG was made; undefined if there is none, or its note was tampered with. */
export function readPlacedFace(text: string, limits?: SketchLimits): PlacedFace | undefined {
  if (!text.includes(SKETCH)) return undefined;
  const note = findNote(readSvg(text, limits));
  try {
    const { style, seed, background } = JSON.parse(note ?? '') as Record<string, unknown>;
    const checked = checkStyle(style);
    if (Object.keys(checked).length < 5) return undefined;
    return {
      style: checked as Style,
      ...(typeof seed === 'number' ? { seed } : {}),
      background: background === 'transparent' ? 'transparent' : 'style',
    };
  } catch {
    return undefined;
  }
}

/** @param edits in order, none overlapping */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

function findNote({ elements }: SvgDocument): string | undefined {
  return elements.find((element: SvgElement) => SKETCH in element.attributes)?.attributes[SKETCH];
}

/** Insertions into the text that the removals leave, as edits of the text before them. */
function mergeEdits(removals: readonly TextEdit[], insertions: readonly TextEdit[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let removed = 0;
  let next = 0;
  for (const { start, text } of insertions) {
    for (
      let removal = removals[next];
      removal !== undefined && removal.start - removed <= start;
      removal = removals[++next]
    ) {
      edits.push(removal);
      removed += removal.end - removal.start;
    }
    edits.push({ start: start + removed, end: start + removed, text });
  }
  return [...edits, ...removals.slice(next)];
}

function imageElement(prefix: string, png: Uint8Array, frame: FaceFrame): string {
  const { x, y, size, rotation = 0 } = frame;
  const middle = `${round(x + size / 2)} ${round(y + size / 2)}`;
  const attributes = {
    [FACE]: '',
    x: round(x),
    y: round(y),
    width: round(size),
    height: round(size),
    ...(rotation === 0 ? {} : { transform: `rotate(${round(rotation)} ${middle})` }),
    // The older name: every editor reads it, and some read no other.
    'xmlns:xlink': 'http://www.w3.org/1999/xlink',
    'xlink:href': `data:image/png;base64,${toBase64(png)}`,
  };
  const text = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<${prefix}image${text.join('')}/>`;
}

/** Nine digits: finer than any drawing, short enough to read. */
function round(value: number): string {
  return String(Number(value.toPrecision(9)));
}
