import { mirrorStroke, strokeFromSamples } from '../drawing/stroke.js';
import type { PenPoint } from '../drawing/types.js';
import type { Gesture, ToolContext } from './tool.js';

/** Draws a stroke, and its mirror image where symmetry is on. */
export function drawStroke(context: ToolContext, start: PenPoint): Gesture {
  const samples = [start];
  return {
    move(points) {
      samples.push(...points);
      const stroke = strokeFromSamples(samples, context.width);
      const made = context.symmetry ? [stroke, mirrorStroke(stroke)] : [stroke];
      return {
        drawing: { ...context.drawing, strokes: [...context.drawing.strokes, ...made] },
        selection: new Set(),
      };
    },
  };
}
