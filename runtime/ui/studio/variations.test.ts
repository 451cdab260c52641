import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseManifest } from '../../src/generator/index.js';
import { DEFAULT_STYLE } from '../../src/style/index.js';
import type { Settings } from '../drawing/index.js';
import { DistinctSettings, VARIATIONS } from './variations.js';

const { style } = parseManifest(
  readFileSync(new URL('../../../models/manifest.json', import.meta.url), 'utf8'),
);

test('variations keep all but the colours, and are others each time', () => {
  const shown: Settings & { size: number } = {
    style: { ...DEFAULT_STYLE, faithfulness: 0.3 },
    background: 'transparent',
    size: 400,
  };
  const others = new DistinctSettings();
  const made = [...others.next(shown, style.statistics), ...others.next(shown, style.statistics)];
  expect(made).toHaveLength(2 * VARIATIONS);
  for (const one of made) {
    expect(one).toMatchObject({ background: 'transparent', size: 400 });
    expect(one.style.faithfulness).toBe(0.3);
  }
  expect(new Set(made.map(({ seed }) => seed)).size).toBe(made.length);
  expect(new Set(made.map(({ style: { hair } }) => hair)).size).toBe(made.length);
});
