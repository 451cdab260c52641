import SIZES from 'playground-sizes';
import { FacePencilError } from '../src/errors.js';
import {
  createGenerator,
  type Manifest,
  parseManifest,
  whyNoWebGpu,
} from '../src/generator/index.js';
import type { OpenedGenerator, StartProgress } from '../ui/studio/index.js';
import { Download } from './download.js';

/** The two runtimes that are served: the one with WebGPU is twice as large. */
const RUNTIMES = {
  webgpu: { worker: 'worker-webgpu.js', ort: 'ort-wasm-simd-threaded.asyncify' },
  wasm: { worker: 'worker-wasm.js', ort: 'ort-wasm-simd-threaded' },
} as const;

/** More bring little for a model of this size, and take the machine from others. */
const MOST_THREADS = 4;

/** Downloads the runtime that this browser can use and the model, and starts the worker. */
export async function openGenerator(
  onProgress: (progress: StartProgress) => void,
): Promise<OpenedGenerator> {
  const lacking = await reasonForWasm();
  const runtime = RUNTIMES[lacking === undefined ? 'webgpu' : 'wasm'];
  if (lacking !== undefined) onProgress({ kind: 'fallback', cause: 'no-adapter', reason: lacking });

  const binary = `${runtime.ort}.wasm`;
  const download = new Download(sizeOf(binary) + sizeOf('model/'), (received, total) => {
    onProgress({ kind: 'download', received, total });
  });
  const [wasm, { json, manifest, model }] = await Promise.all([
    download.get(binary),
    modelFiles(download),
  ]);
  const start = (count: number) =>
    createGenerator(
      new Worker(runtime.worker, { name: 'generator' }),
      { manifest: json, model, wasm },
      {
        onProgress,
        threads: { count, script: new URL(`${runtime.ort}.mjs`, location.href).href },
      },
    );
  const count = threadCount();
  const generator = await start(count).catch((error: unknown) => {
    // A worker whose threads do not start is lost, but a new one still works on one thread.
    const unstarted = error instanceof FacePencilError && error.code === 'backend-unavailable';
    if (count > 1 && unstarted) return start(1);
    throw error;
  });
  return { generator, manifest, fallback: lacking };
}

async function modelFiles(
  download: Download,
): Promise<{ json: string; manifest: Manifest; model: Uint8Array }> {
  const json = new TextDecoder().decode(await download.get('model/manifest.json'));
  const manifest = parseManifest(json);
  return { json, manifest, model: await download.get(`model/${manifest.file}`) };
}

/** Bytes of a file, or of a folder with all that is in it. */
function sizeOf(path: string): number {
  const files = Object.entries(SIZES).filter(([name]) => name.startsWith(path));
  return files.reduce((sum, [, bytes]) => sum + bytes, 0);
}

/** As many as there are processors, or as `?threads=` asks for; one without isolation. */
function threadCount(): number {
  if (!crossOriginIsolated) return 1;
  const asked = Number(new URLSearchParams(location.search).get('threads'));
  const count = Number.isInteger(asked) && asked > 0 ? asked : navigator.hardwareConcurrency;
  return Math.min(count, MOST_THREADS);
}

/** Undefined if a WebGPU adapter can be had; asked before the larger runtime is downloaded. */
async function reasonForWasm(): Promise<string | undefined> {
  const asked = new URLSearchParams(location.search).get('backend') === 'wasm';
  return asked ? 'asked for by the address of this page' : whyNoWebGpu();
}
