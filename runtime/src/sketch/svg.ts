import { FacePencilError } from '../errors.js';
import { DEFAULT_LIMITS, pointBudget, type SketchLimits } from './limits.js';
import { makeSketch } from './sketch.js';
import { collectShapes } from './svg/collect.js';
import { readSvg, type SvgDocument, type SvgElement } from './svg/document.js';
import { takePaper } from './svg/paper.js';
import { drawStrokes } from './svg/strokes.js';
import type { Sketch } from './types.js';

export interface ParseSvgOptions {
  /**
   * Largest distance of a polyline from its curve, in document units, above 0. Default a quarter
   * of a model pixel: 1/1024 of the drawing's longer side.
   */
  readonly tolerance?: number;
  readonly limits?: SketchLimits;
}

export interface SketchOptions extends ParseSvgOptions {
  /**
   * The elements to take, each with all that it holds. What else is drawn only tells the colour of
   * the paper. Default: everything.
   */
  readonly only?: ReadonlySet<SvgElement>;
}

/**
 * SVG text to a Sketch: what Figma, Illustrator, Inkscape and Excalidraw export, and plain SVG.
 * Document units are those inside the root's viewBox.
 *
 * saxes reads the XML, svg-pathdata the paths and css-tree the style sheets: plain JavaScript that
 * runs where there is no DOM (workers, Figma's sandbox, VS Code) and keeps each element's place in
 * the text. A renderer compiled to WASM would be a megabyte more, load slowly, and forget which
 * element a stroke came from.
 *
 * Left out: what does not show (display none, visibility hidden, no opacity, clipped or masked
 * away, covered), text, images, and anything in another file, which is never fetched. Not applied:
 * filters, markers, clips by CSS shapes, animations; and the page cuts nothing off, since artists
 * draw past its edge. test/sketch compares all this with what a browser shows.
 *
 * @throws FacePencilError svg-too-large, svg-not-svg, svg-malformed, svg-entities,
 *   svg-external-reference, svg-use-cycle, svg-too-deep, svg-too-complex, sketch-empty,
 *   sketch-no-visible-strokes, sketch-one-point, sketch-not-finite, sketch-too-many-points
 */
export function parseSvg(text: string, options: ParseSvgOptions = {}): Sketch {
  return sketchOf(readSvg(text, options.limits), options);
}

/**
 * What is drawn in a document that was read already, or in some of its elements, as a Sketch.
 *
 * @throws FacePencilError what parseSvg throws, but for the errors of reading
 */
export function sketchOf(document: SvgDocument, options: SketchOptions = {}): Sketch {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const { tolerance, only } = options;
  if (tolerance !== undefined && !(tolerance > 0)) {
    throw new FacePencilError('option-invalid', `tolerance is ${tolerance}.`, {
      hint: 'Give a number of document units above 0.',
      where: 'tolerance',
    });
  }
  const drawing = collectShapes(document, limits, pointBudget(limits), only);
  if (!drawing.hasShapes) {
    throw new FacePencilError('sketch-empty', 'The SVG holds no shapes.', {
      hint: 'Draw a face as paths or shapes; text and images are no strokes.',
    });
  }
  const { shapes, ...paper } = takePaper(drawing);
  const onPaper = { ...paper, shapes: shapes.filter(({ chosen }) => chosen) };
  const strokes = drawStrokes(onPaper, tolerance, limits, pointBudget(limits));
  if (strokes.length === 0 && onPaper.shapes.some(({ path }) => path.isOnePoint)) {
    throw new FacePencilError('sketch-one-point', 'The sketch is a single point.', {
      hint: 'Draw the outline of a face: one point says nothing about it.',
    });
  }
  return makeSketch(strokes);
}
