import { Worker } from 'node:worker_threads';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';
import { Uri } from 'vscode';
import type { StartWorker } from './start-worker.js';

/** In node: a worker thread, of a file of the extension. */
export const startNodeWorker: StartWorker = (folder) => {
  const thread = new Worker(Uri.joinPath(folder, 'face-worker.mjs').fsPath);
  const broken = new Promise<never>((_, reject) => {
    thread.on('error', reject);
    thread.on('messageerror', reject);
    thread.on('exit', (code) => {
      reject(new Error(`it ended with code ${code}`));
    });
  });
  // The window may be closed while it runs.
  thread.unref();
  return Promise.resolve({
    endpoint: nodeEndpoint(thread),
    broken,
    terminate: () => void thread.terminate(),
  });
};
