import type { Sketch } from '../sketch/types.js';
import type { BackendReport, OnProgress } from './backend.js';
import { disposed } from './disposed.js';
import { generateFace, type GenerateOptions, type GeneratedFace } from './generate.js';
import { outputSize, parseManifest, verifyModel } from './manifest.js';
import type { OrtEntry } from './ort.js';
import { type QueueOptions, RequestQueue } from './queue.js';
import { FaceSession, type GeneratorAssets, type SessionOptions } from './session.js';

/** A loaded generator. */
export interface GeneratorInfo {
  readonly model: { readonly name: string; readonly version: string };
  /** Side of the images that the model makes, in pixels. */
  readonly size: number;
  /** The backend as it was when the generator was loaded; each face tells its own. */
  readonly backend: BackendReport;
}

export interface RequestOptions extends GenerateOptions, QueueOptions {
  readonly onProgress?: OnProgress | undefined;
}

/** Makes faces of sketches, one at a time. The same in a page (behind a worker) and in node. */
export interface FaceGenerator {
  readonly info: GeneratorInfo;
  /**
   * @throws FacePencilError style-invalid, style-unknown-preset, option-invalid, frame-invalid,
   *   generate-failed, generate-cancelled, generate-replaced, generator-disposed, worker-failed
   */
  generate(sketch: Sketch, options?: RequestOptions): Promise<GeneratedFace>;
  /** Refuses every request, waiting and running, with generate-cancelled. */
  cancel(): void;
  /** Refuses every request with generator-disposed, and frees what was held. */
  dispose(): Promise<void>;
}

/**
 * Checks the model against its manifest and starts a session.
 *
 * @throws FacePencilError manifest-invalid, model-truncated, model-checksum, and what
 *   FaceSession.open throws
 */
export async function openSession(
  entry: OrtEntry,
  assets: GeneratorAssets,
  options: SessionOptions = {},
): Promise<FaceSession> {
  const manifest = parseManifest(assets.manifest);
  await options.onProgress?.({ kind: 'verify' });
  await verifyModel(manifest, assets.model);
  return FaceSession.open(entry, { ...assets, manifest }, options);
}

export function infoOf(session: FaceSession): GeneratorInfo {
  const { manifest } = session;
  return {
    model: { name: manifest.name, version: manifest.version },
    size: outputSize(manifest),
    backend: session.backend,
  };
}

/**
 * A generator in this very thread, without a worker: for node, and for worker threads of a host's
 * own. In a page it would hold the page up; see createGenerator.
 *
 * @throws FacePencilError what openSession throws
 */
export async function createLocalGenerator(
  entry: OrtEntry,
  assets: GeneratorAssets,
  options: SessionOptions = {},
): Promise<FaceGenerator> {
  const session = await openSession(entry, assets, options);
  const queue = new RequestQueue();
  return {
    info: infoOf(session),
    generate: (sketch, { live, signal, onProgress, ...request } = {}) =>
      queue.submit(() => generateFace(session, sketch, request, onProgress), { live, signal }),
    cancel: () => {
      queue.cancel();
    },
    dispose: async () => {
      queue.close(disposed());
      await session.dispose();
    },
  };
}
