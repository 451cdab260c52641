import type { TextDocument } from 'vscode';
import { FacePencilError, type GenerateOptions, SEEDS_TRIED } from '../../../runtime/src/index.js';
import type { FaceMaker } from '../generate/face-maker.js';
import type { FaceTask } from '../generate/task.js';
import {
  faceAt,
  findFaces,
  type FoundFace,
  type MadeFace,
  readDrawings,
  regenerationEdits,
  restorationEdits,
  type TextRange,
  variationEdits,
} from '../in-place/index.js';
import { faceRequest } from '../settings.js';
import { findAgain, readAgain } from './convert-selection.js';
import {
  applyToDocument,
  changedMeanwhile,
  checkWritable,
  DocumentWatch,
  languageOf,
} from './document.js';
import { makeWithProgress } from './progress.js';
import { storeImage } from './store-image.js';

/** What to change about a face that is made again. */
export type Restyle = (before: GenerateOptions) => GenerateOptions;

/**
 * The face at a place in a document.
 *
 * @throws FacePencilError selection-no-face, and what reading throws
 */
export function faceIn(document: TextDocument, range: TextRange): FoundFace {
  const face = faceAt(readDrawings(document.getText(), languageOf(document)), range);
  if (face !== undefined) return face;
  throw new FacePencilError('selection-no-face', 'There is no face here.', {
    hint: 'Put the cursor into a face or its hidden sketch, or convert a sketch first.',
  });
}

/**
 * Makes a face again, of its sketch as it is now.
 *
 * @throws FacePencilError what convertSelection throws, and selection-no-face
 */
export async function regenerateFace(
  maker: FaceMaker,
  document: TextDocument,
  face: FoundFace,
  restyle: Restyle,
): Promise<boolean> {
  return makeAndPlace(
    maker,
    document,
    face,
    { requests: [restyle(asBefore(document, face))] },
    (now, made) => regenerationEdits(document.getText(), now, made[0]!),
  );
}

/** @throws FacePencilError document-read-only */
export async function restoreSketch(document: TextDocument, face: FoundFace): Promise<boolean> {
  await checkWritable(document);
  await applyToDocument(document, restorationEdits(document.getText(), face));
  return true;
}

/**
 * Makes faces of the same sketch with other looks and colours, and puts them beside the face.
 *
 * @param count 1..SEEDS_TRIED
 * @param first of the seeds looked at for colours, which are far from the face's and each other's
 * @throws FacePencilError option-invalid, and what regenerateFace throws
 */
export async function insertVariations(
  maker: FaceMaker,
  document: TextDocument,
  face: FoundFace,
  count: number,
  first: number,
): Promise<boolean> {
  // Keybindings and other extensions may ask for any number.
  if (!Number.isInteger(count) || count < 1 || count > SEEDS_TRIED) {
    throw new FacePencilError('option-invalid', `${count} variations cannot be made.`, {
      hint: `Ask for a whole number of them, 1 to ${SEEDS_TRIED}.`,
    });
  }
  const { background, size, style } = asBefore(document, face);
  const request = {
    seed: first,
    background,
    size,
    style: style?.faithfulness === undefined ? {} : { faithfulness: style.faithfulness },
  };
  const wanted = {
    requests: Array.from({ length: count }, () => request),
    unlike: face.made === undefined ? [] : [face.made.style],
  };
  return makeAndPlace(maker, document, face, wanted, (now, made) =>
    variationEdits(document.getText(), now, made),
  );
}

/** How the face was made; what its note does not tell, as the settings say. */
function asBefore(document: TextDocument, { made }: FoundFace): GenerateOptions {
  const set = faceRequest(document);
  return made === undefined ? set : { ...made, size: set.size };
}

async function makeAndPlace(
  maker: FaceMaker,
  document: TextDocument,
  face: FoundFace,
  wanted: Pick<FaceTask, 'requests' | 'unlike'>,
  edit: (now: FoundFace, made: readonly MadeFace[]) => Parameters<typeof applyToDocument>[1],
): Promise<boolean> {
  const watch = new DocumentWatch(document);
  const undo: (() => Promise<void>)[] = [];
  try {
    await checkWritable(document);
    const { groups, image, drawing } = face;
    const made = await makeWithProgress(maker, {
      text: watch.text,
      language: drawing.language,
      source: {
        kind: 'hidden',
        starts: groups.map(({ start }) => start),
        parent: (image ?? groups.at(-1))?.parent?.start,
      },
      ...wanted,
    });
    if (made.length === 0) return false;
    watch.checkOpen();
    const placed: MadeFace[] = [];
    for (const one of made) {
      const stored = await storeImage(document, one.png);
      undo.push(() => stored.undo());
      placed.push({ ...one, href: stored.href });
    }
    await applyToDocument(document, edit(relocateFace(watch, face), placed));
    return true;
  } catch (error) {
    for (const takeBack of undo) await takeBack();
    throw error;
  } finally {
    watch.dispose();
  }
}

/** @throws FacePencilError document-changed, document-closed */
export function relocateFace(watch: DocumentWatch, face: FoundFace): FoundFace {
  watch.checkOpen();
  const { batches, document, text } = watch;
  if (batches.length === 0) return face;
  const now = document.getText();
  const drawings = readAgain(now, face.drawing);
  const [first] = face.groups.map((group) => {
    const found = findAgain(watch, drawings, group);
    const isSame =
      found !== undefined &&
      text.slice(group.openEnd, group.end) === now.slice(found.openEnd, found.end);
    if (!isSame) throw changedMeanwhile();
    return found;
  });
  const same = drawings.flatMap(findFaces).find(({ groups }) => groups.includes(first!));
  if (same?.groups.length !== face.groups.length) throw changedMeanwhile();
  return same;
}
