import type { ExtensionContext } from 'vscode';
import { registerSketchEditor } from './editor/register.js';

/** One line a feature; each registers what it owns and puts it into the context's subscriptions. */
export function activate(context: ExtensionContext): void {
  registerSketchEditor(context);
}
