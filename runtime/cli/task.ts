import type { GenerateOptions, GeneratorAssets } from '../src/index.js';
import type { FaceFacts } from './report.js';

/** What a worker thread is started with. */
export interface WorkerSetup {
  readonly assets: GeneratorAssets;
}

/** One image to make of one file. */
export interface Task {
  readonly input: string;
  readonly request: GenerateOptions;
}

export interface MadeImage {
  readonly png: Uint8Array;
  readonly face: FaceFacts;
}

/** What the threads of a pool answer to. */
export interface TaskWorker {
  make(task: Task): Promise<MadeImage>;
}
