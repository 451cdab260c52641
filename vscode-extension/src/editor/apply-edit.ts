import type { TextDocument } from 'vscode';
import { FacePencilError, type SvgElement, type TextEdit } from '../../../runtime/src/index.js';
import { relocate } from '../convert/convert-selection.js';
import {
  applyToDocument,
  changedMeanwhile,
  checkWritable,
  type DocumentWatch,
} from '../convert/document.js';
import { relocateFace } from '../convert/face-commands.js';
import { storeImage } from '../convert/store-image.js';
import {
  checkChosen,
  conversionEdits,
  drawEdits,
  eraseEdits,
  findFaces,
  type FoundFace,
  layOut,
  type MadeFace,
  readSvgDrawing,
  regenerationEdits,
  restorationEdits,
  variationEdits,
} from '../in-place/index.js';
import type { FacePng, PageEdit } from './messages.js';

/**
 * Does what the page asks for, as one step, which one undo takes back.
 *
 * @param watch of the text that the page has
 * @throws FacePencilError document-changed, document-closed, document-read-only, file-unwritable,
 *   and what choosing and reading throw; the text is then as it was
 */
export async function applyPageEdit(watch: DocumentWatch, edit: PageEdit): Promise<void> {
  const { document } = watch;
  watch.checkOpen();
  await checkWritable(document);
  switch (edit.kind) {
    case 'convert': {
      const drawing = readSvgDrawing(watch.text);
      const elements = elementsAt(drawing.document.elements, edit.starts);
      for (const element of elements) checkChosen(drawing, element);
      const layout = layOut(drawing, elements);
      return place(document, [edit.face], ([made]) =>
        conversionEdits(document.getText(), relocate(watch, layout), made!),
      );
    }
    case 'regenerate': {
      const face = faceOf(watch, edit.group);
      return place(document, [edit.face], ([made]) =>
        regenerationEdits(document.getText(), relocateFace(watch, face), made!),
      );
    }
    case 'vary': {
      const face = faceOf(watch, edit.group);
      return place(document, edit.faces, (made) =>
        variationEdits(document.getText(), relocateFace(watch, face), made),
      );
    }
    case 'restore': {
      const face = relocateFace(watch, faceOf(watch, edit.group));
      return applyToDocument(document, restorationEdits(document.getText(), face));
    }
    case 'draw': {
      // A line goes where there is room, whatever was changed meanwhile.
      const text = document.getText();
      const strokes = edit.strokes.map((points) => ({ points }));
      return applyToDocument(document, drawEdits(text, readSvgDrawing(text), strokes, edit.side));
    }
    case 'erase': {
      if (watch.batches.length > 0) throw changedMeanwhile();
      const { elements } = readSvgDrawing(watch.text).document;
      return applyToDocument(document, eraseEdits(watch.text, elementsAt(elements, edit.starts)));
    }
  }
}

/** Stores images and puts their faces into the text; takes the images away if that fails. */
async function place(
  document: TextDocument,
  faces: readonly FacePng[],
  edits: (made: readonly MadeFace[]) => TextEdit[],
): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    const made: MadeFace[] = [];
    for (const { png, ...face } of faces) {
      const stored = await storeImage(document, png);
      undo.push(() => stored.undo());
      made.push({ ...face, href: stored.href });
    }
    await applyToDocument(document, edits(made));
  } catch (error) {
    for (const takeBack of undo) await takeBack();
    throw error;
  }
}

function elementsAt(elements: readonly SvgElement[], starts: readonly number[]): SvgElement[] {
  const wanted = new Set(starts);
  const found = elements.filter(({ start }) => wanted.has(start));
  if (found.length === wanted.size && found.length > 0) return found;
  throw new FacePencilError('selection-empty', 'The selected elements are not in the text.', {
    hint: 'Select them again.',
  });
}

function faceOf(watch: DocumentWatch, group: number): FoundFace {
  const faces = findFaces(readSvgDrawing(watch.text));
  const found = faces.find(({ groups }) => groups.some(({ start }) => start === group));
  if (found !== undefined) return found;
  throw new FacePencilError('selection-no-face', 'The face is not in the text.', {
    hint: 'Select it again.',
  });
}
