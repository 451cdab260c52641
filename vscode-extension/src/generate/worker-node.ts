import { parentPort } from 'node:worker_threads';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';
import * as ort from 'onnxruntime-web/wasm';
import { serveFaces } from './serve.js';

if (parentPort === null) throw new Error('not started as a worker thread');
serveFaces({ ort, webgpu: false }, nodeEndpoint(parentPort));
