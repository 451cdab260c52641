import { expect, test } from '@jest/globals';
import { DEFAULT_STYLE, PRESETS } from './presets.js';
import { withLook } from './stored.js';

test('a style of before there were looks gets the default one, and keeps all that it has', () => {
  const { look, ...older } = PRESETS.dusk;
  expect(withLook(older)).toEqual({ ...older, look: DEFAULT_STYLE.look });
  expect(withLook({ ...older, look: 0 }).look).toBe(0);
  expect(look).toBe(DEFAULT_STYLE.look);
});
