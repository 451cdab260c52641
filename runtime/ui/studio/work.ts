import type { Pixels } from '../../src/image/index.js';
import type { Settings } from '../drawing/settings.js';
import type { Drawing } from '../drawing/types.js';
import type { Steps } from '../drawing/undo.js';

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
  /** What undo and redo lead to. Steps share their strokes, and so do their copies in a store. */
  readonly steps?: Steps<Work>;
}

export const THUMBNAIL_SIZE = 96;
/** Faces kept; the oldest go. */
export const HISTORY_LENGTH = 60;
/** Steps of undo, and of redo, that survive a reload; while the page is open there is no limit. */
export const STEPS_KEPT = 500;
