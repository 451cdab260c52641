export type { Pixels } from './pixels.js';
export { encodePng } from './png.js';
export { DIGITAL_SOURCE_TYPE, escapeXml, type Provenance, SOFTWARE } from './provenance.js';
export { resize } from './resize.js';
export {
  ancestorsOf,
  lineBefore,
  placeEdits,
  removalEdits,
  type Run,
  runsOf,
} from './face-edits.js';
export {
  geometryAttributes,
  imageMarkup,
  type MarkupSpelling,
  type Placement,
  pngDataUri,
  svgSpelling,
} from './face-markup.js';
export {
  FACE_ATTRIBUTE,
  type FaceMark,
  type PlacedFace,
  readNote,
  readNoteFrame,
  readNoteId,
  SKETCH_ATTRIBUTE,
  VARIATION_ATTRIBUTE,
  writeFurtherNote,
  writeNote,
} from './face-note.js';
export { isDrawn, isPlaced, placeFace, readPlacedFace, removeFace } from './place-svg.js';
export { applyEdits, type TextEdit } from './text-edit.js';
