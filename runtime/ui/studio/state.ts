import type { GeneratedFace } from '../../src/generator/index.js';
import type { Pixels } from '../../src/image/index.js';
import type { Settings } from '../drawing/settings.js';
import type { StartProgress } from './host.js';
import type { HistoryEntry } from './work.js';

/** One place of the strip of variations: asked for, and made once it has an image. */
export interface Variation {
  readonly settings: Settings;
  readonly image?: Pixels;
}

export interface Backend {
  readonly name: 'webgpu' | 'wasm';
  /** Of WASM. */
  readonly threads?: number | undefined;
  /** Why this one, in words. */
  readonly reason: string;
}

export type FaceStatus =
  /** The generator is not there yet. */
  | { readonly kind: 'starting'; readonly progress: StartProgress | undefined }
  /** Nothing is drawn. */
  | { readonly kind: 'empty' }
  /** A face is being made. */
  | { readonly kind: 'working' }
  | { readonly kind: 'ready' }
  /** @member start whether the generator itself could not be had */
  | { readonly kind: 'failed'; readonly message: string; readonly start: boolean };

/** A sentence for the person, shown until the next or until it is closed. */
export interface Notice {
  readonly kind: 'info' | 'error';
  readonly text: string;
}

export interface StudioState {
  readonly face: GeneratedFace | undefined;
  readonly status: FaceStatus;
  readonly backend: Backend | undefined;
  readonly variations: readonly Variation[];
  readonly history: readonly HistoryEntry[];
  readonly notice: Notice | undefined;
}
