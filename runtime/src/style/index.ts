export { difference, distinctStyles, type SeededStyle, SEEDS_TRIED } from './distinct.js';
export {
  DEFAULT_STYLE,
  inColorsOf,
  PRESET_NAMES,
  type PresetName,
  PRESETS,
  presetStyle,
} from './presets.js';
export { checkSeed, MAX_SEED } from './random.js';
export { resolveStyle, type StyleRequest } from './resolve.js';
export { sampleStyle, varyStyle } from './sample.js';
export { type StoredStyle, withLook } from './stored.js';
export {
  type HexColor,
  type Style,
  STYLE_COLORS,
  type StyleColor,
  type StyleSample,
  type StyleStatistics,
} from './types.js';
export { checkFaithfulness, checkLook, checkStyle, parseColor } from './validate.js';
export { STYLE_LAYOUT, styleVector } from './vector.js';
