import { FacePencilError } from '../errors.js';
import { boundsOf } from './bounds.js';
import type { Sketch, Stroke } from './types.js';

/**
 * Strokes to a Sketch, the last gate of every way in.
 *
 * @throws FacePencilError sketch-no-visible-strokes if there are none, sketch-one-point if all
 *   of them lie on one point
 */
export function makeSketch(strokes: readonly Stroke[]): Sketch {
  if (strokes.length === 0) {
    throw new FacePencilError('sketch-no-visible-strokes', 'The sketch has no visible strokes.', {
      hint: 'Draw lines, or show the hidden ones: fills of the paper colour, hidden layers and zero opacity do not count.',
    });
  }
  const bounds = boundsOf(strokes);
  if (bounds.width === 0 && bounds.height === 0) {
    throw new FacePencilError('sketch-one-point', 'The sketch is a single point.', {
      hint: 'Draw the outline of a face: one point says nothing about it.',
      where: `x ${bounds.x}, y ${bounds.y}`,
    });
  }
  return { strokes, bounds };
}
