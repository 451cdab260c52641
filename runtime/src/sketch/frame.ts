import { withoutBorder } from './border.js';
import { blur, blurWidely, decodeTemplate } from './frame-template.js';
import { type Points, resample } from './resample.js';
import { type Bounds, CANVAS_SIZE, type FaceFrame, type Sketch } from './types.js';

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
 * without hair, neck or shoulders fall into place too, as do those of whole figures. Of several
 * faces it is the one most like a face. A rectangle around everything is passed over. On sketches
 * traced from photos that were not among them, nine in ten come to within 4 model pixels of where
 * they were, half of them within 2.
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
  drawn: Sketch,
  statistics: FrameStatistics = {},
): { readonly frame: FaceFrame; readonly score: number } {
  const sketch = withoutBorder(drawn);
  const suggested = frameOfBounds(sketch, statistics.bounds?.mean ?? USUAL_BOUNDS);
  if (statistics.template === undefined) return { frame: suggested, score: 0 };
  const template = decodeTemplate(statistics.template);
  const coarse = prepare(template, takeRoots);
  const fine = new Scorer(prepare(template, takeDetail), suggested.size, takeDetail);
  const [few, many] = resample(sketch, [FEW, MANY]) as [Points, Points];
  const look = (sizes: readonly number[]) => {
    let best: Candidate | undefined;
    for (const candidate of lookEverywhere(sketch, coarse, few, suggested.size, sizes)) {
      const settled = settle(candidate, fine, few, ROUGHLY);
      if (best === undefined || settled.score > best.score) best = settled;
    }
    return best && settle(best, fine, many, FINELY);
  };

  let best = look(USUAL_SIZES);
  if (best === undefined || best.score < RECOGNISED) best = look(SMALL_SIZES);
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
  template: Template,
  points: Points,
  suggested: number,
  sizes: readonly number[],
): Candidate[] {
  const found: Candidate[] = [];
  for (const times of sizes) {
    const best = lookAtSize(bounds, template, points, suggested * times);
    if (best === undefined) continue;
    found.push({ ...best, score: best.score - sizePrice(times) });
  }
  return found.sort((a, b) => b.score - a.score).slice(0, CANDIDATES);
}

/**
 * The best shift at one size. All shifts are whole cells of one field, so the points are laid and
 * blurred once; then each shift is a window of it.
 */
function lookAtSize(
  bounds: Bounds,
  template: Template,
  points: Points,
  size: number,
): Candidate | undefined {
  const { side, ink: pattern, norm } = template;
  const cell = size / side;
  const step = side * SHIFT;
  // The middle of a face lies within its sketch.
  const left = bounds.x - size / 2;
  const top = bounds.y - size / 2;
  const columns = Math.floor(bounds.width / (cell * step)) + 1;
  const rows = Math.floor(bounds.height / (cell * step)) + 1;
  const width = side + (columns - 1) * step;
  const height = side + (rows - 1) * step;
  const field = new Float64Array(width * height);
  lay(points, left, top, 1 / cell, field, width, height);
  blur(field, new Float64Array(field.length), width);
  takeRoots(field);

  const sums = new WindowSums(field, width, side, (value) => value);
  const squaresOf = new WindowSums(field, width, side, (value) => value * value);
  let best: Candidate | undefined;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const sum = sums.at(column * step, row * step);
      const squares = squaresOf.at(column * step, row * step);
      const product = correlate(field, row * step * width + column * step, width, pattern, side);
      const variance = squares - (sum * sum) / (side * side);
      if (!(variance > 0)) continue;
      const score = product / (sqrt(variance) * norm);
      if (best !== undefined && score <= best.score) continue;
      best = { x: left + column * step * cell, y: top + row * step * cell, size, score };
    }
  }
  return best;
}

/** Sizes in powers of 2^(1/6); rounded, since Math.pow may differ between engines in its last bits. */
function sizes(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) =>
    Number((2 ** ((from + i) / 6)).toFixed(6)),
  );
}

/** Times the size that the bounds suggest: what most of the sketch is the face of, */
const USUAL_SIZES = sizes(-7, 7);
/** and a face that is a small part of it, of a whole figure. */
const SMALL_SIZES = sizes(-16, -8);

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

/** Steps of settle: from which to which, in parts of the frame's size. */
const ROUGHLY = [1 / 24, 1 / 160] as const;
const FINELY = [1 / 96, 1 / 2560] as const;

/** Climbs to the top nearby by ever smaller steps. */
function settle(
  start: Candidate,
  scorer: Scorer,
  points: Points,
  [from, to]: readonly [number, number],
): Candidate {
  let best = { ...start, score: scorer.score(points, start.x, start.y, start.size) };
  let shift = from;
  let growth = from * 1.7;
  while (shift > to) {
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
  blurWidely(field, spare, side);
  for (let i = 0; i < field.length; i++) field[i]! -= spare[i]!;
}

/** The sum of products of a window of a field with a pattern; two rows at once, which is faster. */
function correlate(
  field: Float64Array,
  from: number,
  width: number,
  pattern: Float64Array,
  side: number,
): number {
  let even = 0;
  let odd = 0;
  let evenToo = 0;
  let oddToo = 0;
  for (let v = 0; v < side; v++) {
    const start = from + v * width;
    const line = v * side;
    let u = 0;
    for (; u + 3 < side; u += 4) {
      even += field[start + u]! * pattern[line + u]!;
      odd += field[start + u + 1]! * pattern[line + u + 1]!;
      evenToo += field[start + u + 2]! * pattern[line + u + 2]!;
      oddToo += field[start + u + 3]! * pattern[line + u + 3]!;
    }
    for (; u < side; u++) even += field[start + u]! * pattern[line + u]!;
  }
  return even + odd + evenToo + oddToo;
}

/** Sums over square windows of a field, each from four corners of its summed area table. */
class WindowSums {
  private readonly table: Float64Array;
  private readonly stride: number;

  constructor(
    field: Float64Array,
    width: number,
    private readonly side: number,
    of: (value: number) => number,
  ) {
    this.stride = width + 1;
    const rows = field.length / width;
    this.table = new Float64Array(this.stride * (rows + 1));
    for (let row = 0; row < rows; row++) {
      let line = 0;
      for (let column = 0; column < width; column++) {
        line += of(field[row * width + column]!);
        const at = (row + 1) * this.stride + column + 1;
        this.table[at] = this.table[at - this.stride]! + line;
      }
    }
  }

  at(column: number, row: number): number {
    const { table, stride, side } = this;
    const top = row * stride + column;
    const bottom = top + side * stride;
    return table[bottom + side]! - table[bottom]! - table[top + side]! + table[top]!;
  }
}

/** Mean ink of training sketches, made ready to correlate with. */
interface Template {
  readonly side: number;
  /** Blurred and sharpened, less its mean. */
  readonly ink: Float64Array;
  /** Its length as a vector. */
  readonly norm: number;
}

function prepare(template: ReturnType<typeof decodeTemplate>, sharpen: Sharpen): Template {
  const { size: side } = template;
  const ink = template.ink.slice();
  const spare = new Float64Array(ink.length);
  blur(ink, spare, side);
  sharpen(ink, spare, side);
  const mean = ink.reduce((sum, value) => sum + value, 0) / ink.length;
  for (let i = 0; i < ink.length; i++) ink[i]! -= mean;
  return { side, ink, norm: sqrt(ink.reduce((sum, value) => sum + value * value, 0)) };
}

/** Lays points on a field, each shared among the four cells around it, so that scores are smooth. */
function lay(
  { x: xs, y: ys }: Points,
  left: number,
  top: number,
  scale: number,
  field: Float64Array,
  width: number,
  height: number,
): void {
  for (let i = 0; i < xs.length; i++) {
    const u = (xs[i]! - left) * scale - 0.5;
    const v = (ys[i]! - top) * scale - 0.5;
    if (!(u >= 0 && v >= 0 && u < width - 1 && v < height - 1)) continue;
    const column = u | 0;
    const row = v | 0;
    const a = u - column;
    const b = v - row;
    const at = row * width + column;
    field[at]! += (1 - a) * (1 - b);
    field[at + 1]! += a * (1 - b);
    field[at + width]! += (1 - a) * b;
    field[at + width + 1]! += a * b;
  }
}

/** What a size costs that is so many times the suggested one, in units of correlation. */
function sizePrice(times: number): number {
  const octaves = Math.log2(times);
  return SIZE_PRIOR * octaves * octaves;
}

/** Correlates a sketch in any frame with the template. */
class Scorer {
  private readonly ink: Float64Array;
  private readonly spare: Float64Array;

  constructor(
    private readonly template: Template,
    private readonly suggested: number,
    private readonly sharpen: Sharpen,
  ) {
    this.ink = new Float64Array(template.ink.length);
    this.spare = new Float64Array(template.ink.length);
  }

  /** -1..1, less the price of an unlikely size; where nothing lies in the frame, -1. */
  score(points: Points, left: number, top: number, size: number): number {
    const { ink } = this;
    const { side, ink: pattern, norm } = this.template;
    ink.fill(0);
    lay(points, left, top, side / size, ink, side, side);
    blur(ink, this.spare, side);
    this.sharpen(ink, this.spare, side);
    let sum = 0;
    let squares = 0;
    let product = 0;
    for (let i = 0; i < ink.length; i++) {
      const value = ink[i]!;
      sum += value;
      squares += value * value;
      product += value * pattern[i]!;
    }
    const variance = squares - (sum * sum) / ink.length;
    if (!(variance > 0)) return -1;
    return product / (sqrt(variance) * norm) - sizePrice(size / this.suggested);
  }
}
