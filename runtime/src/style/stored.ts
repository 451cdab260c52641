import { DEFAULT_STYLE } from './presets.js';
import type { Style } from './types.js';

/** A style as it may stand in a file or a store: before there were looks, it had none. */
export type StoredStyle = Omit<Style, 'look'> & Partial<Pick<Style, 'look'>>;

/** A stored style, whole: with the default's look where it has none. */
export function withLook(style: StoredStyle): Style {
  return { ...style, look: style.look ?? DEFAULT_STYLE.look };
}
