import type { ToolbarCommand } from '../elements/toolbar.js';
import type { ToolName } from './tool.js';

const TOOLS: Readonly<Record<string, ToolName>> = {
  p: 'pen',
  e: 'eraser',
  r: 'part-eraser',
  v: 'select',
  l: 'lasso',
  h: 'hand',
};
const TOGGLES: Readonly<Record<string, ToolbarCommand>> = { m: 'symmetry', t: 'template' };

export type Shortcut =
  | { readonly tool: ToolName }
  | { readonly command: ToolbarCommand }
  | { readonly page: 'open' | 'save' };

/**
 * What a key asks for. Keys with Ctrl count everywhere but in fields that have their own undo;
 * single letters only on the paper, so that speech input does not set them off by chance.
 *
 * @param onPaper whether the paper or its toolbar has the focus
 * @param inField whether text is being typed
 */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  onPaper: boolean,
  inField: boolean,
): Shortcut | undefined {
  const key = event.key.toLowerCase();
  if (event.altKey || inField) return undefined;
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') return { command: event.shiftKey ? 'redo' : 'undo' };
    if (key === 'y') return { command: 'redo' };
    if (key === 'o') return { page: 'open' };
    if (key === 's') return { page: 'save' };
    return undefined;
  }
  if (!onPaper) return undefined;
  const tool = TOOLS[key];
  if (tool !== undefined) return { tool };
  const command = TOGGLES[key];
  return command === undefined ? undefined : { command };
}
