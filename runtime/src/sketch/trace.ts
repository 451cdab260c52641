import type { Point } from './types.js';

/** A run of pixels along a thinned line. */
export interface Chain {
  /** Pixel indices, each beside the one before. */
  readonly pixels: readonly number[];
  readonly closed: boolean;
  /** Lines that meet at its first and last pixel, itself among them: 1 at a free end. */
  readonly startDegree: number;
  readonly endDegree: number;
}

/**
 * The lines of a thinned mask as chains from end or junction to end or junction, and closed loops.
 *
 * Two pixels that touch by a corner only are neighbours unless a third joins them side by side;
 * so a bend is a bend, not a junction.
 *
 * @param mask width * height of 0 and 1; 0 along the edge
 */
export function traceChains(mask: Uint8Array, width: number): Chain[] {
  const sides = [-width, 1, width, -1];
  const corners: readonly (readonly [number, number, number])[] = [
    [-width + 1, -width, 1],
    [width + 1, 1, width],
    [width - 1, width, -1],
    [-width - 1, -1, -width],
  ];
  const linked = (i: number): number[] => {
    const links: number[] = [];
    for (const step of sides) if (mask[i + step] === 1) links.push(i + step);
    for (const [step, one, other] of corners) {
      if (mask[i + step] === 1 && mask[i + one] === 0 && mask[i + other] === 0) {
        links.push(i + step);
      }
    }
    return links;
  };

  const chains: Chain[] = [];
  /** Pixels inside a chain, between its ends. */
  const inside = new Uint8Array(mask.length);
  const nodes: number[] = [];
  const ordinary: number[] = [];
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 1) continue;
    const degree = linked(i).length;
    if (degree === 2) ordinary.push(i);
    else nodes.push(i);
    if (degree === 0) chains.push({ pixels: [i], closed: false, startDegree: 0, endDegree: 0 });
  }

  for (const node of nodes) {
    for (const next of linked(node)) {
      if (inside[next] === 1) continue;
      const pixels = [node];
      let before = node;
      let at = next;
      let links = linked(at);
      while (links.length === 2) {
        pixels.push(at);
        inside[at] = 1;
        const [first, second] = links as [number, number];
        const onward = first === before ? second : first;
        before = at;
        at = onward;
        links = linked(at);
      }
      // Two nodes side by side are found from both: keep one.
      if (pixels.length === 1 && at < node) continue;
      pixels.push(at);
      chains.push({
        pixels,
        closed: false,
        startDegree: linked(node).length,
        endDegree: links.length,
      });
    }
  }

  for (const start of ordinary) {
    if (inside[start] === 1) continue;
    const pixels: number[] = [];
    let before = -1;
    let at = start;
    do {
      pixels.push(at);
      inside[at] = 1;
      const [first, second] = linked(at) as [number, number];
      const onward = first === before ? second : first;
      before = at;
      at = onward;
    } while (at !== start);
    chains.push({ pixels, closed: true, startDegree: 2, endDegree: 2 });
  }
  return chains;
}

/**
 * The borders of a mask as closed loops of pixel corners, the inside on their right hand; outer
 * borders and those of holes.
 *
 * @param mask width * height of 0 and 1; 0 along the edge
 */
export function traceContours(mask: Uint8Array, width: number): Point[][] {
  // Directed edges along pixel sides: 0 right, 1 down, 2 left, 3 up.
  const steps: readonly (readonly [number, number])[] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ];
  const set = (column: number, row: number) => mask[row * width + column] === 1;
  /** Whether the edge from this corner in this direction has inside on its right, outside left. */
  const isBorder = (x: number, y: number, direction: number): boolean => {
    switch (direction) {
      case 0:
        return set(x, y) && !set(x, y - 1);
      case 1:
        return set(x - 1, y) && !set(x, y);
      case 2:
        return set(x - 1, y - 1) && !set(x - 1, y);
      default:
        return set(x, y - 1) && !set(x - 1, y - 1);
    }
  };

  const visited = new Uint8Array(mask.length);
  const loops: Point[][] = [];
  for (let i = 0; i < mask.length; i++) {
    // Every loop has a top side; begin there.
    if (mask[i] !== 1 || mask[i - width] === 1 || visited[i] === 1) continue;
    const startX = i % width;
    const startY = (i - startX) / width;
    const loop: Point[] = [];
    let [x, y, direction] = [startX, startY, 0];
    do {
      loop.push([x, y]);
      if (direction === 0) visited[y * width + x] = 1;
      const [dx, dy] = steps[direction]!;
      x += dx;
      y += dy;
      // Turning right first keeps pixels that touch by a corner apart.
      direction = (direction + 1) & 3;
      while (!isBorder(x, y, direction)) direction = (direction + 3) & 3;
    } while (x !== startX || y !== startY || direction !== 0);
    loops.push(loop);
  }
  return loops;
}

/**
 * Takes the steps of the pixels out of a polyline: each pass moves every point to the mean of its
 * neighbours and twice itself. Ends stay.
 */
export function smooth(points: readonly Point[], closed: boolean, passes: number): Point[] {
  let from = points.map(([x, y]): Point => [x, y]);
  const count = from.length;
  if (count < 3) return from;
  for (let pass = 0; pass < passes; pass++) {
    const source = from;
    from = source.map((point, i): Point => {
      if (!closed && (i === 0 || i === count - 1)) return point;
      const [ax, ay] = source[(i + count - 1) % count]!;
      const [bx, by] = source[(i + 1) % count]!;
      return [(ax + 2 * point[0] + bx) / 4, (ay + 2 * point[1] + by) / 4];
    });
  }
  return from;
}

/** Every n-th point, and the last of an open line. */
export function everyNth(points: readonly Point[], closed: boolean, n: number): Point[] {
  const last = points.length - 1;
  return points.filter((_, i) => i % n === 0 || (!closed && i === last));
}
