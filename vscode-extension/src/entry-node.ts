import type { ExtensionContext } from 'vscode';
import { activateOn } from './extension.js';
import { startNodeWorker } from './generate/start-worker-node.js';
import { registerTasks } from './tasks/register.js';

/** `main` of the manifest: the desktop, and servers. */
export function activate(context: ExtensionContext): void {
  activateOn(context, { startWorker: startNodeWorker, register: registerTasks });
}
