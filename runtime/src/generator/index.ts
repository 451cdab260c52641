export type { BackendName, BackendReport, FallbackCause, OnProgress, Progress } from './backend.js';
export { createGenerator, type WorkerOptions } from './client.js';
export { checkSize, type GeneratedFace, type GenerateOptions } from './generate.js';
export {
  createLocalGenerator,
  type FaceGenerator,
  type GeneratorInfo,
  type RequestOptions,
} from './generator.js';
export { type Manifest, outputSize, parseManifest, verifyModel } from './manifest.js';
export type { OrtEntry, OrtModule, Threads } from './ort.js';
export type { QueueOptions } from './queue.js';
export type { GeneratorAssets, SessionOptions } from './session.js';
export { whyNoWebGpu } from './webgpu.js';
export { serveGenerator } from './worker.js';
export { installErrorTransfer } from './wire.js';
