import { ancestors, type Container } from './layers.js';

const HOMES: ReadonlySet<string> = new Set(['PAGE', 'FRAME', 'GROUP', 'SECTION', 'COMPONENT']);

/** Whether layers may be put into a container: Figma lets no plugin change what an instance holds. */
export function isHome(container: BaseNode): container is Container {
  if (!HOMES.has(container.type)) return false;
  return ![...ancestors(container)].some(({ type }) => type === 'INSTANCE');
}

/** Whether a layer can be moved out of where it is. */
export function isMovable(node: SceneNode): boolean {
  return node.parent !== null && isHome(node.parent);
}

/** The innermost container that holds all the layers and may hold more. */
export function findHome(nodes: readonly SceneNode[]): Container {
  const [first, ...rest] = nodes.map((node) => [...ancestors(node)]);
  const common = first!.filter((up) =>
    rest.every((others) => others.some(({ id }) => id === up.id)),
  );
  return common.find(isHome)!;
}

/** The layer, or what it lies in, that is a child of the container. */
export function childOf(container: Container, node: SceneNode): SceneNode {
  let child = node;
  for (const up of ancestors(node)) {
    if (up.id === container.id) return child;
    child = up as SceneNode;
  }
  return child;
}
