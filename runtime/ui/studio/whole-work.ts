import { withLook } from '../../src/style/index.js';
import type { Settings } from '../drawing/settings.js';
import type { SavedWork, Work } from './work.js';

/** Saved work as this version knows it. What is older has no looks: its styles get the default's. */
export function wholeWork(saved: SavedWork): SavedWork {
  // The history and the steps share settings, by which a face is known to be in the history.
  const made = new Map<Settings, Settings>();
  const wholeSettings = (settings: Settings): Settings => {
    const whole = made.get(settings) ?? { ...settings, style: withLook(settings.style) };
    made.set(settings, whole);
    return whole;
  };
  const whole = <T extends Work>(work: T): T => ({
    ...work,
    settings: wholeSettings(work.settings),
  });
  const { history, steps } = saved;
  return {
    ...whole(saved),
    history: history.map(whole),
    ...(steps && { steps: { past: steps.past.map(whole), future: steps.future.map(whole) } }),
  };
}
