import type { Geometry } from './geometry.js';
import type { Kept, Store } from './store.js';

/** Auto layout, as far as it goes by rows and columns: hidden and absolute layers do not count. */
export function layOut(store: Store, geometry: Geometry): void {
  const visit = (node: Kept): void => {
    node.children.forEach((id) => {
      visit(store.get(id));
    });
    const mode = node.props['layoutMode'];
    if (mode === 'HORIZONTAL' || mode === 'VERTICAL')
      arrange(node, mode === 'HORIZONTAL', store, geometry);
  };
  visit(store.get(store.root));
}

function arrange(node: Kept, across: boolean, store: Store, geometry: Geometry): void {
  const number = (name: string) => (node.props[name] as number | undefined) ?? 0;
  const [main, counter] = across ? (['width', 'height'] as const) : (['height', 'width'] as const);
  const [before, after] = across
    ? [number('paddingLeft'), number('paddingRight')]
    : [number('paddingTop'), number('paddingBottom')];
  const [above, below] = across
    ? [number('paddingTop'), number('paddingBottom')]
    : [number('paddingLeft'), number('paddingRight')];
  const flow = node.children
    .map((id) => store.get(id))
    .filter(({ props }) => props['visible'] === true && props['layoutPositioning'] !== 'ABSOLUTE');

  const fixed = node.props['primaryAxisSizingMode'] === 'FIXED';
  const gaps = number('itemSpacing') * Math.max(0, flow.length - 1);
  const length = (child: Kept, axis: 'width' | 'height') =>
    geometry.box(child, geometry.relative(child))[axis];
  const growing = flow.filter(({ props }) => props['layoutGrow'] === 1);
  if (fixed && growing.length > 0) {
    const others = flow
      .filter((child) => !growing.includes(child))
      .reduce((sum, child) => sum + length(child, main), 0);
    const free = (node.props[main] as number) - before - after - gaps - others;
    for (const child of growing) child.props[main] = Math.max(0, free / growing.length);
  }
  let at = before;
  const highest = Math.max(0, ...flow.map((child) => length(child, counter)));
  if (node.props['counterAxisSizingMode'] !== 'FIXED')
    node.props[counter] = above + highest + below;
  const room = (node.props[counter] as number) - above - below;
  for (const child of flow) {
    if (child.props['layoutAlign'] === 'STRETCH') child.props[counter] = room;
    const m = geometry.relative(child);
    const box = geometry.box(child, m);
    const centred = node.props['counterAxisAlignItems'] === 'CENTER';
    const offset = above + (centred ? (room - box[counter]) / 2 : 0);
    const [x, y] = across ? [at, offset] : [offset, at];
    geometry.setRelative(child, [m[0], m[1], m[2], m[3], m[4] + x - box.x, m[5] + y - box.y]);
    at += box[main] + number('itemSpacing');
  }
  if (!fixed) node.props[main] = (flow.length > 0 ? at - number('itemSpacing') : at) + after;
}
