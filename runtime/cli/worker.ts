import { parentPort, workerData } from 'node:worker_threads';
import { expose, transfer } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';
import { createLocalGenerator, encodePng, installErrorTransfer } from '../src/index.js';
import { NODE_ORT } from '../src/generator/node.js';
import { readSketchFile } from './sketch-file.js';
import type { TaskWorker, WorkerSetup } from './task.js';

if (parentPort === null) throw new Error('not started as a worker thread');

const { assets } = workerData as WorkerSetup;
const loading = createLocalGenerator(NODE_ORT, assets);
// Told to whoever asks first; until then it is nobody's unhandled rejection.
loading.catch(() => undefined);

const worker: TaskWorker = {
  async make({ input, request }) {
    const { sketch } = await readSketchFile(input);
    const generator = await loading;
    const { image, ...face } = await generator.generate(sketch, request);
    const png = encodePng(image, face);
    return transfer({ png, face }, [png.buffer]);
  },
};

installErrorTransfer();
expose(worker, nodeEndpoint(parentPort));
