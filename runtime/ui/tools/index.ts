import type { PenPoint } from '../drawing/types.js';
import { erase } from './erase.js';
import { lasso } from './lasso.js';
import { drawStroke } from './pen.js';
import { select } from './select.js';
import type { Gesture, ToolContext, ToolName } from './tool.js';

export { type Shortcut, shortcutOf } from './shortcuts.js';
export { type Gesture, type ToolContext, type ToolName, type ToolResult, TOOLS } from './tool.js';

/** Starts a gesture of a tool; the hand has none, it moves the view. */
export function beginGesture(
  tool: Exclude<ToolName, 'hand'>,
  context: ToolContext,
  start: PenPoint,
  add = false,
): Gesture {
  switch (tool) {
    case 'pen':
      return drawStroke(context, start);
    case 'eraser':
      return erase(context, start, true);
    case 'part-eraser':
      return erase(context, start, false);
    case 'select':
      return select(context, start, add);
    case 'lasso':
      return lasso(context, start, add);
  }
}
