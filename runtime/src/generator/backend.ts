/** Where the generator runs. */
export type BackendName = 'webgpu' | 'wasm';

/** In the order in which they are tried. */
export const BACKENDS: readonly BackendName[] = ['webgpu', 'wasm'];

/** Why WebGPU is not the backend in use; stable, for programs to switch on. */
export type FallbackCause =
  | 'not-asked'
  | 'runtime-without-webgpu'
  | 'no-secure-context'
  | 'no-navigator-gpu'
  | 'no-adapter'
  | 'no-device'
  | 'session-failed'
  | 'run-failed'
  | 'device-lost'
  | 'output-not-finite'
  | 'output-constant';

/** The backend in use, and why. */
export interface BackendReport {
  readonly name: BackendName;
  /** In words, for people. */
  readonly reason: string;
  /** How many WASM runs on; absent where it is WebGPU. */
  readonly threads?: number;
  /** Why not WebGPU; absent where it is WebGPU. */
  readonly fallback?: FallbackCause;
}

/** Why WebGPU cannot be used, or cannot any more. */
export interface Fallback {
  readonly cause: FallbackCause;
  readonly reason: string;
}

/** How far a load or a request has come. */
export type Progress =
  /** The model is compared with its manifest. */
  | { readonly kind: 'verify' }
  /** A session is being made: weights unpacked, kernels chosen. */
  | { readonly kind: 'start'; readonly backend: BackendName }
  /** A first face, thrown away, so that the first asked for is as quick as the next. */
  | { readonly kind: 'warm-up'; readonly backend: BackendName }
  /** WebGPU failed; WASM takes over, and answers the request if there is one. */
  | { readonly kind: 'fallback'; readonly cause: FallbackCause; readonly reason: string }
  /** Loaded. */
  | { readonly kind: 'ready'; readonly backend: BackendReport }
  /** The request is framed and drawn, and the generator runs. */
  | { readonly kind: 'run'; readonly backend: BackendName };

export type OnProgress = (progress: Progress) => void | Promise<void>;
