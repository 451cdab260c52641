import {
  distinctStyles,
  MAX_SEED,
  SEEDS_TRIED,
  type Style,
  type StyleStatistics,
} from '../../src/style/index.js';
import type { Settings } from '../drawing/index.js';

/** Variations made at a time. */
export const VARIATIONS = 6;

/** Settings for variations: each call goes on from seeds that were not looked at yet. */
export class DistinctSettings {
  private nextSeed: number;
  private last: readonly Style[] = [];

  /** @param first of the seeds looked at, 0..4294967295 */
  constructor(first = Math.floor(Math.random() * 1e6)) {
    this.nextSeed = first;
  }

  /**
   * As those shown but for the looks, and for the colours, which are far from theirs, from each
   * other's and the last ones'.
   */
  next<Shown extends Settings>(shown: Shown, statistics: StyleStatistics): Shown[] {
    const unlike = [shown.style, ...this.last];
    const styles = distinctStyles(this.nextSeed, VARIATIONS, statistics, unlike);
    this.nextSeed = (this.nextSeed + SEEDS_TRIED) % (MAX_SEED + 1);
    this.last = styles.map(({ style }) => style);
    const { faithfulness } = shown.style;
    return styles.map(({ seed, style }) => ({ ...shown, style: { ...style, faithfulness }, seed }));
  }
}
