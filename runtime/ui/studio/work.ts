import type { Pixels } from '../../src/image/index.js';
import type { Settings } from '../drawing/settings.js';
import type { Drawing } from '../drawing/types.js';

/** What undo takes back: the sketch and what was asked of it. */
export interface Work {
  readonly drawing: Drawing;
  readonly settings: Settings;
}

/** A face that was made, small, with what it was made of. */
export interface HistoryEntry extends Work {
  readonly id: string;
  /** 96 pixels a side. */
  readonly thumbnail: Pixels;
}

/** What survives a reload. Plain data, fit for structured clone. */
export interface SavedWork extends Work {
  readonly format: 1;
  readonly history: readonly HistoryEntry[];
}

export const THUMBNAIL_SIZE = 96;
/** Faces kept; the oldest go. */
export const HISTORY_LENGTH = 60;
