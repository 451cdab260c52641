import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseManifest } from '../../src/generator/index.js';
import { DEFAULT_STYLE, difference } from '../../src/style/index.js';
import type { Settings } from '../drawing/index.js';
import { DistinctSettings, VARIATIONS } from './variations.js';

const { style } = parseManifest(
  readFileSync(new URL('../../../models/manifest.json', import.meta.url), 'utf8'),
);

const shown: Settings & { size: number } = {
  style: { ...DEFAULT_STYLE, faithfulness: 0.3 },
  background: 'transparent',
  size: 400,
};

test('variations keep all but colours and look, which are those of their seeds', () => {
  const made = new DistinctSettings().next(shown, style.statistics);
  expect(made).toHaveLength(VARIATIONS);
  for (const one of made) {
    expect(one).toMatchObject({ background: 'transparent', size: 400 });
    expect(one.style.faithfulness).toBe(0.3);
    expect(one.style.look).toBe(one.seed);
  }
});

test('asked for again they can be told from those before, wherever the seeds begin', () => {
  for (let first = 0; first < 2000; first += 40) {
    const others = new DistinctSettings(first);
    const made = [...others.next(shown, style.statistics), ...others.next(shown, style.statistics)];
    expect(new Set(made.map(({ seed }) => seed)).size).toBe(made.length);
    const apart = made.flatMap((a, i) =>
      made.slice(i + 1).map((b) => difference(a.style, b.style)),
    );
    expect(Math.min(...apart)).toBeGreaterThan(0.1);
  }
});
