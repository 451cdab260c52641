// @ts-check
/** One worker of a pool: takes paths, gives back what its task made of them. */
import { parentPort, workerData } from 'node:worker_threads';
import { tasks } from './tasks.mjs';

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const { task, options } = /** @type {import('./pool.mjs').WorkerData} */ (workerData);

const run = await tasks[task](options);
port.on('message', async (/** @type {string} */ path) => {
  port.postMessage({ path, result: await run(path) });
});
port.postMessage('ready');
