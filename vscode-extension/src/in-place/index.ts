export { drawEdits, eraseEdits, type NewStroke } from './draw.js';
export type { Drawing } from './drawing.js';
export {
  conversionEdits,
  type MadeFace,
  regenerationEdits,
  restorationEdits,
  variationEdits,
} from './edits.js';
export { faceAt, findFaces, type FoundFace } from './faces.js';
export { type HostLanguage, hostLanguageOf } from './languages.js';
export { remapOffset, type TextChange } from './remap.js';
export { readDrawings } from './read/index.js';
export { readSvgDrawing } from './read/svg.js';
export { checkChosen, type Choice, chooseElements, drawingAt, type TextRange } from './select.js';
export { layOut, type Layout, type PlacedSketch, readChosen, readHidden } from './sketch.js';
