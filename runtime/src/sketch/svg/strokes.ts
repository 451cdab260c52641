import { findLines, traceBorders } from '../centre-lines.js';
import { Filler, visitOutline } from '../fill.js';
import { type Grid, gridOver } from '../grid.js';
import { type Budget, workBudget } from '../limits.js';
import type { SketchLimits } from '../limits.js';
import { cleanStroke } from '../polylines.js';
import { type Bounds, CANVAS_SIZE, type Point, type Stroke } from '../types.js';
import type { DrawnShape, VisiblePaint } from './collect.js';
import { difference, type Rgba, toHex } from './color.js';
import { clippedBounds, ClipMasks } from './clip.js';
import { Cover } from './cover.js';
import { cutStroke } from './cut.js';
import { boundsOfAll, covers, differs, isInk, type OnPaper, seen } from './paper.js';
import type { Subpath } from './path.js';

/** How far polylines may be from their curves, in model pixels. */
const TOLERANCE = 0.25;
/** Pixels that a model pixel is thinned at: a line of one model pixel is three wide. */
const FINENESS = 3;
/** A line drawn as an outline is on average at most this wide, in model pixels, */
const LINE_WIDTH = 7;
/** and at least this many times as long around as a disc of its area: 4 is 7 by 30 or so. */
const LINE_ROUNDNESS = 2;
/** Fills whose colours differ less than this are of one ink. */
const SAME_INK = 24;

/** Nearer to the edge of the page than this share of its longer side is on it. */
const PAGE_EDGE = 1 / 400;

/** So many spans of a shape, and so many shapes, are kept at most. */
const KEPT_SPANS = 4096;

interface Flat {
  readonly shape: DrawnShape;
  readonly outlines: readonly Subpath[];
  /** Whether the fill shows as something else than paper. */
  readonly fillSeen: boolean;
}

/**
 * What is drawn on the paper, as strokes in drawing order.
 *
 * - A stroke that can be told from the paper gives its path, whatever its width, dashes and caps.
 * - A fill hides what was painted below it, if it is not mostly transparent: lines end where it
 *   begins.
 * - A fill in the colour of the paper draws nothing itself, but its border where it lies on a
 *   coloured area: the white of an eye.
 * - A fill that is long and narrow is a line drawn as an outline (outlined strokes, brush pens,
 *   traced scans): it is painted on a fine raster together with everything else in the drawing's
 *   ink and becomes the centre lines; places too wide for a line become their borders.
 * - Any other fill is an area, a face or a head of hair laid down in colour: its border, unless
 *   the shape has a stroke already, and not where it runs along the edge of the page.
 *
 * @param tolerance largest distance of a polyline from its curve, in document units; default a
 *   quarter of a model pixel
 * @param points spent by the points of all strokes
 */
export function drawStrokes(
  { shapes: all, paper, page }: OnPaper,
  tolerance: number | undefined,
  limits: SketchLimits,
  points: Budget,
): Stroke[] {
  const shapes = all.filter(({ path, clip }) => clippedBounds(path.bounds(), clip) !== undefined);
  const bounds = boundsOfAll(shapes.filter((shape) => isSeen(shape, paper)));
  const within = tolerance ?? modelPixelOf(bounds) * TOLERANCE;
  const flats = shapes.map((shape): Flat => ({
    shape,
    outlines: shape.path.flatten(within, points),
    fillSeen: shape.fill !== undefined && differs(shape.fill, paper),
  }));
  const needsRaster = shapes.some(({ fill, clip }) => fill !== undefined || clip !== undefined);
  return needsRaster
    ? new Painter(flats, paper, page, bounds, limits, points).strokes()
    : flats.flatMap(({ shape, outlines }) => outlineStrokes(shape, outlines, paper));
}

/**
 * Document units of a model pixel if the drawing fills the face frame: near enough before the
 * frame is found, for faces do.
 */
function modelPixelOf({ width, height }: Bounds): number {
  const longer = Math.max(width, height);
  return longer > 0 ? longer / CANVAS_SIZE : 1;
}

function isSeen({ stroke, fill }: DrawnShape, paper: Rgba): boolean {
  return [stroke, fill].some((paint) => paint !== undefined && differs(paint, paper));
}

/** The strokes of a shape's own stroke paint, if that shows. */
function outlineStrokes(shape: DrawnShape, outlines: readonly Subpath[], paper: Rgba): Stroke[] {
  if (shape.stroke === undefined || !differs(shape.stroke, paper)) return [];
  const drawn = describe(shape, shape.stroke, shape.strokeWidth);
  return cleaned(outlines.map((outline) => ({ ...outline, ...drawn })));
}

function cleaned(strokes: readonly Stroke[]): Stroke[] {
  return strokes.map(cleanStroke).filter((stroke) => stroke !== undefined);
}

function describe(
  { element }: DrawnShape,
  paint: VisiblePaint,
  width: number | undefined,
): Omit<Stroke, 'points'> {
  const id = element.attributes['id'];
  return {
    ...(width === undefined ? {} : { width }),
    ...(paint.color === undefined ? {} : { color: toHex(paint.color) }),
    ...(id === undefined ? {} : { id }),
    source: element.index,
  };
}

interface Filled {
  /** Pairs of pixel indices, from and to (not in it), of what its clip leaves. */
  readonly spans: readonly number[];
  /** Pixels of the whole. */
  readonly area: number;
  /** Whether a clip has cut some of it off. */
  readonly cut: boolean;
}

/** Goes from the top of the drawing to its bottom, keeping track of what is covered. */
class Painter {
  private readonly grid: Grid;
  private readonly filler: Filler;
  private readonly cover: Cover;
  private readonly clips: ClipMasks;
  /** For each pixel of ink, the place of its shape from 1. */
  private readonly ink: Int32Array;
  private readonly work: Budget;
  private inked = false;
  /** Borders of fills in the colour of the paper, by the place of the shape. */
  private readonly knockouts = new Map<number, readonly Stroke[]>();
  /** Shapes that were filled already to see whether they are lines, if they have few spans. */
  private readonly filled = new Map<DrawnShape, Filled>();

  constructor(
    private readonly flats: readonly Flat[],
    private readonly paper: Rgba,
    private readonly page: Bounds | undefined,
    bounds: Bounds,
    limits: SketchLimits,
    private readonly points: Budget,
  ) {
    const modelPixel = modelPixelOf(bounds);
    this.grid = gridOver(bounds, FINENESS / modelPixel);
    this.work = workBudget(limits.maxSteps, 'its fills cover one another too often');
    this.filler = new Filler(this.grid, this.work);
    this.cover = new Cover(this.grid);
    this.clips = new ClipMasks(this.grid, this.filler, this.work);
    this.ink = new Int32Array(this.grid.width * this.grid.height);
  }

  strokes(): Stroke[] {
    const ink = this.commonInk();
    this.findKnockouts(ink);
    /** Strokes of each shape, by its place. */
    const drawn: Stroke[][] = this.flats.map(() => []);
    for (let place = this.flats.length - 1; place >= 0; place--) {
      drawn[place] = this.paint(place, ink);
    }
    if (this.inked) {
      for (const line of findLines(this.ink, this.grid, FINENESS)) {
        const { shape } = this.flats[line.owner - 1]!;
        this.points.spend(line.points.length);
        const { points, closed } = line;
        drawn[line.owner - 1]!.push(
          ...cleaned([{ points, closed, ...describe(shape, shape.fill!, line.width) }]),
        );
      }
    }
    return drawn.flat();
  }

  private paint(place: number, ink: Rgba | undefined): Stroke[] {
    const { shape, outlines, fillSeen } = this.flats[place]!;
    const { fill } = shape;
    if (fill === undefined) return this.shown(shape, outlineStrokes(shape, outlines, this.paper));

    const { spans, area, cut } = this.fill(shape, outlines);
    const knockout = this.knockouts.get(place);
    const hasInside = area > 0 || enclosesArea(outlines);
    const isLine = fillSeen && this.isLine(outlines, area);
    const stroked = shape.stroke !== undefined && differs(shape.stroke, this.paper);
    let strokes: Stroke[] = [];
    // A line drawn as an outline may have a hair of a stroke around it in the same ink; a line
    // drawn as a stroke has a fill that is narrower, or nothing, where it was left at its default.
    const oneInk =
      stroked &&
      isLine &&
      sameColor(shape.stroke, fill, this.paper) &&
      shape.strokeWidth * this.grid.scale < this.meanWidth(outlines, area);
    if (stroked && !oneInk) {
      strokes = this.shown(shape, outlineStrokes(shape, outlines, this.paper));
    } else if (fillSeen && hasInside) {
      if (isLine || this.isInk(fill, ink)) this.paintInk(place, spans, outlines);
      else if (cut) strokes = this.shown(shape, this.cutBorder(shape, fill, spans));
      else strokes = this.shown(shape, this.border(shape, fill, outlines));
    } else if (knockout !== undefined) {
      strokes = this.shown(shape, knockout);
    }
    if (covers(shape)) this.cover.add(spans);
    return strokes;
  }

  /** The border of an area: every outline closed. */
  private border(shape: DrawnShape, fill: VisiblePaint, outlines: readonly Subpath[]): Stroke[] {
    const drawn = describe(shape, fill, undefined);
    const borders = cleaned(outlines.map(({ points }) => ({ points, closed: true, ...drawn })));
    const { page } = this;
    if (page === undefined) return borders;
    const slack = PAGE_EDGE * Math.max(page.width, page.height);
    const beyond = (x: number, y: number) =>
      x <= page.x + slack ||
      y <= page.y + slack ||
      x >= page.x + page.width - slack ||
      y >= page.y + page.height - slack;
    return borders.flatMap((stroke) => cutStroke(stroke, this.grid, beyond, this.work));
  }

  /**
   * From the bottom up: the borders of fills in the colour of the paper, where they lie on areas
   * of another colour. Not on ink, whose own outlines they are.
   */
  private findKnockouts(ink: Rgba | undefined): void {
    const isKnockout = ({ shape, fillSeen }: Flat) =>
      shape.fill !== undefined && !fillSeen && covers(shape);
    const last = this.flats.findLastIndex(isKnockout);
    if (last < 0) return;
    const coloured = new Cover(this.grid);
    this.flats.slice(0, last + 1).forEach((flat, place) => {
      const { shape, outlines, fillSeen } = flat;
      if (shape.fill === undefined || !covers(shape)) return;
      const { spans, area } = this.fill(shape, outlines);
      if (isKnockout(flat) && !coloured.empty) {
        const plain = (x: number, y: number) => !coloured.touches(x, y);
        const borders = this.border(shape, shape.fill, outlines);
        const found = borders.flatMap((one) => cutStroke(one, this.grid, plain, this.work));
        if (found.length > 0) this.knockouts.set(place, found);
      }
      const isArea = fillSeen && !this.isInk(shape.fill, ink) && !this.isLine(outlines, area);
      if (isArea) coloured.add(spans);
      else coloured.remove(spans);
    });
  }

  private isInk(fill: VisiblePaint, ink: Rgba | undefined): boolean {
    return ink !== undefined && isOf(fill, ink, this.paper);
  }

  /** The border of what a clip leaves of an area, found on the grid. */
  private cutBorder(shape: DrawnShape, fill: VisiblePaint, spans: readonly number[]): Stroke[] {
    const { width, height } = this.grid;
    const area = new Uint8Array(width * height);
    this.work.spend(area.length);
    for (let i = 0; i < spans.length; i += 2) area.fill(1, spans[i], spans[i + 1]);
    const drawn = describe(shape, fill, undefined);
    return cleaned(
      traceBorders(area, this.grid).map((points) => ({ points, closed: true, ...drawn })),
    );
  }

  private paintInk(place: number, spans: readonly number[], outlines: readonly Subpath[]): void {
    this.inked = true;
    const { width, height } = this.grid;
    for (let i = 0; i < spans.length; i += 2) {
      const row = Math.floor(spans[i]! / width);
      if (row < 1 || row >= height - 1) continue;
      for (let at = spans[i]!; at < spans[i + 1]!; at++) {
        if (!this.cover.has(at) && this.ink[at] === 0) this.ink[at] = place + 1;
      }
    }
    const { clip } = this.flats[place]!.shape;
    const mask = clip === undefined ? undefined : this.clips.maskOf(clip);
    for (const { points } of outlines) {
      visitOutline(this.grid, points, this.work, (row, column) => {
        const at = row * width + column;
        if (mask?.[at] === 0) return;
        if (!this.cover.has(at) && this.ink[at] === 0) this.ink[at] = place + 1;
      });
    }
  }

  private shown({ clip }: DrawnShape, strokes: readonly Stroke[]): Stroke[] {
    const { cover, clips, grid, work } = this;
    if (clip === undefined && cover.empty) return [...strokes];
    const hides = (x: number, y: number) =>
      cover.hides(x, y) || (clip !== undefined && clips.hides(clip, x, y));
    return strokes.flatMap((stroke) => cleaned(cutStroke(stroke, grid, hides, work)));
  }

  /** Whether a fill is long and narrow. Area in pixels. */
  private isLine(outlines: readonly Subpath[], area: number): boolean {
    const around = perimeter(outlines) * this.grid.scale;
    const roundness = (around * around) / (4 * Math.PI * Math.max(area, 1));
    const width = this.meanWidth(outlines, area);
    return around > 0 && width <= LINE_WIDTH * FINENESS && roundness >= LINE_ROUNDNESS ** 2;
  }

  /** How wide a band of this area and outline is: 2 A / P, in pixels. */
  private meanWidth(outlines: readonly Subpath[], area: number): number {
    const around = perimeter(outlines) * this.grid.scale;
    return around > 0 ? (2 * area) / around : 0;
  }

  /**
   * The colour of most of the lines drawn as outlines, by length. Areas of the same colour are
   * painted with them: the black that a traced scan lays under its white, hair between its lines.
   */
  private commonInk(): Rgba | undefined {
    const inks: { color: Rgba; length: number }[] = [];
    for (const { shape, outlines, fillSeen } of this.flats) {
      if (!fillSeen || shape.stroke !== undefined || !isInk(shape.fill!, this.paper)) continue;
      if (!this.isLine(outlines, this.fill(shape, outlines).area)) continue;
      const color = seen(shape.fill!, this.paper)!;
      const length = perimeter(outlines);
      const known = inks.find((other) => difference(other.color, color) <= SAME_INK);
      if (known !== undefined) known.length += length;
      // A drawing in more colours than this is no ink drawing.
      else if (inks.length < 64) inks.push({ color, length });
    }
    return inks.reduce<{ color: Rgba; length: number } | undefined>(
      (most, one) => (most === undefined || one.length > most.length ? one : most),
      undefined,
    )?.color;
  }

  private fill(shape: DrawnShape, outlines: readonly Subpath[]): Filled {
    const { width } = this.grid;
    const known = this.filled.get(shape);
    if (known !== undefined) return known;
    const mask = shape.clip === undefined ? undefined : this.clips.maskOf(shape.clip);
    const spans: number[] = [];
    let area = 0;
    let left = 0;
    const keep = (from: number, to: number) => {
      spans.push(from, to);
      left += to - from;
    };
    this.filler.fill(
      outlines.map(({ points }) => points),
      shape.fillRule,
      (row, from, to) => {
        area += to - from;
        const start = row * width;
        if (mask === undefined) keep(start + from, start + to);
        else visitRuns(mask, start + from, start + to, keep);
      },
    );
    const filled = { spans, area, cut: left < area };
    if (spans.length < KEPT_SPANS && this.filled.size < KEPT_SPANS) this.filled.set(shape, filled);
    return filled;
  }
}

/** Calls back for each run of ones. */
function visitRuns(
  mask: Uint8Array,
  from: number,
  to: number,
  visit: (from: number, to: number) => void,
): void {
  let start = -1;
  for (let at = from; at < to; at++) {
    if (mask[at] === 1 && start < 0) start = at;
    if (mask[at] === 0 && start >= 0) {
      visit(start, at);
      start = -1;
    }
  }
  if (start >= 0) visit(start, to);
}

function isOf(paint: VisiblePaint, ink: Rgba, paper: Rgba): boolean {
  const color = seen(paint, paper);
  return color !== undefined && difference(color, ink) <= SAME_INK;
}

function sameColor(a: VisiblePaint | undefined, b: VisiblePaint, paper: Rgba): boolean {
  const color = a === undefined ? undefined : seen(a, paper);
  return color !== undefined && isOf(b, color, paper);
}

/** False for a line filled but not stroked: it goes back over itself and has no inside. */
function enclosesArea(outlines: readonly Subpath[]): boolean {
  let area = 0;
  for (const { points } of outlines) {
    let before = points.at(-1);
    let twice = 0;
    for (const point of points) {
      twice += before![0] * point[1] - point[0] * before![1];
      before = point;
    }
    area += Math.abs(twice);
  }
  return area > 1e-9 * perimeter(outlines) ** 2;
}

function perimeter(outlines: readonly Subpath[]): number {
  let sum = 0;
  for (const { points } of outlines) {
    let before: Point | undefined = points.at(-1);
    for (const point of points) {
      const dx = point[0] - before![0];
      const dy = point[1] - before![1];
      sum += Math.sqrt(dx * dx + dy * dy);
      before = point;
    }
  }
  return sum;
}
