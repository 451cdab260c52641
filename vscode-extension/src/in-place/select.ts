import {
  ancestorsOf,
  FacePencilError,
  isDrawn,
  isPlaced,
  runsOf,
  type SvgElement,
} from '../../../runtime/src/index.js';
import type { Drawing } from './drawing.js';

/** A selection in a text; with start = end, the place of a cursor. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Elements of one drawing. */
export interface Choice {
  readonly drawing: Drawing;
  readonly elements: readonly SvgElement[];
}

/** What is defined here and shown elsewhere. */
const DEFINITIONS: ReadonlySet<string> = new Set([
  'clipPath',
  'defs',
  'marker',
  'mask',
  'pattern',
  'symbol',
]);

/**
 * The elements that selections mean. A selection grows to whole elements: those that it touches in
 * the innermost element that holds all of it. A cursor in a drawing, or a selection of the drawing
 * itself, means all that is drawn in it and is no face yet.
 *
 * @throws FacePencilError selection-empty, selection-is-face, selection-computed
 */
export function chooseElements(
  text: string,
  drawings: readonly Drawing[],
  ranges: readonly TextRange[],
): Choice {
  const trimmed = ranges.map((range) => trim(text, range));
  const drawing = drawingOf(drawings, trimmed);
  const elements = runsOf(trimmed.flatMap((range) => touched(drawing, range))).flatMap(
    ({ first, last }) => siblingsFrom(first, last),
  );
  if (elements.length === 0) throw nothingChosen();
  for (const element of elements) checkChosen(drawing, element);
  return { drawing, elements };
}

/** @throws FacePencilError selection-empty, selection-is-face, selection-computed */
export function checkChosen(drawing: Drawing, element: SvgElement): void {
  const around = [element, ...ancestorsOf(element)];
  if (around.some(isPlaced)) {
    throw new FacePencilError('selection-is-face', 'This sketch is a face already.', {
      hint: 'Regenerate the face, or restore its sketch.',
      where: `line ${element.line}`,
    });
  }
  if (around.some(({ name }) => DEFINITIONS.has(name))) throw nothingChosen();
  if (drawing.inCode.has(element)) {
    throw computed(element, `Whether <${element.name}> shows is decided by the program around it`);
  }
}

export function computed(element: SvgElement, what: string): FacePencilError {
  return new FacePencilError('selection-computed', `${what}.`, {
    hint: 'Only what the file itself spells out can become a face: put the values into it, or choose other elements.',
    where: `line ${element.line}`,
  });
}

/** The drawing that holds a range, or that a range holds. */
export function drawingAt(
  drawings: readonly Drawing[],
  { start, end }: TextRange,
): Drawing | undefined {
  const around = drawings.find(({ document: { root } }) => root.start <= start && end <= root.end);
  if (around !== undefined) return around;
  const within = drawings.filter(({ document: { root } }) => root.start < end && start < root.end);
  return within.length === 1 ? within[0] : undefined;
}

function drawingOf(drawings: readonly Drawing[], ranges: readonly TextRange[]): Drawing {
  const found = new Set(ranges.map((range) => drawingAt(drawings, range)));
  const [drawing] = found;
  if (found.size === 1 && drawing !== undefined) return drawing;
  // A file with one drawing leaves no doubt, wherever the cursor is.
  const [only] = drawings;
  const isCursor = ranges.every(({ start, end }) => start === end);
  if (only !== undefined && drawings.length === 1 && isCursor) return only;
  if (only === undefined) {
    throw new FacePencilError('selection-empty', 'There is no SVG in this file.', {
      hint: 'Open an SVG file, or one with an <svg> element.',
    });
  }
  throw new FacePencilError(
    'selection-empty',
    found.size > 1 ? 'The selection spans several drawings.' : 'The selection is in no drawing.',
    { hint: 'Select elements of one <svg>, or put the cursor into it.' },
  );
}

function touched({ document: { root } }: Drawing, { start, end }: TextRange): SvgElement[] {
  const all = () => root.children.filter((child) => isDrawn(child) && !isPlaced(child));
  if (start === end) return isInPlaced(root, start) ? [deepest(root, start, end)] : all();
  if (start <= root.start && end >= root.end) return all();
  const around = deepest(root, start, end);
  if (start < around.openEnd) return around === root ? all() : [around];
  const children = around.children.filter((child) => child.start < end && start < child.end);
  const drawn = children.filter(isDrawn);
  if (drawn.length > 0) return drawn;
  return around === root || children.length > 0 ? [] : [around];
}

function isInPlaced(root: SvgElement, at: number): boolean {
  const element = deepest(root, at, at);
  return [element, ...ancestorsOf(element)].some(isPlaced);
}

/** The innermost element that the range begins and ends in. */
function deepest(root: SvgElement, start: number, end: number): SvgElement {
  const inner = root.children.find(
    (child) => child.start < start && (start === end ? end < child.end : end <= child.end),
  );
  return inner === undefined ? root : deepest(inner, start, end);
}

function siblingsFrom(first: SvgElement, last: SvgElement): SvgElement[] {
  const siblings = first.parent?.children ?? [first];
  return siblings.slice(siblings.indexOf(first), siblings.indexOf(last) + 1);
}

function trim(text: string, { start, end }: TextRange): TextRange {
  const selected = text.slice(start, end);
  const before = selected.length - selected.trimStart().length;
  return before === selected.length
    ? { start, end: start }
    : { start: start + before, end: start + selected.trimEnd().length };
}

function nothingChosen(): FacePencilError {
  return new FacePencilError('selection-empty', 'No drawn elements are selected.', {
    hint: 'Select paths or shapes that show: definitions, texts and images are no strokes.',
  });
}
