// The script of a worker that runs on WebGPU, and on WASM where there is none.
import * as ort from 'onnxruntime-web/webgpu';
import { serveGenerator } from './worker.js';

serveGenerator({ ort, webgpu: true });
