import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSvg, type Point } from '../../runtime/src/index.js';
import type { NodeSpec } from './fake/spec.js';

const INK = { type: 'SOLID', color: { r: 0.1, g: 0.1, b: 0.1 } };

/** A stroke of the pencil, as Figma keeps one: a vector network in its own box. */
export function pencil(
  points: readonly Point[],
  { name = 'Vector', closed = false, paint = INK, weight = 2 } = {},
): NodeSpec {
  const left = Math.min(...points.map(([x]) => x));
  const top = Math.min(...points.map(([, y]) => y));
  const vertices = points.map(([x, y]) => ({ x: x - left, y: y - top }));
  const segments = points.slice(1).map((_, i) => ({ start: i, end: i + 1 }));
  if (closed) segments.push({ start: points.length - 1, end: 0 });
  return {
    type: 'VECTOR',
    name,
    x: left,
    y: top,
    width: Math.max(...vertices.map(({ x }) => x)),
    height: Math.max(...vertices.map(({ y }) => y)),
    props: {
      strokes: [paint],
      strokeWeight: weight,
      vectorNetwork: { vertices, segments, regions: [] },
    },
  };
}

/** The strokes of an example, where and as large as wanted; of their points one in `every`. */
export function example(
  name: string,
  { x = 0, y = 0, side = 300, paint = INK, every = 3 } = {},
): NodeSpec[] {
  const path = fileURLToPath(new URL(`../../examples/${name}.svg`, import.meta.url));
  const { strokes, bounds } = parseSvg(readFileSync(path, 'utf8'));
  const scale = side / Math.max(bounds.width, bounds.height);
  return strokes.map(({ points, closed }, i) => {
    const few = points.filter((_, at) => at % every === 0 || at === points.length - 1);
    const placed = few.map(([px, py]): Point => [
      x + (px - bounds.x) * scale,
      y + (py - bounds.y) * scale,
    ]);
    return pencil(placed, { name: `Stroke ${i + 1}`, closed: closed === true, paint });
  });
}

export function names(nodes: readonly NodeSpec[]): string[] {
  return nodes.map(({ name }) => name!);
}

export function group(name: string, children: readonly NodeSpec[]): NodeSpec {
  return { type: 'GROUP', name, children, props: { relativeTransform: undefined } };
}

export const TEXT: NodeSpec = {
  type: 'TEXT',
  name: 'Label',
  x: 10,
  y: 10,
  width: 80,
  height: 20,
  props: { characters: 'Label', fills: [INK] },
};
