import type { Shape } from '../messages.js';
import { describeShape, isOutline } from './describe-shape.js';
import { hasImage, inkOf } from './describe-paint.js';
import { hasChildren } from './layers.js';
import { fromTransform } from './matrix.js';
import { Refusal } from './refusal.js';

/** More layers than a drawn face can have: an icon set, a map, a whole page. */
const MAX_VECTORS = 2000;

/** What layers paint. */
export interface Drawn {
  /** Lowest first. */
  readonly shapes: readonly Shape[];
  /** Layers that are no strokes: text, images, widgets. */
  readonly others: number;
  /** Vectors of no size at all: a point shows nothing. */
  readonly points: number;
}

/**
 * Counts before anything is described, which takes far longer.
 *
 * @throws Refusal past MAX_VECTORS visible vectors, all layers together
 */
export function checkCount(nodes: readonly SceneNode[]): void {
  let vectors = 0;
  const visit = (node: SceneNode): void => {
    if (!node.visible) return;
    if (isOutline(node)) vectors++;
    else if (hasChildren(node)) node.children.forEach(visit);
    if (vectors > MAX_VECTORS) {
      throw new Refusal(
        `That is more than ${MAX_VECTORS} vectors. Select the strokes of the face only.`,
      );
    }
  };
  nodes.forEach(visit);
}

/**
 * Everything that shows of the layers and what they hold. Hidden layers, masks and layers without
 * any size are passed over.
 */
export function collectShapes(nodes: readonly SceneNode[]): Drawn {
  const shapes: Shape[] = [];
  let others = 0;
  let points = 0;
  const visit = (node: SceneNode, around: number): void => {
    if (!node.visible || ('isMask' in node && node.isMask)) return;
    const opacity = around * ('opacity' in node ? node.opacity : 1);
    if (isOutline(node)) {
      if (hasImage(node.fills)) others++;
      if (node.width === 0 && node.height === 0) points++;
      else shapes.push(...describeShape(node, opacity));
      return;
    }
    if (!hasChildren(node)) {
      others++;
      return;
    }
    shapes.push(...describeGround(node, opacity));
    for (const child of node.children) visit(child, opacity);
  };
  for (const node of nodes) visit(node, 1);
  return { shapes, others, points };
}

/** The rectangle that a frame paints behind what it holds. */
function describeGround(node: SceneNode & ChildrenMixin, opacity: number): Shape[] {
  if (node.type !== 'FRAME' && node.type !== 'COMPONENT' && node.type !== 'INSTANCE') return [];
  const fill = inkOf(node.fills, opacity);
  if (fill === undefined) return [];
  const { id, width, height, absoluteTransform } = node;
  const d = `M0 0H${width}V${height}H0Z`;
  return [{ id, d, matrix: fromTransform(absoluteTransform), rule: 'nonzero', fill }];
}
