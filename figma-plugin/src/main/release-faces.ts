import { inOneStep, type Journal } from './journal.js';
import { lockedAt } from './layers.js';
import { fromTransform } from './matrix.js';
import { moveInto, nextAbove, type Placed, putAt } from './move-node.js';
import { coveredBy, type PlacedFace, unmark } from './placed-face.js';
import { Refusal } from './refusal.js';

/**
 * Takes faces apart as one step of undo: what is kept takes the group's place, the rest goes.
 *
 * @throws Refusal and whatever Figma throws; the document is as it was
 */
export async function releaseFaces(
  faces: readonly PlacedFace[],
  keep: 'image' | 'sketch',
): Promise<void> {
  for (const { group } of faces) {
    const locked = lockedAt(group);
    if (locked !== undefined) throw new Refusal(`“${locked.name}” is locked. Unlock it first.`);
  }
  // Looked up before anything is changed: that takes time.
  const originals = new Map<string, (SceneNode & BlendMixin) | undefined>();
  for (const { id } of faces.flatMap(coveredBy)) {
    const node = await figma.getNodeByIdAsync(id);
    originals.set(id, node === null ? undefined : (node as SceneNode & BlendMixin));
  }
  await inOneStep((journal) => {
    const kept = faces.flatMap((face) => {
      if (keep === 'image') return [keepImage(journal, face)];
      const covered = coveredBy(face).map(({ id, opacity }) => ({
        node: originals.get(id),
        opacity,
      }));
      return keepSketch(journal, face, covered);
    });
    // Last of all: what is removed cannot be brought back if something fails after it.
    for (const { group } of faces) if (!group.removed) group.remove();
    figma.currentPage.selection = kept;
  });
}

function keepImage(journal: Journal, { group, image }: PlacedFace): SceneNode {
  journal.set(image, 'name', group.name.replace(/^FacePencil \/ /, ''));
  unmark(journal, image);
  takeOut(journal, group, [image]);
  return image;
}

function keepSketch(
  journal: Journal,
  { group, sketch, image }: PlacedFace,
  covered: readonly {
    readonly node: (SceneNode & BlendMixin) | undefined;
    readonly opacity: number;
  }[],
): SceneNode[] {
  const shown = covered.filter(({ node }) => node !== undefined && !node.removed);
  for (const { node, opacity } of shown) journal.set(node!, 'opacity', opacity);
  // What is kept of layers inside instances are copies of them.
  if (shown.length > 0 && shown.length === sketch.children.length) {
    return shown.map(({ node }) => node!);
  }
  const strokes = [...sketch.children] as Placed[];
  // The group of the strokes would go with the last of them, and with it the way back.
  moveInto(journal, image, sketch, undefined);
  takeOut(journal, group, strokes);
  return strokes;
}

/** Moves layers out of a face's group into its place. */
function takeOut(journal: Journal, group: GroupNode, nodes: readonly Placed[]): void {
  const parent = group.parent!;
  const absolute = group.layoutPositioning === 'ABSOLUTE';
  let below = nextAbove(group, new Set());
  for (const node of [...nodes].reverse()) {
    const place = fromTransform(node.absoluteTransform);
    moveInto(journal, node, parent, below);
    if (absolute) {
      node.layoutPositioning = 'ABSOLUTE';
      putAt(node, place);
    }
    below = node;
  }
}
