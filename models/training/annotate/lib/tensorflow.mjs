// @ts-check
/** One TensorFlow.js for human, face-api and the matting network, on the WASM backend. */
import { createRequire } from 'node:module';
import { wasmFolder } from './models.mjs';

const require = createRequire(import.meta.url);

/** @type {typeof import('@tensorflow/tfjs')} */
export const tf = require('@tensorflow/tfjs');

/** Makes the WASM backend the one in use; the binaries come from the installed package. */
export async function startWasm() {
  const wasm = require('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(wasmFolder);
  if (!(await tf.setBackend('wasm'))) throw new Error('TensorFlow.js has no WASM backend here');
  await tf.ready();
}
