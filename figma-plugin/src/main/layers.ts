/** Small questions about layers that several parts ask. */

export type Container = BaseNode & ChildrenMixin;

export function hasChildren(node: BaseNode): node is SceneNode & ChildrenMixin {
  return 'children' in node && node.type !== 'PAGE' && node.type !== 'DOCUMENT';
}

/** From the parent of the layer up to its page. */
export function* ancestors(node: BaseNode): Generator<Container> {
  for (let up = node.parent; up !== null; up = up.parent) {
    yield up;
    if (up.type === 'PAGE') return;
  }
}

export function pageOf(node: BaseNode): PageNode | undefined {
  for (const up of ancestors(node)) if (up.type === 'PAGE') return up;
  return undefined;
}

/** The layer, or what holds it, that is locked. */
export function lockedAt(node: SceneNode): SceneNode | undefined {
  if (node.locked) return node;
  for (const up of ancestors(node)) if ('locked' in up && up.locked) return up;
  return undefined;
}

/** False if the layer or something that holds it is hidden. */
export function isShown(node: SceneNode): boolean {
  if (!node.visible) return false;
  for (const up of ancestors(node)) if ('visible' in up && !up.visible) return false;
  return true;
}

/** By id: Figma may hand out several objects for one layer. */
export function indexIn(parent: Container, node: BaseNode): number {
  return parent.children.findIndex(({ id }) => id === node.id);
}

/** Places from the page down: compares as layers are painted. */
function placeOf(node: BaseNode): number[] {
  const place: number[] = [];
  let child: BaseNode = node;
  for (const up of ancestors(node)) {
    place.unshift(indexIn(up, child));
    child = up;
  }
  return place;
}

/** Lowest first. */
export function byPaintOrder<T extends SceneNode>(nodes: readonly T[]): T[] {
  const placed = nodes.map((node) => ({ node, place: placeOf(node) }));
  placed.sort(({ place: a }, { place: b }) => {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i] !== b[i]) return a[i]! - b[i]!;
    }
    return a.length - b.length;
  });
  return placed.map(({ node }) => node);
}

/** Without layers that lie in another one of them. */
export function outermost(nodes: readonly SceneNode[]): SceneNode[] {
  const ids = new Set(nodes.map(({ id }) => id));
  return nodes.filter((node) => ![...ancestors(node)].some(({ id }) => ids.has(id)));
}
