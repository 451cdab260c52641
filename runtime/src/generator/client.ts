import { proxy, transfer, wrap } from 'comlink';
import { FacePencilError } from '../errors.js';
import type { Progress } from './backend.js';
import { disposed } from './disposed.js';
import type { FaceGenerator } from './generator.js';
import { RequestQueue } from './queue.js';
import type { GeneratorAssets, SessionOptions } from './session.js';
import { words } from './words.js';
import { type GeneratorWorker, installErrorTransfer } from './wire.js';

export interface WorkerOptions extends SessionOptions {
  /**
   * Hands the bytes of model and WASM over to the worker instead of copying them; they are empty
   * here from then on. Default false. For bytes that nothing else needs, in buffers of their own.
   */
  readonly transfer?: boolean | undefined;
}

/**
 * Loads a generator in a worker.
 *
 * @param worker runs a script that calls serveGenerator; it is the generator's from now on, and
 *   ends with it
 * @param assets copied to the worker, unless the options say to transfer them
 * @throws FacePencilError manifest-invalid, model-truncated, model-checksum, model-mismatch,
 *   model-load-failed, backend-unavailable; worker-failed if the worker itself does not run
 */
export async function createGenerator(
  worker: Worker,
  assets: GeneratorAssets,
  options: WorkerOptions = {},
): Promise<FaceGenerator> {
  installErrorTransfer();
  const remote = wrap<GeneratorWorker>(worker);
  const queue = new RequestQueue();
  const end = (error: FacePencilError) => {
    worker.terminate();
    queue.close(error);
  };
  // A worker that breaks answers nothing more: whoever waits must be told.
  worker.addEventListener('error', (event) => {
    end(failure(event.message));
  });
  worker.addEventListener('messageerror', () => {
    end(failure('a message could not be read'));
  });

  const { backends, onProgress, threads } = options;
  const sent = options.transfer === true ? transfer(assets, buffersOf(assets)) : assets;
  try {
    const info = await queue.submit(() =>
      remote.load(sent, backends, onProgress && proxy(onProgress), threads),
    );
    return {
      info,
      generate: (sketch, { live, signal, onProgress: progress, ...request } = {}) =>
        queue.submit(
          (isOpen) =>
            remote.generate(
              sketch,
              request,
              progress &&
                proxy((step: Progress) => {
                  if (isOpen()) return progress(step);
                }),
            ),
          { live, signal },
        ),
      cancel: () => {
        queue.cancel();
      },
      dispose: () => {
        end(disposed());
        return Promise.resolve();
      },
    };
  } catch (error) {
    const known = error instanceof FacePencilError ? error : failure(words(error));
    end(known);
    throw known;
  }
}

function buffersOf({ model, wasm }: GeneratorAssets): Transferable[] {
  return [...new Set([model.buffer, wasm.buffer])].filter((it) => it instanceof ArrayBuffer);
}

function failure(why: string | undefined): FacePencilError {
  return new FacePencilError('worker-failed', `The worker broke: ${why ?? 'no reason given'}.`, {
    hint: 'Create a new generator; if it breaks again, look at the worker script and its CSP.',
  });
}
