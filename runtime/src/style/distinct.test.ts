import { describe, expect, test } from '@jest/globals';
import { difference, distinctStyles, SEEDS_TRIED } from './distinct.js';
import { DEFAULT_STYLE, PRESETS } from './presets.js';
import { MAX_SEED } from './random.js';
import { sampleStyle } from './sample.js';
import type { Style, StyleStatistics } from './types.js';

/** Nearly everybody alike, as in the training photos, and a few who are not. */
const statistics: StyleStatistics = {
  samples: [
    ...Array.from({ length: 24 }, (_, i) => {
      const near = (16 + i).toString(16);
      return {
        skin: `#c0907${i % 10}`,
        hair: `#${near}1010`,
        background: `#c0c0${near}`,
        clothing: `#2020${near}`,
      } as const;
    }),
    { skin: '#5c3a28', hair: '#101010', background: '#303840', clothing: '#c0b080' },
    { skin: '#f0d0c0', hair: '#d0b070', background: '#f0f0f0', clothing: '#a02020' },
    { skin: '#e0b0a0', hair: '#902010', background: '#507050', clothing: '#f0f0f0' },
  ],
};

function nearest(styles: readonly Style[]): number {
  return Math.min(...styles.flatMap((a, i) => styles.slice(i + 1).map((b) => difference(a, b))));
}

describe('distinctStyles', () => {
  test('are farther apart than seeds in a row, for every row', () => {
    for (let first = 0; first < 20; first++) {
      const row = Array.from({ length: 6 }, (_, i) => sampleStyle(first + i, statistics));
      const apart = distinctStyles(first, 6, statistics, [DEFAULT_STYLE]);
      expect(nearest(apart.map(({ style }) => style))).toBeGreaterThan(2 * nearest(row));
    }
  });

  test('come of the seeds that they name, each once, and are the same every time', () => {
    const styles = distinctStyles(100, 6, statistics);
    expect(styles.map(({ seed }) => sampleStyle(seed, statistics))).toEqual(
      styles.map(({ style }) => style),
    );
    expect(new Set(styles.map(({ seed }) => seed)).size).toBe(6);
    expect(distinctStyles(100, 6, statistics)).toEqual(styles);
  });

  test('keep away from what is there', () => {
    const [first] = distinctStyles(0, 1, statistics);
    const [other] = distinctStyles(0, 1, statistics, [first!.style]);
    expect(difference(other!.style, first!.style)).toBeGreaterThan(0.5);
  });

  test('go on from 0 after the last seed', () => {
    const seeds = distinctStyles(MAX_SEED, SEEDS_TRIED, statistics).map(({ seed }) => seed);
    expect(new Set(seeds)).toEqual(
      new Set([MAX_SEED, ...Array.from({ length: SEEDS_TRIED - 1 }, (_, i) => i)]),
    );
  });
});

test('difference is none between equals, and large between unlike presets', () => {
  expect(difference(PRESETS.dusk, PRESETS.dusk)).toBe(0);
  expect(difference(PRESETS.dusk, PRESETS.linen)).toBeGreaterThan(0.5);
  expect(difference(PRESETS.dusk, PRESETS.linen)).toBe(difference(PRESETS.linen, PRESETS.dusk));
});
