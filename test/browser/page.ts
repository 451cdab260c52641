// What the test pages run: the runtime as a host uses it, with the bytes fetched by the host.
import {
  createGenerator,
  FacePencilError,
  type FaceGenerator,
  type GeneratorAssets,
  type Progress,
  type RequestOptions,
  type WorkerOptions,
  type Sketch,
} from '../../runtime/src/index.js';
import { toBase64 } from '../../runtime/src/image/base64.js';

/** An error as it is seen on this side of the worker. */
export interface SeenError {
  readonly isFacePencilError: boolean;
  readonly code?: string;
  readonly hint?: string;
  readonly where?: string | undefined;
  readonly message: string;
}

/** What became of a request. */
export interface Outcome {
  readonly error?: SeenError;
  readonly backend?: string;
  readonly fallback?: string | undefined;
  readonly reason?: string;
  readonly width?: number;
  /** RGBA as base64, to be compared outside. */
  readonly pixels?: string;
  readonly progress: readonly Progress[];
}

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(path);
  return new Uint8Array(await response.arrayBuffer());
}

async function fetchAssets(runtime: 'wasm' | 'webgpu'): Promise<GeneratorAssets> {
  const [manifest, model, wasm] = await Promise.all([
    fetchBytes('/manifest.json'),
    fetchBytes('/tiny.onnx'),
    fetchBytes(`/ort-${runtime}.wasm`),
  ]);
  return { manifest: new TextDecoder().decode(manifest), model, wasm };
}

function seen(error: unknown): SeenError {
  if (!(error instanceof FacePencilError)) {
    return { isFacePencilError: false, message: String(error) };
  }
  const { code, hint, where, message } = error;
  return { isFacePencilError: true, code, hint, where, message };
}

async function outcome(
  generator: FaceGenerator,
  sketch: Sketch,
  options: RequestOptions = {},
): Promise<Outcome> {
  const progress: Progress[] = [];
  try {
    const { image, backend } = await generator.generate(sketch, {
      ...options,
      onProgress: (step) => {
        progress.push(step);
      },
    });
    return {
      backend: backend.name,
      fallback: backend.fallback,
      reason: backend.reason,
      width: image.width,
      pixels: toBase64(new Uint8Array(image.data.buffer)),
      progress,
    };
  } catch (error) {
    return { error: seen(error), progress };
  }
}

/** Creates a generator; its error, if it has one, as it is seen here. */
async function open(
  worker: string,
  assets: GeneratorAssets,
  options: WorkerOptions = {},
): Promise<FaceGenerator | SeenError> {
  try {
    return await createGenerator(new Worker(worker), assets, options);
  } catch (error) {
    return seen(error);
  }
}

const page = { fetchAssets, open, outcome, seen };

declare global {
  var page: {
    readonly fetchAssets: typeof fetchAssets;
    readonly open: typeof open;
    readonly outcome: typeof outcome;
    readonly seen: typeof seen;
  };
}
globalThis.page = page;
