import { expect, test } from '@jest/globals';
import { PRESETS, type Style } from '../../src/style/index.js';
import { EMPTY_DRAWING, type Settings } from '../drawing/index.js';
import { wholeWork } from './whole-work.js';
import type { HistoryEntry, SavedWork } from './work.js';

/** Settings as a version without looks kept them, unless there is one. */
function settingsOf({ look, ...style }: Style, kept?: number): Settings {
  expect(look).toBe(1);
  const stored = kept === undefined ? style : { ...style, look: kept };
  return { style: stored as Style, seed: 3, background: 'transparent' };
}

const shared = settingsOf(PRESETS.copper);
const entry = (id: string, settings: Settings): HistoryEntry => ({
  id,
  drawing: EMPTY_DRAWING,
  settings,
  thumbnail: { width: 0, height: 0, data: new Uint8ClampedArray() },
});
const saved: SavedWork = {
  format: 1,
  drawing: EMPTY_DRAWING,
  settings: shared,
  history: [entry('b', shared), entry('a', settingsOf(PRESETS.dusk, 9))],
  steps: {
    past: [{ drawing: EMPTY_DRAWING, settings: settingsOf(PRESETS.slate) }],
    future: [{ drawing: EMPTY_DRAWING, settings: shared }],
  },
};

test('work of before there were looks gets the default one everywhere, and loses nothing', () => {
  const whole = wholeWork(saved);
  const made = (style: Style) => ({ style, seed: 3, background: 'transparent' });
  expect(whole).toEqual({
    ...saved,
    settings: made(PRESETS.copper),
    history: [
      { ...saved.history[0], settings: made(PRESETS.copper) },
      { ...saved.history[1], settings: made({ ...PRESETS.dusk, look: 9 }) },
    ],
    steps: {
      past: [{ drawing: EMPTY_DRAWING, settings: made(PRESETS.slate) }],
      future: [{ drawing: EMPTY_DRAWING, settings: made(PRESETS.copper) }],
    },
  });
});

test('what shared its settings still does: the face is known to be in the history', () => {
  const { settings, history, steps } = wholeWork(saved);
  expect(history[0]!.settings).toBe(settings);
  expect(steps!.future[0]!.settings).toBe(settings);
});

test('work without steps has none', () => {
  const { steps, ...rest } = saved;
  expect(steps).toBeDefined();
  expect('steps' in wholeWork(rest)).toBe(false);
});
