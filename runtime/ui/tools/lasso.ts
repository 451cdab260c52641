import { strokeAt, strokesInLoop } from '../drawing/select.js';
import type { PenPoint } from '../drawing/types.js';
import type { Gesture, ToolContext } from './tool.js';

/**
 * Picks the strokes that a line is drawn around; without a line, the stroke under the pen.
 *
 * @param add keeps what was picked before
 */
export function lasso(context: ToolContext, start: PenPoint, add: boolean): Gesture {
  const { drawing } = context;
  const loop = [start];
  return {
    move(points) {
      loop.push(...points);
      const touched = strokeAt(drawing, [start[0], start[1]], context.reach);
      const within =
        loop.length > 2 ? strokesInLoop(drawing, loop) : touched === undefined ? [] : [touched];
      const selection = new Set(add ? [...context.selection, ...within] : within);
      return { drawing, selection, loop };
    },
  };
}
