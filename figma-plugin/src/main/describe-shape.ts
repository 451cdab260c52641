import type { Shape } from '../messages.js';
import { brief, describeNetwork } from './describe-network.js';
import { hasImage, inkOf } from './describe-paint.js';
import { fromTransform } from './matrix.js';

/** Layers that are drawn as an outline. */
export type OutlineNode =
  | VectorNode
  | HighlightNode
  | StarNode
  | PolygonNode
  | LineNode
  | EllipseNode
  | RectangleNode
  | BooleanOperationNode;

const OUTLINE_TYPES: ReadonlySet<string> = new Set([
  'VECTOR',
  'HIGHLIGHT',
  'STAR',
  'POLYGON',
  'LINE',
  'ELLIPSE',
  'RECTANGLE',
  'BOOLEAN_OPERATION',
]);

export function isOutline(node: BaseNode): node is OutlineNode {
  return OUTLINE_TYPES.has(node.type);
}

interface Outline {
  readonly d: string;
  readonly rule: 'nonzero' | 'evenodd';
}

/**
 * What one layer paints: its fills, then its strokes.
 *
 * @param opacity of the layer and all around it
 */
export function describeShape(node: OutlineNode, opacity: number): Shape[] {
  const common = { id: node.id, matrix: fromTransform(node.absoluteTransform) };
  const shapes: Shape[] = [];
  const add = (outline: Outline | undefined, paint: Pick<Shape, 'fill' | 'stroke'>) => {
    if (outline !== undefined && outline.d !== '') shapes.push({ ...common, ...outline, ...paint });
  };
  const ink = inkOf(node.strokes, opacity);
  const weight = typeof node.strokeWeight === 'number' ? node.strokeWeight : 1;
  const stroke = ink !== undefined && weight > 0 ? { ...ink, width: weight } : undefined;
  const fill = inkOf(node.fills, opacity);

  if (node.type === 'VECTOR' || node.type === 'HIGHLIGHT') {
    const { lines, regions } = describeNetwork(node.vectorNetwork);
    for (const { d, rule, fills } of regions) {
      const own = fills === undefined ? fill : inkOf(fills, opacity);
      if (own !== undefined) add({ d, rule }, { fill: own });
    }
    if (stroke !== undefined) add({ d: lines, rule: 'nonzero' }, { stroke });
    return shapes;
  }
  const outlines = outlinesOf(node);
  // A rectangle that carries an image is a picture, not an area of colour.
  if (fill !== undefined && !hasImage(node.fills)) for (const one of outlines) add(one, { fill });
  if (stroke === undefined) return shapes;
  if (outlines.length > 0) for (const one of outlines) add(one, { stroke });
  // Only the stroke's own outline is known: it is a narrow area, which thins to its centre line.
  else for (const one of geometry(node.strokeGeometry)) add(one, { fill: stroke });
  return shapes;
}

function outlinesOf(node: Exclude<OutlineNode, VectorNode | HighlightNode>): Outline[] {
  const { width, height } = node;
  switch (node.type) {
    case 'LINE':
      return width > 0 ? [{ d: `M0 0L${brief(width)} 0`, rule: 'nonzero' }] : [];
    case 'ELLIPSE':
      if (isWhole(node.arcData)) return [{ d: ellipse(width / 2, height / 2), rule: 'nonzero' }];
      return geometry(node.fillGeometry);
    default:
      return geometry(node.fillGeometry);
  }
}

function isWhole({ startingAngle, endingAngle, innerRadius }: ArcData): boolean {
  return innerRadius === 0 && Math.abs(endingAngle - startingAngle) >= 2 * Math.PI - 1e-4;
}

function ellipse(rx: number, ry: number): string {
  const [a, b] = [brief(rx), brief(ry)];
  if (!(a > 0 && b > 0)) return '';
  return `M0 ${b}A${a} ${b} 0 0 1 ${2 * a} ${b}A${a} ${b} 0 0 1 0 ${b}Z`;
}

function geometry(paths: VectorPaths): Outline[] {
  return paths.map(({ data, windingRule }) => ({
    d: data,
    rule: windingRule === 'EVENODD' ? 'evenodd' : 'nonzero',
  }));
}
