import { createGenerator, parseManifest } from '../src/generator/index.js';
import type { OpenedGenerator, StartProgress } from '../ui/studio/index.js';
import { Download } from './download.js';

/** The two runtimes that are served: the one with WebGPU is twice as large. */
const RUNTIMES = {
  webgpu: { worker: 'worker-webgpu.js', wasm: 'ort-wasm-simd-threaded.asyncify.wasm' },
  wasm: { worker: 'worker-wasm.js', wasm: 'ort-wasm-simd-threaded.wasm' },
} as const;

/** Downloads the runtime that this browser can use and the model, and starts the worker. */
export async function openGenerator(
  onProgress: (progress: StartProgress) => void,
): Promise<OpenedGenerator> {
  const lacking = await whyNoWebGpu();
  const runtime = RUNTIMES[lacking === undefined ? 'webgpu' : 'wasm'];
  if (lacking !== undefined) onProgress({ kind: 'fallback', cause: 'no-adapter', reason: lacking });

  const download = new Download((received, total) => {
    onProgress({ kind: 'download', received, total });
  });
  const json = new TextDecoder().decode(await download.get('model/manifest.json'));
  const manifest = parseManifest(json);
  const [wasm, model] = await Promise.all([
    download.get(runtime.wasm),
    download.get(`model/${manifest.file}`, manifest.bytes),
  ]);
  const generator = await createGenerator(
    new Worker(runtime.worker, { name: 'generator' }),
    { manifest: json, model, wasm },
    { onProgress },
  );
  return { generator, manifest, fallback: lacking };
}

/** Undefined if a WebGPU adapter can be had; asked before the larger runtime is downloaded. */
async function whyNoWebGpu(): Promise<string | undefined> {
  if (new URLSearchParams(location.search).get('backend') === 'wasm') {
    return 'asked for by the address of this page';
  }
  if (!isSecureContext) return 'WebGPU needs a secure context; this page has none';
  // Not in every browser, whatever the types say.
  const gpu = (navigator as { gpu?: { requestAdapter(): Promise<unknown> } }).gpu;
  if (gpu === undefined) return 'this browser has no WebGPU';
  try {
    return (await gpu.requestAdapter()) === null ? 'no WebGPU adapter could be had' : undefined;
  } catch {
    return 'no WebGPU adapter could be had';
  }
}
