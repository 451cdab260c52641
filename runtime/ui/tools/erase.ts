import { eraseParts, eraseStrokes } from '../drawing/erase.js';
import { type Drawing, PAPER_SIZE, type PenPoint } from '../drawing/types.js';
import type { Gesture, ToolContext } from './tool.js';

/** Takes away what the eraser touches, on both sides where symmetry is on. */
export function erase(context: ToolContext, start: PenPoint, whole: boolean): Gesture {
  const wipe = whole ? eraseStrokes : eraseParts;
  let last = start;
  const sweep = (drawing: Drawing, to: PenPoint): Drawing => {
    const wiped = wipe(drawing, [last[0], last[1]], [to[0], to[1]], context.reach);
    if (!context.symmetry) return wiped;
    const [from, mirrored] = [PAPER_SIZE - last[0], PAPER_SIZE - to[0]];
    return wipe(wiped, [from, last[1]], [mirrored, to[1]], context.reach);
  };
  let drawing = sweep(context.drawing, start);
  return {
    move(points) {
      for (const point of points) {
        drawing = sweep(drawing, point);
        last = point;
      }
      return { drawing, selection: new Set() };
    },
  };
}
