import type { FaceResult } from '../messages.js';
import { findLayers } from './find-layers.js';
import { childOf } from './find-home.js';
import { inOneStep } from './journal.js';
import { ancestors } from './layers.js';
import { frameMatrix } from './matrix.js';
import { putAt } from './move-node.js';
import { makeImage } from './place-face.js';

/** Between two faces, in parts of their side. */
const GAP = 0.1;

/**
 * Puts several faces of one sketch in a row to its right, beside whatever holds the sketch. The
 * sketch stays as it is.
 *
 * @throws Refusal and whatever Figma throws; the document is as it was
 */
export async function spreadFaces(key: string, faces: readonly FaceResult[]): Promise<void> {
  const [layers] = await findLayers([key]);
  const [node] = layers!.nodes;
  // Not in a frame: it may clip, or lay out, what is put into it.
  const home = [...ancestors(node!)].find(({ type }) => type === 'PAGE' || type === 'SECTION')!;
  const holder = childOf(home, node!).absoluteBoundingBox;
  await inOneStep((journal) => {
    const images = faces.map(({ png, record }, i) => {
      const { frame, seed } = record;
      const right = Math.max(
        frame.x + frame.size,
        holder === null ? -Infinity : holder.x + holder.width,
      );
      const image = makeImage(journal, home, png, frame.size);
      const x = right + GAP * frame.size + i * (1 + GAP) * frame.size;
      putAt(image, frameMatrix({ x, y: frame.y, size: frame.size }));
      if (seed !== undefined) image.name = `Face, seed ${seed}`;
      image.setPluginData('record', JSON.stringify(record));
      return image;
    });
    const group = journal.make(() => figma.group(images, home));
    group.name = `FacePencil / ${layers!.source.name}, variations`;
    figma.currentPage.selection = [group];
    figma.viewport.scrollAndZoomIntoView([node!, group]);
  });
}
