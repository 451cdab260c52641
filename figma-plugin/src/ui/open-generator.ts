import {
  type BackendName,
  createGenerator,
  type FaceGenerator,
  type GeneratorAssets,
  parseManifest,
  whyNoWebGpu,
} from '../../../runtime/src/generator/index.js';

import {
  explain,
  type OpenedGenerator,
  type StartProgress,
} from '../../../runtime/ui/studio/index.js';
import { Pack } from './packs.js';

/** The bytes, kept for the case that the worker has to be started again. */
interface Unpacked {
  readonly assets: GeneratorAssets;
  readonly worker: Uint8Array;
  readonly webgpu: boolean;
}

let unpacked: Unpacked | undefined;
let lacking: string | undefined;

/**
 * Unpacks the runtime that this window can use and the model, and starts the generator's worker.
 *
 * WebGPU is not to be had in a worker that comes from a Blob of a page without origin, as Figma's
 * windows are; in one that comes from a data: URL it is. WASM runs in either, and the Blob is let in
 * wherever workers are.
 */
export async function openGenerator(
  onProgress: (progress: StartProgress) => void,
): Promise<OpenedGenerator> {
  unpacked ??= await unpack(onProgress);
  const { assets, worker, webgpu } = unpacked;
  const manifest = parseManifest(assets.manifest);
  const start = (url: string, backends: readonly BackendName[]) =>
    createGenerator(new Worker(url, { name: 'generator' }), assets, {
      backends,
      onProgress: onProgress,
    });
  if (webgpu) {
    try {
      const generator = await start(dataUrl(worker), ['webgpu', 'wasm']);
      return { generator, manifest };
    } catch (error) {
      lacking = `a worker with WebGPU could not be started (${explain(error)})`;
      onProgress({ kind: 'fallback', cause: 'no-device', reason: lacking });
    }
  }
  const url = URL.createObjectURL(new Blob([worker as BlobPart], { type: 'text/javascript' }));
  try {
    const generator: FaceGenerator = await start(url, ['wasm']);
    return { generator, manifest, fallback: lacking };
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function unpack(onProgress: (progress: StartProgress) => void): Promise<Unpacked> {
  lacking = await whyNoWebGpu();
  const webgpu = lacking === undefined;
  let received = 0;
  let total = 0;
  const count = (bytes: number) => {
    received += bytes;
    onProgress({ kind: 'unpack', received, total: Math.max(total, received) });
  };
  const [model, workers, runtimes] = [new Pack('model'), new Pack('workers'), new Pack('runtimes')];
  const [worker, wasm] = webgpu ? ['worker-webgpu', 'wasm-webgpu'] : ['worker-wasm', 'wasm'];
  total = model.sizeUpTo('model') + workers.sizeUpTo(worker) + runtimes.sizeUpTo(wasm);
  const [manifest, network] = await model.take(['manifest', 'model'], count);
  const [script] = await workers.take([worker], count);
  const [binary] = await runtimes.take([wasm], count);
  return {
    assets: { manifest: new TextDecoder().decode(manifest), model: network!, wasm: binary! },
    worker: script!,
    webgpu,
  };
}

function dataUrl(script: Uint8Array): string {
  return `data:text/javascript,${encodeURIComponent(new TextDecoder().decode(script))}`;
}
