import type { SvgElement } from '../sketch/svg/document.js';
import { closeSketch, type MarkupSpelling, openSketch } from './face-markup.js';
import { SKETCH_ATTRIBUTE } from './face-note.js';
import type { TextEdit } from './text-edit.js';

/** Elements that stand side by side in one parent, from the first to the last. */
export interface Run {
  readonly first: SvgElement;
  readonly last: SvgElement;
}

/**
 * Chosen elements as runs, in document order. What lies inside another chosen element goes with it.
 */
export function runsOf(elements: readonly SvgElement[]): Run[] {
  const chosen = new Set(elements);
  const places = new Map<SvgElement, number>();
  for (const parent of new Set(elements.map((element) => element.parent))) {
    parent?.children.forEach((child, place) => places.set(child, place));
  }
  const runs: { first: SvgElement; last: SvgElement }[] = [];
  for (const element of [...chosen].sort((a, b) => a.start - b.start)) {
    if (ancestorsOf(element).some((ancestor) => chosen.has(ancestor))) continue;
    const run = runs.at(-1);
    const follows =
      run?.last.parent === element.parent &&
      places.get(element) === (places.get(run!.last) ?? -2) + 1;
    if (follows) run!.last = element;
    else runs.push({ first: element, last: element });
  }
  return runs;
}

/** The parent first, the root last. */
export function ancestorsOf(element: SvgElement): SvgElement[] {
  const ancestors: SvgElement[] = [];
  for (let at = element.parent; at !== undefined; at = at.parent) ancestors.push(at);
  return ancestors;
}

/**
 * The edits that hide runs in groups and put an image behind an element. What starts its line gets
 * lines of its own, indented like it, with the line ends of the text; nothing else is touched.
 *
 * @param notes of each run's group
 * @param image markup
 * @param behind the last element of a run, or one that holds it
 */
export function placeEdits(
  text: string,
  runs: readonly Run[],
  notes: readonly string[],
  image: string,
  behind: SvgElement,
  spelling: MarkupSpelling,
): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const [i, { first, last }] of runs.entries()) {
    const gap = lineBefore(text, first.start);
    edits.push(insertion(first.start, openSketch(notes[i]!, spelling) + gap));
    edits.push(insertion(last.end, gap + closeSketch(spelling)));
  }
  const ofImage = insertion(behind.end, lineBefore(text, behind.start) + image);
  const last = edits.at(-1);
  // Where both stand at one place, the group is closed first.
  if (last?.start === behind.end) {
    edits[edits.length - 1] = insertion(last.start, last.text + ofImage.text);
    return edits;
  }
  return [...edits, ofImage].sort((a, b) => a.start - b.start);
}

/**
 * The edits that take out what placeEdits put in: hidden groups are opened again, images go. The
 * text becomes what it was, to the last character.
 *
 * @param elements groups and images, in any order
 */
export function removalEdits(text: string, elements: readonly SvgElement[]): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const element of [...elements].sort((a, b) => a.start - b.start)) {
    const { start, openEnd, end } = element;
    const gap = lineBefore(text, start);
    if (!(SKETCH_ATTRIBUTE in element.attributes)) {
      // The group before it tells by its own shape whether a line was made for the image.
      const from = gap !== '' && text.startsWith(gap, start - gap.length) ? gap.length : 0;
      edits.push(removal(start - from, end));
      continue;
    }
    const hasLines = gap !== '' && text.startsWith(gap, openEnd);
    edits.push(removal(start, openEnd + (hasLines ? gap.length : 0)));
    if (end === openEnd) continue;
    const close = text.lastIndexOf('</', end - 1);
    const before = hasLines && text.startsWith(gap, close - gap.length) ? gap.length : 0;
    edits.push(removal(close - before, end));
  }
  // An image may lie in a group, and a group may be empty.
  const inOrder = edits.sort((a, b) => a.start - b.start || b.end - a.end);
  let at = 0;
  return inOrder.flatMap(({ start, end }) => {
    const from = Math.max(start, at);
    at = Math.max(at, end);
    return from < end ? [removal(from, end)] : [];
  });
}

/**
 * The line end and indentation before a place, where nothing else is before it on its line; else
 * ''. The text's own: CRLF stays CRLF, tabs stay tabs.
 */
export function lineBefore(text: string, at: number): string {
  return /\r?\n[ \t]*$/.exec(text.slice(Math.max(0, at - 1000), at))?.[0] ?? '';
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

function removal(start: number, end: number): TextEdit {
  return { start, end, text: '' };
}
