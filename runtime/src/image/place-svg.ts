import type { SketchLimits } from '../sketch/limits.js';
import { readSvg, type SvgDocument, type SvgElement } from '../sketch/svg/document.js';
import type { FaceFrame } from '../sketch/types.js';
import { placeEdits, removalEdits } from './face-edits.js';
import { imageMarkup, pngDataUri, svgSpelling } from './face-markup.js';
import {
  FACE_ATTRIBUTE,
  type PlacedFace,
  readNote,
  SKETCH_ATTRIBUTE,
  VARIATION_ATTRIBUTE,
  writeNote,
} from './face-note.js';
import { applyEdits, type TextEdit } from './text-edit.js';

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

/** Whether an element may show something: no definition, no description. */
export function isDrawn({ name }: SvgElement): boolean {
  return !UNSEEN.has(name);
}

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
  const { root } = readSvg(shown, limits);
  const drawn = root.children.filter(isDrawn);
  const [first] = drawn;
  const last = drawn.at(-1);
  if (first === undefined || last === undefined) return removals;

  const tag = shown.slice(root.start, root.openEnd);
  const spelling = svgSpelling({ attributes: root.attributes, tag });
  const image = imageMarkup(pngDataUri(png), { frame: face.frame }, spelling);
  const run = { first, last };
  return mergeEdits(removals, placeEdits(shown, [run], [writeNote(face)], image, last, spelling));
}

/**
 * The edits that take every face out of an SVG and show its sketch again: the text becomes what it
 * was before placeFace, to the last character. None if there is no face.
 *
 * @throws FacePencilError what readSvg throws
 */
export function removeFace(text: string, limits?: SketchLimits): TextEdit[] {
  if (!text.includes(SKETCH_ATTRIBUTE) && !text.includes(FACE_ATTRIBUTE)) return [];
  const { elements } = readSvg(text, limits);
  return removalEdits(text, elements.filter(isPlaced));
}

/** Whether an element was put in with a face. */
export function isPlaced({ attributes }: SvgElement): boolean {
  return (
    SKETCH_ATTRIBUTE in attributes ||
    FACE_ATTRIBUTE in attributes ||
    VARIATION_ATTRIBUTE in attributes
  );
}

/** How the face in an SVG was made; undefined if there is none, or its note was tampered with. */
export function readPlacedFace(text: string, limits?: SketchLimits): PlacedFace | undefined {
  if (!text.includes(SKETCH_ATTRIBUTE)) return undefined;
  return readNote(findNote(readSvg(text, limits)));
}

function findNote({ elements }: SvgDocument): string | undefined {
  return elements.find(({ attributes }) => SKETCH_ATTRIBUTE in attributes)?.attributes[
    SKETCH_ATTRIBUTE
  ];
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
