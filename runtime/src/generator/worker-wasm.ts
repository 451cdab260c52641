// The script of a worker that runs on WASM only: small enough to lie in a plugin's page.
import * as ort from 'onnxruntime-web/wasm';
import { serveGenerator } from './worker.js';

serveGenerator({ ort, webgpu: false });
