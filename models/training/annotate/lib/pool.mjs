// @ts-check
/** Runs a task over many pictures, a few at a time, each worker with networks of its own. */
import { Worker } from 'node:worker_threads';
import { serveModels } from './models.mjs';

/**
 * @typedef {object} WorkerData
 * @property {keyof typeof import('./tasks.mjs').tasks} task
 * @property {import('./tasks.mjs').TaskOptions} options
 */

/**
 * @param {WorkerData['task']} task
 * @param {string[]} paths pictures
 * @param {object} settings
 * @param {number} settings.jobs workers at work at once, at least 1
 * @param {Omit<import('./tasks.mjs').TaskOptions, 'modelUrl'>} [settings.options]
 * @param {(result: any, path: string) => void | Promise<void>} settings.onResult called for each
 *   picture as it is done, in no order
 * @throws {Error} if a worker dies or `onResult` throws; the others are ended
 */
export async function runPool(task, paths, { jobs, options, onResult }) {
  if (paths.length === 0) return;
  const server = await serveModels();
  const data = { task, options: { ...options, modelUrl: server.url } };
  const queue = paths[Symbol.iterator]();
  /** @type {Worker[]} */
  const workers = [];
  const work = () =>
    /** @type {Promise<void>} */ (
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
          workerData: data,
          stdout: true,
        });
        workers.push(worker);
        // Standard output is for results: what a library says goes elsewhere.
        worker.stdout.pipe(process.stderr, { end: false });
        worker.once('error', reject);
        worker.once('exit', (code) => {
          reject(new Error(`a worker ended with code ${code}`));
        });
        worker.on('message', async (/** @type {any} */ message) => {
          try {
            if (message !== 'ready') await onResult(message.result, message.path);
            const next = queue.next();
            if (next.done) resolve();
            else worker.postMessage(next.value);
          } catch (error) {
            reject(error);
          }
        });
      })
    );
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, paths.length) }, work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
    server.close();
  }
}
