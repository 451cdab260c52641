import { distanceSquared } from './distance.js';
import { type Grid, toDocument } from './grid.js';
import { thin } from './thin.js';
import { type Chain, everyNth, smooth, traceChains, traceContours } from './trace.js';
import type { Point } from './types.js';

/** A line found in a painted mask. */
export interface FoundLine {
  /** In document units. */
  readonly points: readonly Point[];
  readonly closed: boolean;
  /** How wide the painted line is there, in document units; undefined for the border of an area. */
  readonly width: number | undefined;
  /** Who painted it: the value of the mask. */
  readonly owner: number;
}

/**
 * Wider than this many times the common line width is an area, not a line; and never under the
 * first nor over the second of AREA_WIDTH, in model pixels. Pen lines swell to about twice their
 * common width; a felt pen that fills 14 of 256 pixels is no pen for a face.
 */
const AREA_FACTOR = 2.2;
const AREA_WIDTH = [5, 14] as const;

/**
 * Painted lines to their centre lines, painted areas to their borders.
 *
 * What is wider than a line can be is found by opening the mask with a disc: that is area (hair
 * laid down in black, pupils) and gives its border, as training sketches show areas. The rest is
 * thinned and traced; what thinning grows sideways (spurs shorter than the line is wide) is cut.
 *
 * @param owners width * height of the grid: 0 for nothing, else who painted the pixel; 0 along
 *   the edge
 * @param modelPixel pixels of the grid in a model pixel
 */
export function findLines(owners: Int32Array, grid: Grid, modelPixel: number): FoundLine[] {
  const { width, height } = grid;
  // Plain loops: with a million pixels, Uint8Array.from with a function takes seconds.
  const mask = new Uint8Array(owners.length);
  for (let i = 0; i < mask.length; i++) mask[i] = owners[i] === 0 ? 0 : 1;
  const inside = distanceSquared(mask, width, height, 0);
  const radius = (areaWidth(mask, inside, width, modelPixel) * modelPixel) / 2;

  const core = new Uint8Array(mask.length);
  const area = new Uint8Array(mask.length);
  let hasArea = false;
  for (let i = 0; i < mask.length; i++) {
    if (inside[i]! <= radius * radius) continue;
    core[i] = 1;
    hasArea = true;
  }
  if (hasArea) {
    const fromCore = distanceSquared(core, width, height, 1);
    // A pixel more than the disc: its rim, cut into steps, is still the area's.
    const reach = (radius + 1) * (radius + 1);
    for (let i = 0; i < mask.length; i++) {
      if (mask[i] === 1 && fromCore[i]! <= reach) area[i] = 1;
    }
  }
  const lines = new Uint8Array(mask.length);
  for (let i = 0; i < mask.length; i++) lines[i] = area[i] === 1 ? 0 : mask[i]!;
  thin(lines, width, height);
  const chains = prune(lines, inside, width);

  const found: FoundLine[] = [];
  for (const loop of traceContours(area, width)) {
    const [x, y] = loop[0]!;
    found.push({
      points: borderOf(loop, grid),
      closed: true,
      width: undefined,
      owner: ownerNear(owners, y * width + x, width),
    });
  }
  for (const chain of chains) {
    // What opening leaves in the corners of an area is no line of its own.
    if (length(chain) < radius && touches(chain, area, width)) continue;
    const centres = chain.pixels.map((i): Point => {
      const column = i % width;
      return [column + 0.5, (i - column) / width + 0.5];
    });
    const points = everyNth(smooth(centres, chain.closed, 4), chain.closed, 2);
    const middle = chain.pixels[chain.pixels.length >> 1]!;
    found.push({
      points: points.map(([column, row]) => toDocument(grid, column, row)),
      closed: chain.closed,
      width: (2 * Math.sqrt(inside[middle]!)) / grid.scale,
      owner: owners[middle]!,
    });
  }
  return found;
}

/** The borders of the areas of a mask (0 along its edge) as closed polylines in document units. */
export function traceBorders(mask: Uint8Array, grid: Grid): Point[][] {
  return traceContours(mask, grid.width).map((loop) => borderOf(loop, grid));
}

function borderOf(loop: readonly Point[], grid: Grid): Point[] {
  const points = everyNth(smooth(loop, true, 6), true, 2);
  return points.map(([column, row]) => toDocument(grid, column, row));
}

/** Width over which paint is an area, in model pixels, from the median width along the ridges. */
function areaWidth(
  mask: Uint8Array,
  inside: Float64Array,
  width: number,
  modelPixel: number,
): number {
  const ridges: number[] = [];
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 1) continue;
    const d = inside[i]!;
    const across = inside[i - 1]! <= d && inside[i + 1]! < d;
    const down = inside[i - width]! <= d && inside[i + width]! < d;
    if (across || down) ridges.push(d);
  }
  if (ridges.length === 0) return AREA_WIDTH[0];
  ridges.sort((a, b) => a - b);
  const median = (2 * Math.sqrt(ridges[ridges.length >> 1]!)) / modelPixel;
  return Math.min(Math.max(AREA_FACTOR * median, AREA_WIDTH[0]), AREA_WIDTH[1]);
}

/** Cuts spurs, twice: a cut joins the lines that met there, which may show the next spur. */
function prune(lines: Uint8Array, inside: Float64Array, width: number): Chain[] {
  for (let round = 0; round < 2; round++) {
    let cut = false;
    for (const chain of traceChains(lines, width)) {
      const spur = spurOf(chain, inside);
      for (const pixel of spur) lines[pixel] = 0;
      cut ||= spur.length > 0;
    }
    if (!cut) break;
    // Where a spur was cut off its foot may be left thick.
    thin(lines, width, lines.length / width);
  }
  return traceChains(lines, width);
}

/** The pixels to cut if the chain is a spur: from a free end to a junction that it stays within. */
function spurOf(
  { pixels, startDegree, endDegree }: Chain,
  inside: Float64Array,
): readonly number[] {
  const free = startDegree === 1 && endDegree > 2;
  const backwards = endDegree === 1 && startDegree > 2;
  if (!free && !backwards) return [];
  const foot = free ? pixels.at(-1)! : pixels[0]!;
  // Grown sideways, it ends where the line's own edge is.
  if (pixels.length - 1 > 1.3 * Math.sqrt(inside[foot]!) + 2) return [];
  return free ? pixels.slice(0, -1) : pixels.slice(1);
}

/** Steps along the chain. */
function length({ pixels }: Chain): number {
  return pixels.length - 1;
}

function touches({ pixels }: Chain, area: Uint8Array, width: number): boolean {
  return [pixels[0]!, pixels.at(-1)!].some((i) => {
    for (let row = -2; row <= 2; row++) {
      for (let column = -2; column <= 2; column++) {
        if (area[i + row * width + column] === 1) return true;
      }
    }
    return false;
  });
}

/** A corner of an area pixel may lie beside it: the owner is that of a painted neighbour. */
function ownerNear(owners: Int32Array, i: number, width: number): number {
  for (const step of [0, -1, -width, -width - 1]) {
    const owner = owners[i + step];
    if (owner !== undefined && owner !== 0) return owner;
  }
  return 0;
}
