import type * as Ort from 'onnxruntime-web';

/** The parts of onnxruntime-web that are used. */
export type OrtModule = Pick<typeof Ort, 'InferenceSession' | 'Tensor' | 'env'>;

/**
 * The entry of onnxruntime-web that a host bundles: `onnxruntime-web/wasm`, or
 * `onnxruntime-web/webgpu`, which can do both and is larger.
 */
export interface OrtEntry {
  readonly ort: OrtModule;
  /** Whether the entry is the one with WebGPU. */
  readonly webgpu: boolean;
}

export type OrtSession = Ort.InferenceSession;

/** Of milliseconds: a thread that does not start says nothing, and would be waited for for ever. */
const LONGEST_START = 20_000;

/** WASM on several threads, where the page is cross-origin isolated. */
export interface Threads {
  /** 1 or more. */
  readonly count: number;
  /**
   * Absolute address, of the page's own origin, of the script that belongs to the WASM binary:
   * `ort-wasm-simd-threaded.mjs` or `ort-wasm-simd-threaded.asyncify.mjs`. The threads are started
   * from it, so bytes will not do.
   */
  readonly script: string;
}

/**
 * Hands the WASM binary over, so that nothing is ever fetched but the script of the threads.
 *
 * @returns how many threads WASM will run on: 1 where there is no cross-origin isolation (Figma and
 *   VS Code give none) or where the script cannot be had
 */
export async function configureOrt(
  ort: OrtModule,
  wasm: Uint8Array,
  threads?: Threads,
): Promise<number> {
  const { wasm: flags } = ort.env;
  ort.env.logLevel = 'error';
  flags.proxy = false;
  flags.wasmBinary = wasm;
  flags.numThreads = 1;
  if (threads !== undefined && threads.count > 1 && (await canBeHad(threads.script))) {
    flags.numThreads = threads.count;
    flags.wasmPaths = { mjs: threads.script };
    flags.initTimeout = LONGEST_START;
  }
  return flags.numThreads;
}

/** onnxruntime-web cannot start again once it has failed to get the script: better to know before. */
async function canBeHad(script: string): Promise<boolean> {
  if ((globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== true) return false;
  try {
    await import(/* webpackIgnore: true */ /* @vite-ignore */ script);
    return true;
  } catch {
    return false;
  }
}
