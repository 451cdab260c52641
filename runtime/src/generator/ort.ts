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

/** Hands the WASM binary over, so that nothing is ever fetched, and keeps to one thread. */
export function configureOrt(ort: OrtModule, wasm: Uint8Array): void {
  ort.env.logLevel = 'error';
  // More threads would need cross-origin isolation, which neither Figma nor VS Code gives.
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.proxy = false;
  ort.env.wasm.wasmBinary = wasm;
}
