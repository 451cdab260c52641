import { channels } from './color.js';
import { MAX_SEED } from './random.js';
import { sampleStyle } from './sample.js';
import { type HexColor, type Style, STYLE_COLORS, type StyleStatistics } from './types.js';

/** A style with the seed that gives it. */
export interface SeededStyle {
  readonly seed: number;
  readonly style: Style;
}

/** Seeds looked at; `first` plus this begins a row of others. */
export const SEEDS_TRIED = 64;

/** How much of the glance a colour takes: about the area that it covers. */
const WEIGHTS = { skin: 1, hair: 1, background: 0.6, clothing: 0.4 } as const;

/**
 * Styles that can be told apart at a glance. Seeds in a row give people as the training photos
 * have them, most of them alike; of a row this takes each time the one that is farthest from all
 * that were taken (Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985).
 *
 * @param first of the seeds tried, 0..4294967295; they go on from 0 after the last
 * @param count up to SEEDS_TRIED
 * @param unlike styles that are there already, which the first one is to differ from too
 * @throws FacePencilError option-invalid
 */
export function distinctStyles(
  first: number,
  count: number,
  statistics: StyleStatistics,
  unlike: readonly Style[] = [],
): SeededStyle[] {
  const open = Array.from({ length: SEEDS_TRIED }, (_, i) => {
    const seed = (first + i) % (MAX_SEED + 1);
    return { seed, style: sampleStyle(seed, statistics), nearest: Infinity };
  });
  const keepAway = (from: Style) => {
    for (const one of open) one.nearest = Math.min(one.nearest, difference(one.style, from));
  };
  unlike.forEach(keepAway);
  const taken: SeededStyle[] = [];
  while (taken.length < count && open.length > 0) {
    const farthest = open.reduce((best, one) => (one.nearest > best.nearest ? one : best));
    open.splice(open.indexOf(farthest), 1);
    taken.push({ seed: farthest.seed, style: farthest.style });
    keepAway(farthest.style);
  }
  return taken;
}

/** How different two styles look, weighted; black against white in all four is about 3. */
export function difference(a: Style, b: Style): number {
  return STYLE_COLORS.reduce((sum, color) => {
    const [p, q] = [oklab(a[color]), oklab(b[color])];
    return sum + WEIGHTS[color] * Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
  }, 0);
}

/** Ottosson's Oklab, where distances are about as large as they look: lightness 0..1, a, b. */
function oklab(color: HexColor): [lightness: number, a: number, b: number] {
  const [r, g, b] = channels(color).map((c) => {
    const value = c / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
