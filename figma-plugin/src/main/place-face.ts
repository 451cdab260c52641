import type { FaceResult } from '../messages.js';
import { childOf, findHome, isMovable } from './find-home.js';
import type { Journal } from './journal.js';
import { byPaintOrder, type Container } from './layers.js';
import { frameMatrix, fromTransform } from './matrix.js';
import { insertBelow, moveInto, nextAbove, type Placed, putAt } from './move-node.js';
import { type Covered, markFace } from './placed-face.js';
import { isAutoLayout, reserveSlots } from './reserve-slots.js';

/**
 * Puts a face on its frame, just above its sketch: a group "FacePencil / name" in the sketch's
 * place, which holds the sketch, hidden, and the image.
 *
 * Layers inside an instance cannot be moved: they vanish where they are, and a copy is kept.
 */
export function placeFace(
  journal: Journal,
  nodes: readonly SceneNode[],
  name: string,
  { png, record }: FaceResult,
): GroupNode {
  reserveSlots(journal, nodes.filter(isMovable));
  const home = findHome(nodes);
  const ordered = byPaintOrder(nodes);
  const top = childOf(home, ordered[ordered.length - 1]!);
  const moving = new Set(nodes.filter((node) => node.parent?.id === home.id).map(({ id }) => id));
  const above = nextAbove(top, moving);
  const covered: Covered[] = [];

  const kept = ordered.map((node): Placed => {
    if (isMovable(node)) return node as Placed;
    const original = node as Placed & BlendMixin;
    const copy = journal.make(() => original.clone()) as Placed;
    moveCopy(copy, home, fromTransform(original.absoluteTransform));
    covered.push({ id: node.id, opacity: original.opacity });
    // Not hidden: the instance may have an auto layout, which would close the gap.
    journal.set(original, 'opacity', 0);
    return copy;
  });

  const image = makeImage(journal, home, png, record.frame.size);
  const group = journal.make(() => figma.group([image], home));
  insertBelow(home, group, above);
  group.name = `FacePencil / ${name}`;
  // Out of the flow before it can move anything.
  if (isAutoLayout(home)) group.layoutPositioning = 'ABSOLUTE';
  putAt(image, frameMatrix(record.frame));

  // A group cannot be empty: it begins with the lowest stroke, and the others follow.
  const [lowest, ...others] = kept;
  moveInto(journal, lowest!, group, image);
  const sketch = journal.make(
    () => figma.group([lowest!], group, 0),
    (made) => {
      // Its strokes go back one by one; an emptied group goes by itself.
      if (!made.removed && made.children.length === 0) made.remove();
    },
  );
  sketch.name = 'Sketch';
  for (const node of others) moveInto(journal, node, sketch, undefined);
  sketch.visible = false;
  putAt(image, frameMatrix(record.frame));
  markFace({ group, sketch, image }, record, covered);
  return group;
}

function moveCopy(copy: Placed, home: Container, place: Parameters<typeof putAt>[1]): void {
  home.appendChild(copy);
  if (isAutoLayout(home)) copy.layoutPositioning = 'ABSOLUTE';
  putAt(copy, place);
}

/** A square with the face as its fill. */
export function makeImage(
  journal: Journal,
  home: Container,
  png: Uint8Array,
  size: number,
): RectangleNode {
  const image = journal.make(() => figma.createRectangle());
  image.name = 'Face';
  image.resize(size, size);
  paintImage(image, png);
  home.appendChild(image);
  if (isAutoLayout(home)) image.layoutPositioning = 'ABSOLUTE';
  return image;
}

export function paintImage(image: RectangleNode, png: Uint8Array): void {
  const { hash } = figma.createImage(png);
  image.fills = [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: hash }];
  image.strokes = [];
}
