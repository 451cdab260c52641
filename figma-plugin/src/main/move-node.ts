import { IDENTITY, invert, type Matrix, multiply } from '../../../runtime/src/sketch/svg/matrix.js';
import type { Journal } from './journal.js';
import { ancestors, type Container, indexIn } from './layers.js';
import { fromTransform, toTransform } from './matrix.js';

/** A layer that has a place of its own on the page. */
export type Placed = SceneNode & LayoutMixin;

/** Places are told relative to the nearest layer around that is no group. */
function surroundings(node: SceneNode): Matrix | undefined {
  for (const up of ancestors(node)) {
    if (up.type === 'PAGE') return undefined;
    if (up.type === 'GROUP' || up.type === 'BOOLEAN_OPERATION') continue;
    if ('absoluteTransform' in up) return fromTransform(up.absoluteTransform);
  }
  return undefined;
}

/** Puts a layer where the matrix says, in the page's units, whatever it lies in. */
export function putAt(node: Placed, absolute: Matrix): void {
  const around = surroundings(node);
  node.relativeTransform = toTransform(
    around === undefined ? absolute : multiply(invert(around) ?? IDENTITY, absolute),
  );
}

/** Puts a layer just below another of the same parent, or on top where there is none. */
export function insertBelow(
  parent: Container,
  node: SceneNode,
  above: SceneNode | undefined,
): void {
  if (above === undefined) {
    parent.appendChild(node);
    return;
  }
  parent.insertChild(indexIn(parent, above), node);
  // Within one parent the place may be counted with or without the layer that is moved.
  const at = indexIn(parent, node);
  if (parent.children[at + 1]?.id === above.id) return;
  parent.insertChild(indexIn(parent, above) - 1, node);
}

/** The layer just above, not counting those given. */
export function nextAbove(node: SceneNode, besides: ReadonlySet<string>): SceneNode | undefined {
  const siblings = node.parent?.children ?? [];
  const from = siblings.findIndex(({ id }) => id === node.id);
  return siblings.slice(from + 1).find(({ id }) => !besides.has(id));
}

/** Moves a layer into another parent without moving it on the page. */
export function moveInto(
  journal: Journal,
  node: Placed,
  parent: Container,
  above: SceneNode | undefined,
): void {
  const before = node.parent!;
  const wasBelow = nextAbove(node, new Set());
  const place = fromTransform(node.absoluteTransform);
  journal.do(
    () => {
      insertBelow(parent, node, above);
      putAt(node, place);
    },
    () => {
      insertBelow(before, node, wasBelow);
      putAt(node, place);
    },
  );
}
