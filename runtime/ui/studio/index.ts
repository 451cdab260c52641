export type { OpenedGenerator, StartProgress, StudioHost, WorkStorage } from './host.js';
export type { Backend, FaceStatus, Notice, StudioState, Variation } from './state.js';
export { Studio } from './studio.js';
export { DistinctSettings, VARIATIONS } from './variations.js';
export { explain } from './words.js';
export type { HistoryEntry, SavedWork, Work } from './work.js';
