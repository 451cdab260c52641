import { checkSeed, checkStyle, DEFAULT_STYLE, type Style } from '../../src/style/index.js';

/** What is asked of the generator beside the sketch. */
export interface Settings {
  readonly style: Style;
  /** The seed that chose the colours and the look, if one did. */
  readonly seed?: number | undefined;
  readonly background: 'style' | 'transparent';
}

export const DEFAULT_SETTINGS: Settings = { style: DEFAULT_STYLE, background: 'style' };

/**
 * Settings out of a file or a store; what is left out is the default's, as the look is in what
 * older versions kept.
 *
 * @throws FacePencilError style-invalid, option-invalid
 */
export function readSettings(value: unknown): Settings {
  const { style, seed, background } = asRecord(value);
  return {
    style: { ...DEFAULT_STYLE, ...checkStyle(style ?? {}) },
    background: background === 'transparent' ? 'transparent' : 'style',
    ...(seed === undefined ? {} : { seed: checkSeed(seed) }),
  };
}

function asRecord(value: unknown): { style?: unknown; seed?: unknown; background?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}
