import * as ort from 'onnxruntime-web/wasm';
import { serveFaces } from './serve.js';

serveFaces({ ort, webgpu: false });
