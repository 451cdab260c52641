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

/** Lowest first. */
export function byPaintOrder<T extends SceneNode>(nodes: readonly T[]): T[] {
  const placeOf = placeReader();
  const placed = nodes.map((node) => ({ node, place: placeOf(node) }));
  placed.sort(({ place: a }, { place: b }) => {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i] !== b[i]) return a[i]! - b[i]!;
    }
    return a.length - b.length;
  });
  return placed.map(({ node }) => node);
}

/**
 * Places from the page down, which compare as layers are painted. The children of a container are
 * asked for once: for each of a thousand strokes on one page, that would be a million layers.
 */
function placeReader(): (node: BaseNode) => number[] {
  const known = new Map<string, ReadonlyMap<string, number>>();
  const indices = (parent: Container): ReadonlyMap<string, number> => {
    const before = known.get(parent.id);
    if (before !== undefined) return before;
    const found = new Map(parent.children.map(({ id }, index) => [id, index]));
    known.set(parent.id, found);
    return found;
  };
  return (node) => {
    const place: number[] = [];
    let { id } = node;
    for (const up of ancestors(node)) {
      place.unshift(indices(up).get(id) ?? -1);
      ({ id } = up);
    }
    return place;
  };
}

/** Without layers that lie in another one of them. */
export function outermost(nodes: readonly SceneNode[]): SceneNode[] {
  const ids = new Set(nodes.map(({ id }) => id));
  return nodes.filter((node) => ![...ancestors(node)].some(({ id }) => ids.has(id)));
}
