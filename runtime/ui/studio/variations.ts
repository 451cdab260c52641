import {
  distinctStyles,
  MAX_SEED,
  SEEDS_TRIED,
  type StyleStatistics,
} from '../../src/style/index.js';
import type { Settings } from '../drawing/index.js';

/** Variations made at a time. */
export const VARIATIONS = 6;

/** Settings for variations: each call goes on from seeds that were not looked at yet. */
export class DistinctSettings {
  private nextSeed = Math.floor(Math.random() * 1e6);

  /** As those shown but for the colours, which are far from theirs and from each other's. */
  next<Shown extends Settings>(shown: Shown, statistics: StyleStatistics): Shown[] {
    const styles = distinctStyles(this.nextSeed, VARIATIONS, statistics, [shown.style]);
    this.nextSeed = (this.nextSeed + SEEDS_TRIED) % (MAX_SEED + 1);
    const { faithfulness } = shown.style;
    return styles.map(({ seed, style }) => ({ ...shown, style: { ...style, faithfulness }, seed }));
  }
}
