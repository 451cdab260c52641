export type { OpenedGenerator, StartProgress, StudioHost, WorkStorage } from './host.js';
export type { Backend, FaceStatus, Notice, StudioState, Variation } from './state.js';
export { Studio, VARIATIONS } from './studio.js';
export { explain } from './words.js';
export type { HistoryEntry, SavedWork, Work } from './work.js';
