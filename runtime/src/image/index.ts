export type { Pixels } from './pixels.js';
export { encodePng } from './png.js';
export { DIGITAL_SOURCE_TYPE, type Provenance, SOFTWARE } from './provenance.js';
export { resize } from './resize.js';
export {
  applyEdits,
  type PlacedFace,
  placeFace,
  readPlacedFace,
  removeFace,
  type TextEdit,
} from './place-svg.js';
