import { PRESET_NAMES } from '../../../runtime/src/style/presets.js';
import { MAX_SEED } from '../../../runtime/src/style/random.js';
import type { CommandOptions } from '../messages.js';
import { Refusal } from './refusal.js';

export const MAX_VARIATIONS = 12;
const USUAL_VARIATIONS = 4;

/** What can be typed after a quick action, as it is being typed. */
export function suggestParameters({ key, query, result }: ParameterInputEvent): void {
  const typed = query.trim().toLowerCase();
  switch (key) {
    case 'preset':
      result.setSuggestions(PRESET_NAMES.filter((name) => name.startsWith(typed)));
      break;
    case 'count':
      if (typed === '') result.setSuggestions(['4', '6', '8', '12']);
      else if (wholeNumber(typed, 1, MAX_VARIATIONS) !== undefined) result.setSuggestions([typed]);
      else result.setError(`A number from 1 to ${MAX_VARIATIONS}`);
      break;
    case 'seed':
      if (typed === '') result.setSuggestions([]);
      else if (wholeNumber(typed, 0, MAX_SEED) !== undefined) result.setSuggestions([typed]);
      else result.setError(`A number from 0 to ${MAX_SEED}`);
      break;
  }
}

/** @throws Refusal for what is no preset, seed or count */
export function readOptions(parameters: ParameterValues | undefined): CommandOptions {
  const text = (key: string): string | undefined => {
    const value: unknown = parameters?.[key];
    // Freeform parameters come as text, chosen ones as what was suggested, which is text too.
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const number = (key: string, least: number, most: number): number | undefined => {
    const typed = text(key);
    if (typed === undefined) return undefined;
    const value = wholeNumber(typed, least, most);
    if (value === undefined) {
      throw new Refusal(`“${typed}” is no ${key}: give a number from ${least} to ${most}.`);
    }
    return value;
  };
  const preset = text('preset');
  if (preset !== undefined && !(PRESET_NAMES as readonly string[]).includes(preset)) {
    throw new Refusal(`There is no preset “${preset}”. Choose one of ${PRESET_NAMES.join(', ')}.`);
  }
  return {
    preset,
    seed: number('seed', 0, MAX_SEED),
    count: number('count', 1, MAX_VARIATIONS) ?? USUAL_VARIATIONS,
  };
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}
