import { proxy, type Remote, wrap } from 'comlink';
import type { Disposable } from 'vscode';
import {
  FacePencilError,
  type GeneratorAssets,
  installErrorTransfer,
} from '../../../runtime/src/index.js';
import { RequestQueue } from '../../../runtime/src/generator/queue.js';
import { disposed } from '../../../runtime/src/generator/disposed.js';
import { words } from '../../../runtime/src/generator/words.js';
import type { StartedWorker } from './start-worker.js';
import type { FaceTask, FaceWorker, MadePng } from './task.js';

/** Memory of WASM comes back only when its worker ends, so one that has nothing to do is ended. */
const IDLE = 120_000;

export interface MakeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told when the model is being loaded, and how many faces are made. */
  readonly onProgress?: ((progress: MakeProgress) => void) | undefined;
}

export type MakeProgress =
  { readonly kind: 'load' } | { readonly kind: 'made'; readonly count: number };

interface Running {
  readonly worker: StartedWorker;
  readonly remote: Remote<FaceWorker>;
  loaded: Promise<unknown> | undefined;
}

/**
 * Makes faces in a worker, one task at a time, in order. The worker is started when it is first
 * needed, loads the model when a face is first asked for, and ends when nothing was asked for long.
 */
export class FaceMaker implements Disposable {
  private queue = new RequestQueue();
  private running: Promise<Running> | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param start starts a worker
   * @param readAssets reads the model's bytes; asked anew for every worker
   * @param beginWork told when faces are made; what it gives is disposed of when they are
   */
  constructor(
    private readonly start: () => Promise<StartedWorker>,
    private readonly readAssets: () => Promise<GeneratorAssets>,
    private readonly beginWork: () => Disposable,
  ) {}

  /**
   * @throws FacePencilError generate-cancelled; worker-failed; what reading the model, the text and
   *   generating throw
   */
  make(task: FaceTask, { signal, onProgress }: MakeOptions = {}): Promise<MadePng[]> {
    return this.ask(signal, async (running, isOpen) => {
      const work = this.beginWork();
      try {
        if (running.loaded === undefined) onProgress?.({ kind: 'load' });
        running.loaded ??= this.load(running);
        await running.loaded;
        // Whoever gave up while the model was loaded needs no face.
        if (!isOpen()) return [];
        const onMade = (count: number) => {
          if (isOpen()) onProgress?.({ kind: 'made', count });
        };
        return await running.remote.make(task, proxy(onMade));
      } finally {
        work.dispose();
      }
    });
  }

  /** A sketch as a small SVG picture, without the model. */
  outline(task: Omit<FaceTask, 'requests'>, side: number, signal?: AbortSignal): Promise<string> {
    return this.ask(signal, ({ remote }) => remote.outline(task, side));
  }

  /** A PNG made smaller. */
  thumbnail(png: Uint8Array, side: number, signal?: AbortSignal): Promise<Uint8Array> {
    return this.ask(signal, ({ remote }) => remote.thumbnail(png, side));
  }

  /** Ends the worker, so that the next face is made with the model as it is set then. */
  reset(): void {
    this.queue.close(disposed());
    this.queue = new RequestQueue();
    this.end();
  }

  dispose(): void {
    this.queue.close(disposed());
    this.end();
  }

  private async ask<T>(
    signal: AbortSignal | undefined,
    run: (running: Running, isOpen: () => boolean) => Promise<T>,
  ): Promise<T> {
    clearTimeout(this.idle);
    return this.queue.submit(
      async (isOpen) => {
        clearTimeout(this.idle);
        try {
          const running = await (this.running ??= this.begin());
          return await Promise.race([run(running, isOpen), running.worker.broken]);
        } catch (error) {
          // A worker that broke, or could not load, is of no more use.
          if (!(error instanceof FacePencilError) || error.code === 'worker-failed') this.end();
          throw error instanceof FacePencilError ? error : failure(error);
        } finally {
          this.idle = setTimeout(() => {
            this.end();
          }, IDLE);
        }
      },
      { signal },
    );
  }

  private async begin(): Promise<Running> {
    installErrorTransfer();
    const worker = await this.start();
    // Its end is told to whoever waits for it; nobody may.
    worker.broken.catch(() => undefined);
    return { worker, remote: wrap<FaceWorker>(worker.endpoint), loaded: undefined };
  }

  private async load(running: Running): Promise<void> {
    try {
      await running.remote.load(await this.readAssets(), undefined);
    } catch (error) {
      running.loaded = undefined;
      throw error;
    }
  }

  private end(): void {
    clearTimeout(this.idle);
    const { running } = this;
    this.running = undefined;
    running?.then(
      ({ worker }) => {
        worker.terminate();
      },
      () => undefined,
    );
  }
}

function failure(cause: unknown): FacePencilError {
  return new FacePencilError('worker-failed', `Making the face broke off: ${words(cause)}.`, {
    hint: 'Try again; if it happens again, reload the window.',
    cause,
  });
}
