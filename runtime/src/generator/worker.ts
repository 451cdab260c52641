import { type Endpoint, expose, type ProxyMethods, releaseProxy, transfer } from 'comlink';
import type { OnProgress } from './backend.js';
import { disposed } from './disposed.js';
import { generateFace } from './generate.js';
import { infoOf, openSession } from './generator.js';
import type { OrtEntry } from './ort.js';
import type { FaceSession } from './session.js';
import { type GeneratorWorker, installErrorTransfer } from './wire.js';

/**
 * Makes this worker serve createGenerator. The whole of a worker's script is
 *
 *     import * as ort from 'onnxruntime-web/wasm';
 *     serveGenerator({ ort, webgpu: false });
 *
 * @param endpoint where the client is; default the worker's own scope
 */
export function serveGenerator(entry: OrtEntry, endpoint?: Endpoint): void {
  let session: FaceSession | undefined;
  const worker: GeneratorWorker = {
    async load(assets, backends, onProgress, threads) {
      try {
        session = await openSession(entry, assets, { backends, onProgress, threads });
        return infoOf(session);
      } finally {
        releaseCallback(onProgress);
      }
    },
    async generate(sketch, options, onProgress) {
      if (session === undefined) throw disposed();
      try {
        const face = await generateFace(session, sketch, options, onProgress);
        return transfer(face, [face.image.data.buffer]);
      } finally {
        releaseCallback(onProgress);
      }
    },
  };
  installErrorTransfer();
  expose(worker, endpoint);
}

/** Closes the port behind a callback from the client; each has one of its own. */
function releaseCallback(callback: OnProgress | undefined): void {
  if (callback === undefined) return;
  (callback as unknown as ProxyMethods)[releaseProxy]();
}
