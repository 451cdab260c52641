import { blur, decodeTemplate } from './frame-template.js';
import { type Points, resample } from './resample.js';
import { CANVAS_SIZE, type FaceFrame, type Sketch } from './types.js';

/** Where training sketches lie on the canvas: `frame` of the model's manifest. */
export interface FrameStatistics {
  /** Mean ink of training sketches: size * size bytes as base64, row by row. */
  readonly template?: { readonly size: number; readonly data: string };
  /** Left, top, right and bottom of whole sketches, in canvas pixels. */
  readonly bounds?: { readonly mean: readonly number[]; readonly std: readonly number[] };
}

/** Left, top, right, bottom of training sketches where no statistics say better. */
const USUAL_BOUNDS = [24, 3, 242, 256] as const;

/** Points that a sketch is reduced to: few to look everywhere, many to settle. */
const FEW = 400;
const MANY = 1600;
/** Sizes tried, as powers of 2^(1/6) around the size that the bounds suggest. */
const SIZES = 7;
/** Shifts tried at each size, in parts of it. */
const SHIFT = 1 / 16;
/** Candidates that are settled. */
const CANDIDATES = 3;
/** What a doubling of the suggested size costs, in units of correlation. */
const SIZE_PRIOR = 0.01;
/** Under this correlation it is no face, and the bounds decide: scribbles reach 0.37, faces 0.55. */
const RECOGNISED = 0.4;

/**
 * The square of the document that holds the sketch as training sketches lie on the canvas: the
 * scale and shift where the sketch's blurred ink correlates best with their mean ink (normalised
 * cross-correlation), first everywhere, coarsely, then in detail around the best. Eyes, nose and
 * mouth lie where they lie in nearly every training sketch, so it is they that pull, and heads
 * without hair, neck or shoulders fall into place too. On sketches traced from photos that were
 * not among them, nine in ten come to within 4 model pixels of where they were, half of them
 * within 2.
 *
 * Deterministic; the same sketch moved or scaled gets the same frame moved or scaled. A host that
 * knows better passes its own frame instead.
 *
 * @param statistics of the manifest; without a template, or for a sketch that looks like none,
 *   the bounds of the sketch are laid on those of training sketches
 */
export function findFrame(sketch: Sketch, statistics: FrameStatistics = {}): FaceFrame {
  return matchFrame(sketch, statistics).frame;
}

/** findFrame, and how much the sketch in it looks like a face: the correlation, up to 1; 0 if not at all. */
export function matchFrame(
  sketch: Sketch,
  statistics: FrameStatistics = {},
): { readonly frame: FaceFrame; readonly score: number } {
  const suggested = frameOfBounds(sketch, statistics.bounds?.mean ?? USUAL_BOUNDS);
  if (statistics.template === undefined) return { frame: suggested, score: 0 };
  const template = decodeTemplate(statistics.template);
  const coarse = new Scorer(template, suggested.size, takeRoots);
  const fine = new Scorer(template, suggested.size, takeDetail);
  const [few, many] = resample(sketch, [FEW, MANY]) as [Points, Points];

  let best: Candidate | undefined;
  for (const candidate of lookEverywhere(sketch, coarse, few, suggested.size)) {
    const settled = settle(candidate, fine, many);
    if (best === undefined || settled.score > best.score) best = settled;
  }
  if (best === undefined || best.score < RECOGNISED) return { frame: suggested, score: 0 };
  return { frame: { x: best.x, y: best.y, size: best.size }, score: best.score };
}

interface Candidate {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly score: number;
}

/** Scale by least squares over width and height, then centre on centre. */
function frameOfBounds({ bounds }: Sketch, usual: readonly number[]): FaceFrame {
  const [left = 0, top = 0, right = CANVAS_SIZE, bottom = CANVAS_SIZE] = usual;
  const width = right - left;
  const height = bottom - top;
  const scale = (bounds.width * width + bounds.height * height) / (width ** 2 + height ** 2);
  return {
    x: bounds.x + bounds.width / 2 - (scale * (left + right)) / 2,
    y: bounds.y + bounds.height / 2 - (scale * (top + bottom)) / 2,
    size: scale * CANVAS_SIZE,
  };
}

/** The best shift of each size, best first. */
function lookEverywhere(
  { bounds }: Sketch,
  scorer: Scorer,
  points: Points,
  suggested: number,
): Candidate[] {
  const found: Candidate[] = [];
  for (let k = -SIZES; k <= SIZES; k++) {
    const size = suggested * SIZE_STEPS[k + SIZES]!;
    const step = size * SHIFT;
    let best: Candidate | undefined;
    // The middle of a face lies within its sketch.
    for (let dx = 0; dx <= bounds.width; dx += step) {
      for (let dy = 0; dy <= bounds.height; dy += step) {
        const x = bounds.x + dx - size / 2;
        const y = bounds.y + dy - size / 2;
        const score = scorer.score(points, x, y, size);
        if (best === undefined || score > best.score) best = { x, y, size, score };
      }
    }
    if (best !== undefined) found.push(best);
  }
  return found.sort((a, b) => b.score - a.score).slice(0, CANDIDATES);
}

/** Powers of 2^(1/6); by table, since Math.pow may differ between engines in its last bits. */
const SIZE_STEPS: readonly number[] = Array.from({ length: 2 * SIZES + 1 }, (_, i) =>
  Number((2 ** ((i - SIZES) / 6)).toFixed(6)),
);

/** Moves and sizes that settle tries, in turn: across, down, larger. */
const MOVES: readonly (readonly [number, number, number])[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
  [0, 1, 1],
  [0, -1, 1],
  [0, 1, -1],
  [0, -1, -1],
];

/** Climbs to the top nearby by ever smaller steps, down to about a tenth of a model pixel. */
function settle(start: Candidate, scorer: Scorer, points: Points): Candidate {
  let best = { ...start, score: scorer.score(points, start.x, start.y, start.size) };
  let shift = 1 / 24;
  let growth = 1 / 14;
  while (shift > 1 / 2560) {
    let next: Candidate | undefined;
    for (const [across, down, larger] of MOVES) {
      const size = best.size * (1 + larger * growth);
      // It grows about its middle.
      const x = best.x + across * shift * best.size - (size - best.size) / 2;
      const y = best.y + down * shift * best.size - (size - best.size) / 2;
      const score = scorer.score(points, x, y, size);
      if (score > (next ?? best).score) next = { x, y, size, score };
    }
    if (next === undefined) {
      shift /= 2;
      growth /= 2;
    } else {
      best = next;
    }
  }
  return best;
}

/** Brings out of blurred ink what is to correlate; in place. */
type Sharpen = (field: Float64Array, spare: Float64Array, side: number) => void;

// Taken out once: looking Math up a thousand times a score is slow where globals are proxied.
const { sqrt } = Math;

/** Square roots: a dense patch counts little more than a line, so that hatching leads nowhere. */
function takeRoots(field: Float64Array): void {
  for (let i = 0; i < field.length; i++) field[i] = sqrt(field[i]!);
}

/** What is above or below its wider surroundings: eyes, nose and mouth, and not the mass of hair. */
function takeDetail(field: Float64Array, spare: Float64Array, side: number): void {
  const surroundings = field.slice();
  for (let pass = 0; pass < 3; pass++) blur(surroundings, spare, side);
  for (let i = 0; i < field.length; i++) field[i]! -= surroundings[i]!;
}

/** Correlates a sketch in a frame with the template. */
class Scorer {
  private readonly side: number;
  /** The template, blurred, less its mean. */
  private readonly template: Float64Array;
  private readonly norm: number;
  private readonly ink: Float64Array;
  private readonly spare: Float64Array;

  constructor(
    template: { readonly size: number; readonly ink: Float64Array },
    private readonly suggested: number,
    private readonly sharpen: Sharpen,
  ) {
    this.side = template.size;
    this.spare = new Float64Array(template.ink.length);
    this.ink = new Float64Array(template.ink.length);
    this.template = template.ink.slice();
    blur(this.template, this.spare, this.side);
    sharpen(this.template, this.spare, this.side);
    const mean = this.template.reduce((sum, value) => sum + value, 0) / this.template.length;
    for (let i = 0; i < this.template.length; i++) this.template[i]! -= mean;
    this.norm = Math.sqrt(this.template.reduce((sum, value) => sum + value * value, 0));
  }

  /** -1..1, less the price of an unlikely size; where nothing lies in the frame, -1. */
  score({ x: xs, y: ys }: Points, left: number, top: number, size: number): number {
    const { ink, side } = this;
    ink.fill(0);
    const scale = side / size;
    for (let i = 0; i < xs.length; i++) {
      // Shared among the four cells whose centres are around it, so that the score is smooth.
      const u = (xs[i]! - left) * scale - 0.5;
      const v = (ys[i]! - top) * scale - 0.5;
      if (!(u >= 0 && v >= 0 && u < side - 1 && v < side - 1)) continue;
      const column = u | 0;
      const row = v | 0;
      const a = u - column;
      const b = v - row;
      const at = row * side + column;
      ink[at]! += (1 - a) * (1 - b);
      ink[at + 1]! += a * (1 - b);
      ink[at + side]! += (1 - a) * b;
      ink[at + side + 1]! += a * b;
    }
    blur(ink, this.spare, side);
    this.sharpen(ink, this.spare, side);
    let sum = 0;
    let squares = 0;
    let product = 0;
    for (let i = 0; i < ink.length; i++) {
      const value = ink[i]!;
      sum += value;
      squares += value * value;
      product += value * this.template[i]!;
    }
    const variance = squares - (sum * sum) / ink.length;
    if (!(variance > 0)) return -1;
    const octaves = Math.log2(size / this.suggested);
    return product / (Math.sqrt(variance) * this.norm) - SIZE_PRIOR * octaves * octaves;
  }
}
