import type { TextDocument } from 'vscode';
import { ancestorsOf, type SvgElement } from '../../../runtime/src/index.js';
import type { FaceMaker } from '../generate/face-maker.js';
import {
  chooseElements,
  conversionEdits,
  type Drawing,
  layOut,
  type Layout,
  readDrawings,
  remapOffset,
  type TextRange,
} from '../in-place/index.js';
import { faceRequest } from '../settings.js';
import {
  applyToDocument,
  changedMeanwhile,
  checkWritable,
  DocumentWatch,
  languageOf,
} from './document.js';
import { makeWithProgress } from './progress.js';
import { storeImage } from './store-image.js';

/**
 * Makes a face of the elements that a selection means, and puts it in their place.
 *
 * @throws FacePencilError what reading, choosing and making throw; document-changed,
 *   document-closed, document-read-only: the document is then as it was
 */
export async function convertSelection(
  maker: FaceMaker,
  document: TextDocument,
  ranges: readonly TextRange[],
): Promise<boolean> {
  const language = languageOf(document);
  const watch = new DocumentWatch(document);
  try {
    const { text } = watch;
    const { drawing, elements } = chooseElements(text, readDrawings(text, language), ranges);
    const layout = layOut(drawing, elements);
    await checkWritable(document);
    const starts = elements.map(({ start }) => start);
    const [made] = await makeWithProgress(maker, {
      text,
      language,
      source: { kind: 'elements', starts },
      requests: [faceRequest(document)],
    });
    if (made === undefined) return false;
    watch.checkOpen();
    const image = await storeImage(document, made.png);
    try {
      const now = relocate(watch, layout);
      const edits = conversionEdits(document.getText(), now, { ...made, href: image.href });
      await applyToDocument(document, edits);
    } catch (error) {
      await image.undo();
      throw error;
    }
    return true;
  } finally {
    watch.dispose();
  }
}

/**
 * The same elements in the text as it is now. Changes elsewhere do no harm; those to the elements,
 * and to the tags around them, which say where they lie, do.
 *
 * @throws FacePencilError document-changed, document-closed
 */
export function relocate(watch: DocumentWatch, layout: Layout): Layout {
  watch.checkOpen();
  const { document, batches, text } = watch;
  if (batches.length === 0) return layout;
  const now = document.getText();
  const drawings = readAgain(now, layout.drawing);
  const elements = layout.elements.map((element) => {
    const found = findAgain(watch, drawings, element);
    const isSame = (a: SvgElement, b: SvgElement, end: 'end' | 'openEnd') =>
      text.slice(a.start, a[end]) === now.slice(b.start, b[end]);
    const around = found === undefined ? [] : ancestorsOf(found);
    const wasAround = ancestorsOf(element);
    const isUnchanged =
      found !== undefined &&
      isSame(element, found, 'end') &&
      around.length === wasAround.length &&
      around.every((one, i) => isSame(wasAround[i]!, one, 'openEnd'));
    if (!isUnchanged) throw changedMeanwhile();
    return found;
  });
  const drawing = drawings.find(({ document: { root } }) => root === rootOf(elements[0]!));
  if (drawing === undefined) throw changedMeanwhile();
  return layOut(drawing, elements);
}

export function readAgain(text: string, { language }: Drawing): Drawing[] {
  try {
    return readDrawings(text, language);
  } catch {
    // Half typed: where things are in it cannot be told.
    throw changedMeanwhile();
  }
}

export function findAgain(
  { batches }: DocumentWatch,
  drawings: readonly Drawing[],
  { start }: SvgElement,
): SvgElement | undefined {
  const at = remapOffset(start, batches);
  return drawings
    .flatMap(({ document }) => document.elements)
    .find((element) => element.start === at);
}

function rootOf(element: SvgElement): SvgElement {
  return ancestorsOf(element).at(-1) ?? element;
}
