import { FacePencilError } from '../../src/errors.js';
import { type Pixels, resize } from '../../src/image/index.js';
import { findLines } from '../../src/sketch/centre-lines.js';
import type { Grid } from '../../src/sketch/grid.js';
import { CANVAS_SIZE, type Sketch, sketchFromPolylines } from '../../src/sketch/index.js';
import { darkness } from './darkness.js';

/** Longer side that a picture is brought down to: three pixels in a model pixel. */
const WORKING_SIDE = 3 * CANVAS_SIZE;
/** Unset pixels that thinning needs around the edge. */
const MARGIN = 3;
/** Darker than the paper by this part of its brightness is ink. */
const INK = 0.28;
/** More ink than this part of a picture is no line drawing. */
const MOST_INK = 0.35;
/** Lines shorter than this, in model pixels, are specks of dust. */
const SPECK = 2.5;

/**
 * A picture of a line drawing (scan, photo of paper, export of a painting program) to strokes: the
 * ink by its contrast with the paper around it, thinned to centre lines.
 *
 * @param picture any size; transparent counts as paper
 * @returns in pixels of the picture
 * @throws FacePencilError sketch-empty if there are no lines or too much ink, sketch-too-many-points
 */
export function linesOf(picture: Pixels): Sketch {
  const shrink = Math.min(1, WORKING_SIDE / Math.max(picture.width, picture.height));
  const small = resize(
    picture,
    Math.max(1, Math.round(picture.width * shrink)),
    Math.max(1, Math.round(picture.height * shrink)),
  );
  const dark = darkness(small);
  const grid: Grid = {
    width: small.width + 2 * MARGIN,
    height: small.height + 2 * MARGIN,
    x0: -MARGIN / shrink,
    y0: -MARGIN / shrink,
    scale: shrink,
  };
  const owners = new Int32Array(grid.width * grid.height);
  let inked = 0;
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      if (dark[y * small.width + x]! < INK) continue;
      owners[(y + MARGIN) * grid.width + x + MARGIN] = 1;
      inked++;
    }
  }
  if (inked > MOST_INK * dark.length) {
    throw new FacePencilError('sketch-empty', 'The picture is not a line drawing.', {
      hint: 'Use a picture of dark lines on light paper; photos of faces are not traced.',
    });
  }
  const modelPixel = Math.max(small.width, small.height) / CANVAS_SIZE;
  const lines = findLines(owners, grid, modelPixel).filter(
    ({ points }) => lengthOf(points) * shrink >= SPECK * modelPixel,
  );
  if (lines.length === 0) {
    throw new FacePencilError('sketch-empty', 'There are no lines in the picture.', {
      hint: 'Use a picture of dark lines on light paper.',
    });
  }
  return sketchFromPolylines(
    lines.map(({ points, closed }) => (closed ? { points, closed } : { points })),
  );
}

function lengthOf(points: readonly (readonly [number, number])[]): number {
  let length = 0;
  for (let i = 1; i < points.length; i++) {
    length += Math.hypot(points[i]![0] - points[i - 1]![0], points[i]![1] - points[i - 1]![1]);
  }
  return length;
}
