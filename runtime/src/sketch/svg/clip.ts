import type { Filler } from '../fill.js';
import type { Grid } from '../grid.js';
import type { Budget } from '../limits.js';
import type { Bounds } from '../types.js';
import { pixelAt } from './cover.js';
import { Path } from './path.js';

/** Part of a clip or mask, in document units. A later region goes over those before it. */
export interface ClipRegion {
  readonly path: Path;
  readonly rule: 'nonzero' | 'evenodd';
  /** Whether what lies under it shows. */
  readonly shows: boolean;
  /** What clips the region itself. */
  readonly clip?: Clip | undefined;
}

/** What lets a drawing show only in places: a clip path, a mask, the edges of a viewport. */
export interface Clip {
  readonly regions: readonly ClipRegion[];
  /** What shows must show through this one too. */
  readonly outer: Clip | undefined;
}

/** For clips that cannot be followed: all shows. */
export const EVERYTHING: ClipRegion = {
  path: Path.rectangle({ x: -4e9, y: -4e9, width: 8e9, height: 8e9 }),
  rule: 'nonzero',
  shows: true,
};

/** Whether a clip leaves all of these bounds as they are: an upright rectangle around them. */
export function holdsAll({ regions }: Clip, { x, y, width, height }: Bounds): boolean {
  const [region] = regions;
  if (region === undefined || regions.length > 1 || !region.shows) return false;
  if (region.clip !== undefined || region.path.hasCurves || !region.path.isRectangle())
    return false;
  const around = region.path.bounds();
  // Figma's own frames are often a rounding error smaller than what they hold.
  const slack = Math.max(width, height) / 1000;
  return (
    x >= around.x - slack &&
    y >= around.y - slack &&
    x + width <= around.x + around.width + slack &&
    y + height <= around.y + around.height + slack
  );
}

/** The bounds of what can show through a clip, of these bounds; undefined where nothing can. */
export function clippedBounds(bounds: Bounds, clip: Clip | undefined): Bounds | undefined {
  let { x: left, y: top } = bounds;
  let right = left + bounds.width;
  let bottom = top + bounds.height;
  for (let one = clip; one !== undefined; one = one.outer) {
    const around = one.regions.filter(({ shows }) => shows).map(({ path }) => path.bounds());
    left = Math.max(left, Math.min(...around.map(({ x }) => x)));
    top = Math.max(top, Math.min(...around.map(({ y }) => y)));
    right = Math.min(right, Math.max(...around.map(({ x, width }) => x + width)));
    bottom = Math.min(bottom, Math.max(...around.map(({ y, height }) => y + height)));
  }
  if (!(right >= left && bottom >= top)) return undefined;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** So many clips are kept painted. */
const KEPT = 24;

/** Paints clips on a grid. */
export class ClipMasks {
  private readonly kept = new Map<Clip, Uint8Array>();

  constructor(
    private readonly grid: Grid,
    private readonly filler: Filler,
    private readonly work: Budget,
  ) {}

  /** 1 where the clip and all around it let a pixel show. */
  maskOf(clip: Clip): Uint8Array {
    const known = this.kept.get(clip);
    if (known !== undefined) return known;
    const { width, height } = this.grid;
    const mask = new Uint8Array(width * height);
    this.work.spend(mask.length / 16);
    for (const { path, rule, shows, clip: own } of clip.regions) {
      const value = shows ? 1 : 0;
      const within = own === undefined ? undefined : this.maskOf(own);
      const outlines = path.flatten(0.5 / this.grid.scale, this.work);
      const polylines = outlines.map(({ points }) => points);
      this.filler.fill(polylines, rule, (row, from, to) => {
        const start = row * width;
        if (within === undefined) mask.fill(value, start + from, start + to);
        else for (let i = from; i < to; i++) if (within[start + i] === 1) mask[start + i] = value;
      });
    }
    if (clip.outer !== undefined) {
      const outer = this.maskOf(clip.outer);
      this.work.spend(mask.length);
      for (let i = 0; i < mask.length; i++) mask[i]! &= outer[i]!;
    }
    const [oldest] = this.kept.keys();
    if (this.kept.size >= KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(clip, mask);
    return mask;
  }

  /**
   * Whether a clip hides a place, in document units. One pixel around what shows does too, so that
   * a line along the edge of its own mask is seen.
   */
  hides(clip: Clip, x: number, y: number): boolean {
    const at = pixelAt(this.grid, x, y);
    if (at < 0) return true;
    const mask = this.maskOf(clip);
    const { width } = this.grid;
    return [0, -1, 1, -width, width].every((step) => mask[at + step] === 0);
  }
}
