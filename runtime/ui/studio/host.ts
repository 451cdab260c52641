import type { FaceGenerator, Manifest, Progress } from '../../src/generator/index.js';
import type { Sketch } from '../../src/sketch/index.js';
import type { Drawing } from '../drawing/types.js';
import type { SavedWork } from './work.js';

/** How far the start has come: the host's own part, then the generator's. */
export type StartProgress =
  | {
      /** From a server, or out of the page itself. In bytes. */
      readonly kind: 'download' | 'unpack';
      readonly received: number;
      readonly total: number;
    }
  | Progress;

/** A generator that runs, and what its manifest says. */
export interface OpenedGenerator {
  readonly generator: FaceGenerator;
  readonly manifest: Manifest;
  /** Why it is not WebGPU, where the host knows better than the generator's own report. */
  readonly fallback?: string | undefined;
}

/**
 * What a page needs of the place that it runs in. The parts in here never fetch, never store and
 * never start a worker by themselves: Figma, VS Code and a web page each do that their own way.
 */
export interface StudioHost {
  /** Gets the bytes, starts the worker and loads the generator. May be called again after a failure. */
  openGenerator(onProgress: (progress: StartProgress) => void): Promise<OpenedGenerator>;
  /**
   * The sketch of a drawing, where the host knows better: one whose lines are of a document of its
   * own. Default: the drawing's lines, in the paper's units.
   */
  sketchOf?(drawing: Drawing): Sketch;
  /** Left out where nothing is to be kept. */
  readonly storage?: WorkStorage;
}

export interface WorkStorage {
  load(): Promise<SavedWork | undefined>;
  /**
   * A later call counts, whichever is done first.
   *
   * @throws if it cannot be kept; the page tells, in the words of the error
   */
  save(work: SavedWork): Promise<void>;
}
