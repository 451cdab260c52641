import { moveStrokes, strokeAt, strokesWithin } from '../drawing/select.js';
import type { PenPoint } from '../drawing/types.js';
import type { Gesture, ToolContext } from './tool.js';

/**
 * Picks the stroke under the pen and moves what is picked, unless it is fixed; from empty paper, pulls up a rectangle
 * and picks the strokes in it.
 *
 * @param add keeps what was picked before
 */
export function select(context: ToolContext, start: PenPoint, add: boolean): Gesture {
  const { drawing } = context;
  const hit = strokeAt(drawing, [start[0], start[1]], context.reach);
  let last = start;
  if (hit === undefined) {
    return {
      move(points) {
        last = points.at(-1) ?? last;
        const within = strokesWithin(drawing, [start[0], start[1]], [last[0], last[1]]);
        const selection = new Set(add ? [...context.selection, ...within] : within);
        return { drawing, selection, rectangle: [start, last] };
      },
    };
  }
  const keep = add || context.selection.has(hit);
  const picked = new Set(keep ? [...context.selection, hit] : [hit]);
  return {
    move(points) {
      last = points.at(-1) ?? last;
      const [dx, dy] = [last[0] - start[0], last[1] - start[1]];
      if ((dx === 0 && dy === 0) || context.fixed === true) return { drawing, selection: picked };
      return moveStrokes(drawing, picked, dx, dy);
    },
  };
}
