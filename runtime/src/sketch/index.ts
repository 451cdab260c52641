export { boundsOf } from './bounds.js';
export { findFrame, type FrameStatistics, matchFrame } from './frame.js';
export { checkFrame, frameSketch, fromCanvas, toCanvas, unframeSketch } from './framing.js';
export { DEFAULT_LIMITS, type SketchLimits } from './limits.js';
export { type PointerOptions, type PointerSample, sketchFromPointer } from './pointer.js';
export { sketchFromPolylines } from './polylines.js';
export { rasterize, type RasterizeOptions } from './rasterize.js';
export { parseSvg, type ParseSvgOptions, sketchOf, type SketchOptions } from './svg.js';
export { pageOf, unitsInside } from './svg/collect.js';
export { IDENTITY, invert, type Matrix, multiply } from './svg/matrix.js';
export { readSvg, type SvgDocument, type SvgElement } from './svg/document.js';
export {
  type Bounds,
  CANVAS_SIZE,
  type FaceFrame,
  type Point,
  type Sketch,
  type Stroke,
} from './types.js';
