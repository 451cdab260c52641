import type { Kept, Store } from './store.js';

export type Matrix = [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

export function ofRows([[a, c, e], [b, d, f]]: Transform): Matrix {
  return [a, b, c, d, e, f];
}

export function toRows([a, b, c, d, e, f]: Matrix): Transform {
  return [
    [a, c, e],
    [b, d, f],
  ];
}

export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

export function invert([a, b, c, d, e, f]: Matrix): Matrix {
  const det = a * d - b * c;
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}

function place(m: Matrix, x: number, y: number): [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

function areaOf(points: readonly (readonly [number, number])[]): Area {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Groups and booleans have no space of their own: what they hold lies in that of what is around. */
export function isSeeThrough({ type }: Kept): boolean {
  return type === 'GROUP' || type === 'BOOLEAN_OPERATION';
}

/** Where layers lie. */
export class Geometry {
  constructor(private readonly store: Store) {}

  /** Of a group: of what it holds, along its own axes. */
  size(node: Kept): { width: number; height: number } {
    if (!isSeeThrough(node)) {
      return { width: node.props['width'] as number, height: node.props['height'] as number };
    }
    const { width, height } = this.groupArea(node);
    return { width, height };
  }

  relative(node: Kept): Matrix {
    if (!isSeeThrough(node)) return ofRows(node.props['relativeTransform'] as Transform);
    const axes = this.axes(node);
    const { x, y } = this.groupArea(node);
    const [left, top] = place(axes, x, y);
    return [axes[0], axes[1], axes[2], axes[3], left, top];
  }

  absolute(node: Kept): Matrix {
    return multiply(this.around(node), this.relative(node));
  }

  /** The space that a layer's place is told in. */
  around(node: Kept): Matrix {
    for (const up of this.store.ancestors(node.id)) {
      if (up.type === 'PAGE' || up.type === 'DOCUMENT') return IDENTITY;
      if (!isSeeThrough(up)) return this.absolute(up);
    }
    return IDENTITY;
  }

  box(node: Kept, m: Matrix = this.absolute(node)): Area {
    const { width, height } = this.size(node);
    return areaOf([
      place(m, 0, 0),
      place(m, width, 0),
      place(m, 0, height),
      place(m, width, height),
    ]);
  }

  /** Moving a group moves what it holds. */
  setRelative(node: Kept, m: Matrix): void {
    if (!isSeeThrough(node)) {
      node.props['relativeTransform'] = toRows(m);
      return;
    }
    const change = multiply(m, invert(this.relative(node)));
    for (const leaf of this.leaves(node)) {
      leaf.props['relativeTransform'] = toRows(multiply(change, this.relative(leaf)));
    }
    const turn = (one: Kept): void => {
      if (!isSeeThrough(one)) return;
      const [a, b, c, d] = multiply(change, this.axes(one));
      one.props['axes'] = [a, b, c, d, 0, 0];
      one.children.forEach((child) => {
        turn(this.store.get(child));
      });
    };
    turn(node);
  }

  private axes(node: Kept): Matrix {
    return (node.props['axes'] as Matrix | undefined) ?? IDENTITY;
  }

  private leaves(node: Kept): Kept[] {
    return node.children.flatMap((id) => {
      const child = this.store.get(id);
      return isSeeThrough(child) ? this.leaves(child) : [child];
    });
  }

  private groupArea(node: Kept): Area {
    const back = invert(this.axes(node));
    const corners = this.leaves(node).flatMap((leaf) => {
      const m = multiply(back, this.relative(leaf));
      const { width, height } = this.size(leaf);
      return [place(m, 0, 0), place(m, width, 0), place(m, 0, height), place(m, width, height)];
    });
    return areaOf(corners.length > 0 ? corners : [[0, 0]]);
  }
}
