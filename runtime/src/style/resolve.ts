import { DEFAULT_STYLE, presetStyle } from './presets.js';
import { checkSeed } from './random.js';
import { sampleStyle, varyStyle } from './sample.js';
import type { Style, StyleStatistics } from './types.js';
import { checkStyle } from './validate.js';

/** A style as it is asked for: any of it may be left open. */
export interface StyleRequest {
  /** What is given here is kept as it is. */
  readonly style?: Partial<Style> | undefined;
  /** Fills what `style` leaves open. */
  readonly preset?: string | undefined;
  /** Chooses what is left open; with a preset, varies its colours a little and chooses the look. */
  readonly seed?: number | undefined;
}

/**
 * The whole style of a request: what it gives, over its preset (varied by its seed) or what its
 * seed samples, over the default.
 *
 * @throws FacePencilError style-invalid, style-unknown-preset, option-invalid
 */
export function resolveStyle(request: StyleRequest, statistics: StyleStatistics): Style {
  const given = checkStyle(request.style ?? {});
  const seed = request.seed === undefined ? undefined : checkSeed(request.seed);
  const preset = request.preset === undefined ? undefined : presetStyle(request.preset);
  if (seed === undefined) return { ...(preset ?? DEFAULT_STYLE), ...given };
  const base = preset === undefined ? sampleStyle(seed, statistics) : varyStyle(preset, seed);
  return { ...base, ...given };
}
