/** An upright rectangle in the page's units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Strokes nearer to one another than this part of the larger one's side are of one sketch. */
const NEAR = 0.15;
/** What is smaller than this part of the largest sketch is a part of the sketch next to it. */
const SMALL = 0.35;

/**
 * Which of the boxes belong together: several faces drawn side by side are several sketches, and a
 * loose strand of hair is none of its own.
 *
 * @returns places of the boxes, a sketch each; sketches in the order of their first box
 */
export function splitSketches(boxes: readonly Box[]): number[][] {
  const isNear = (a: Box, b: Box) => gap(a, b) <= NEAR * Math.max(side(a), side(b));
  // Overlapping boxes first: what they make together is what nearness is measured by.
  let sketches: readonly Part[] = boxes.map((box, i) => ({ box, members: [i] }));
  sketches = joinAll(sketches, (a, b) => gap(a, b) === 0);
  sketches = joinAll(sketches, isNear);

  const largest = Math.max(0, ...sketches.map(({ box }) => side(box)));
  for (;;) {
    const small = sketches.find(({ box }) => side(box) < SMALL * largest);
    if (small === undefined || sketches.length === 1) break;
    const others = sketches.filter((part) => part !== small);
    const nearest = nearestOf(others, small.box);
    sketches = [...others.filter((part) => part !== nearest), join(nearest, small)];
  }
  return sketches
    .map(({ members }) => [...members].sort((a, b) => a - b))
    .sort((a, b) => a[0]! - b[0]!);
}

interface Part {
  readonly box: Box;
  readonly members: readonly number[];
}

/** Folds each part into the first earlier one that it belongs to, until nothing changes. */
function joinAll(parts: readonly Part[], belong: (a: Box, b: Box) => boolean): readonly Part[] {
  let before = parts;
  for (;;) {
    const after: Part[] = [];
    for (const part of before) {
      const at = after.findIndex(({ box }) => belong(box, part.box));
      if (at < 0) after.push(part);
      else after[at] = join(after[at]!, part);
    }
    if (after.length === before.length) return after;
    before = after;
  }
}

function nearestOf(parts: readonly Part[], box: Box): Part {
  const distances = parts.map((part) => gap(part.box, box));
  return parts[distances.indexOf(Math.min(...distances))]!;
}

function join(a: Part, b: Part): Part {
  return { box: around(a.box, b.box), members: [...a.members, ...b.members] };
}

function side({ width, height }: Box): number {
  return Math.max(width, height);
}

function gap(a: Box, b: Box): number {
  const across = Math.max(0, a.x - b.x - b.width, b.x - a.x - a.width);
  const down = Math.max(0, a.y - b.y - b.height, b.y - a.y - a.height);
  return Math.max(across, down);
}

function around(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
