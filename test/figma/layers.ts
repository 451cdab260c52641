import type { DumpedNode } from './fake/spec.js';
import type { Sandbox } from './sandbox.js';

/** All layers below, outermost first. */
export function all(nodes: readonly DumpedNode[]): DumpedNode[] {
  return nodes.flatMap((node) => [node, ...all(node.children)]);
}

/** The first layer of the page shown that has the name. */
export function findLayer({ layers }: Sandbox, name: string): DumpedNode {
  const node = all(layers).find((one) => one.name === name);
  if (node === undefined) throw new Error(`no layer “${name}”`);
  return node;
}

/** Where a layer's first three corners lie on the page, rounded. */
export function corners({ absoluteTransform: m, width, height }: DumpedNode): number[][] {
  return [
    [0, 0],
    [width, 0],
    [width, height],
  ].map(([x, y]) => m.map(([a, c, e]) => Math.round((a * x! + c * y! + e) * 100) / 100 + 0));
}

/** The PNG that a layer is filled with. */
export function pictureOf(sandbox: Sandbox, { props }: DumpedNode): Buffer {
  const [fill] = props['fills'] as { readonly imageHash: string }[];
  return sandbox.image(fill!.imageHash);
}
