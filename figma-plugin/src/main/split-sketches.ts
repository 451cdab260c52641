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
  let sketches = boxes.map((box, i) => ({ box, members: [i] }));
  const mergeFirst = (): boolean => {
    for (let i = 0; i < sketches.length; i++) {
      for (let j = i + 1; j < sketches.length; j++) {
        const [a, b] = [sketches[i]!, sketches[j]!];
        if (gap(a.box, b.box) > NEAR * Math.max(side(a.box), side(b.box))) continue;
        join(i, j);
        return true;
      }
    }
    return false;
  };
  const join = (i: number, j: number) => {
    const [a, b] = [sketches[i]!, sketches[j]!];
    const joined = { box: around(a.box, b.box), members: [...a.members, ...b.members] };
    sketches = sketches.filter((_, at) => at !== i && at !== j);
    sketches.push(joined);
  };
  // Overlapping boxes first, by one sweep each: thousands of strokes must not take minutes.
  sketches = sweep(sketches);
  while (mergeFirst());

  const largest = Math.max(0, ...sketches.map(({ box }) => side(box)));
  for (;;) {
    const small = sketches.findIndex(({ box }) => side(box) < SMALL * largest);
    if (small < 0 || sketches.length === 1) break;
    let nearest = -1;
    for (let i = 0; i < sketches.length; i++) {
      if (i === small) continue;
      const distance = gap(sketches[i]!.box, sketches[small]!.box);
      if (nearest < 0 || distance < gap(sketches[nearest]!.box, sketches[small]!.box)) nearest = i;
    }
    join(small, nearest);
  }
  return sketches.map(({ members }) => members.sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!);
}

interface Part {
  readonly box: Box;
  readonly members: number[];
}

/** Folds each box into the first earlier one that it overlaps, until nothing changes. */
function sweep(parts: readonly Part[]): Part[] {
  let before = [...parts];
  for (;;) {
    const after: Part[] = [];
    for (const part of before) {
      const at = after.findIndex(({ box }) => gap(box, part.box) === 0);
      const known = after[at];
      if (known === undefined) after.push(part);
      else {
        after[at] = {
          box: around(known.box, part.box),
          members: [...known.members, ...part.members],
        };
      }
    }
    if (after.length === before.length) return after;
    before = after;
  }
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
