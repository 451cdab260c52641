export { drawingOf, fitOnPaper, type PaperFit, placeOnPaper, sketchOf } from './convert.js';
export { linesOf } from './line-drawing.js';
export { DEFAULT_SETTINGS, readSettings, type Settings } from './settings.js';
export { type OpenedSvg, openSvg, saveSvg } from './svg-file.js';
export {
  type Drawing,
  type DrawnStroke,
  EMPTY_DRAWING,
  PAPER_SIZE,
  PEN_WIDTH,
  type PenPoint,
} from './types.js';
export { UndoStack } from './undo.js';
