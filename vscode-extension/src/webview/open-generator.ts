import {
  createGenerator,
  parseManifest,
  whyNoWebGpu,
} from '../../../runtime/src/generator/index.js';
import type { OpenedGenerator, StartProgress } from '../../../runtime/ui/studio/index.js';
import type { Addresses } from '../editor/messages.js';
import { Fetching } from './fetching.js';

/** The two runtimes that ship: the one with WebGPU is twice as large. */
const RUNTIMES = {
  webgpu: { worker: 'generator-webgpu.js', wasm: 'ort-wasm-simd-threaded.asyncify.wasm' },
  wasm: { worker: 'generator-wasm.js', wasm: 'ort-wasm-simd-threaded.wasm' },
} as const;

/**
 * Fetches the runtime that this window can use and the model, and starts the generator's worker.
 * Workers of a VS Code page can fetch nothing themselves and must come from a Blob, so the page
 * gets all bytes.
 */
export async function openGenerator(
  { built, model }: Addresses,
  onProgress: (progress: StartProgress) => void,
): Promise<OpenedGenerator> {
  const lacking = await whyNoWebGpu();
  const runtime = RUNTIMES[lacking === undefined ? 'webgpu' : 'wasm'];
  if (lacking !== undefined) onProgress({ kind: 'fallback', cause: 'no-adapter', reason: lacking });
  const fetching = new Fetching((received, total) => {
    onProgress({ kind: 'unpack', received, total });
  });
  const json = new TextDecoder().decode(await fetching.get(`${model}manifest.json`));
  const manifest = parseManifest(json);
  const [bytes, wasm, script] = await Promise.all([
    fetching.get(model + manifest.file, manifest.bytes),
    fetching.get(built + runtime.wasm),
    fetching.get(built + runtime.worker),
  ]);
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    const generator = await createGenerator(
      new Worker(url, { name: 'generator' }),
      { manifest: json, model: bytes, wasm },
      { onProgress, transfer: true },
    );
    return { generator, manifest, fallback: lacking };
  } finally {
    URL.revokeObjectURL(url);
  }
}
