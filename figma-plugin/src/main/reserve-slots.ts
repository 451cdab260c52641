import type { Journal } from './journal.js';
import { ancestors } from './layers.js';
import { fromTransform } from './matrix.js';
import { insertBelow, nextAbove, type Placed, putAt } from './move-node.js';

/**
 * Auto layout counts neither hidden layers nor what a group may grow by: to hide a sketch there and
 * lay a face on it would move everything around. So each child of an auto layout that the sketch
 * is in or of gets a frame of its size in its place, which stays as it is whatever it holds.
 */
export function reserveSlots(journal: Journal, nodes: readonly SceneNode[]): void {
  const done = new Set<string>();
  for (const node of nodes) {
    const child = flowChildOf(node);
    if (child === undefined || done.has(child.id)) continue;
    done.add(child.id);
    wrap(journal, child);
  }
}

/** The layer, or the group around it, whose place an auto layout decides. */
function flowChildOf(node: SceneNode): Placed | undefined {
  let child = node;
  for (const up of ancestors(node)) {
    if (up.type === 'GROUP') {
      child = up;
      continue;
    }
    const flows =
      isAutoLayout(up) && 'layoutPositioning' in child && child.layoutPositioning === 'AUTO';
    return flows ? (child as Placed) : undefined;
  }
  return undefined;
}

export function isAutoLayout(container: BaseNode): boolean {
  return 'layoutMode' in container && container.layoutMode !== 'NONE';
}

function wrap(journal: Journal, child: Placed): void {
  const parent = child.parent!;
  const place = fromTransform(child.absoluteTransform);
  const { layoutAlign, layoutGrow, width, height, rotation } = child;
  const above = nextAbove(child, new Set());
  const slot = journal.make(() => figma.createFrame());
  slot.name = 'FacePencil slot';
  slot.fills = [];
  slot.clipsContent = false;
  slot.resizeWithoutConstraints(Math.max(0.01, width), Math.max(0.01, height));
  journal.do(
    () => {
      insertBelow(parent, slot, child);
      slot.rotation = rotation;
      slot.appendChild(child);
      slot.layoutAlign = layoutAlign;
      slot.layoutGrow = layoutGrow;
      putAt(child, place);
    },
    () => {
      insertBelow(parent, child, above);
      child.layoutAlign = layoutAlign;
      child.layoutGrow = layoutGrow;
    },
  );
}
