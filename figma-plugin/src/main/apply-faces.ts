import type { FaceResult } from '../messages.js';
import { findLayers } from './find-layers.js';
import { inOneStep } from './journal.js';
import { placeFace } from './place-face.js';
import { faceAt } from './placed-face.js';
import { replaceFace } from './replace-face.js';

/**
 * Puts faces into the document, each by its own sketch, as one step of undo; all or none.
 *
 * @returns how many
 * @throws Refusal and whatever Figma throws; the document is as it was
 */
export async function applyFaces(faces: readonly FaceResult[]): Promise<number> {
  const layers = await findLayers(faces.map(({ key }) => key));
  await inOneStep((journal) => {
    const groups = layers.map(({ source, nodes }, i) => {
      const made = source.isFace ? faceAt(nodes[0]!) : undefined;
      return made === undefined
        ? placeFace(journal, nodes, source.name, faces[i]!)
        : replaceFace(journal, made, faces[i]!);
    });
    const { selection } = figma.currentPage;
    journal.do(
      () => (figma.currentPage.selection = groups),
      () => (figma.currentPage.selection = selection),
    );
  });
  return faces.length;
}
