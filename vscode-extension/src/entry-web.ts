import type { ExtensionContext } from 'vscode';
import { activateOn } from './extension.js';
import { startWebWorker } from './generate/start-worker-web.js';

/** `browser` of the manifest. There are no processes there, so there are no tasks. */
export function activate(context: ExtensionContext): void {
  activateOn(context, { startWorker: startWebWorker });
}
