import { Uri, workspace } from 'vscode';
import type { StartWorker } from './start-worker.js';

/**
 * In a browser: a worker inside the extension host's own worker. A page's worker may come from
 * nowhere but its own origin, so the script goes through a Blob.
 */
export const startWebWorker: StartWorker = async (folder) => {
  const script = await workspace.fs.readFile(Uri.joinPath(folder, 'face-worker.js'));
  const url = URL.createObjectURL(
    new Blob([script as Uint8Array<ArrayBuffer>], { type: 'text/javascript' }),
  );
  const worker = new Worker(url);
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message));
    });
    worker.addEventListener('messageerror', () => {
      reject(new Error('a message could not be read'));
    });
  });
  return {
    endpoint: worker,
    broken,
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
};
