import { transferHandlers } from 'comlink';
import { FacePencilError } from '../errors.js';
import type { Sketch } from '../sketch/types.js';
import type { BackendName, OnProgress } from './backend.js';
import type { GeneratedFace, GenerateOptions } from './generate.js';
import type { GeneratorInfo } from './generator.js';
import type { Threads } from './ort.js';
import type { GeneratorAssets } from './session.js';

/** What the worker answers to; client.ts is the only one that asks. */
export interface GeneratorWorker {
  load(
    assets: GeneratorAssets,
    backends: readonly BackendName[] | undefined,
    onProgress: OnProgress | undefined,
    threads: Threads | undefined,
  ): Promise<GeneratorInfo>;
  generate(
    sketch: Sketch,
    options: GenerateOptions,
    onProgress: OnProgress | undefined,
  ): Promise<GeneratedFace>;
}

interface Thrown {
  readonly value: unknown;
}

let installed = false;

/**
 * Lets FacePencilErrors cross with their code, place and hint. Comlink's own handler for what is
 * thrown keeps only message, name and stack; it goes on serving all other errors. Needed on both
 * sides.
 */
export function installErrorTransfer(): void {
  const plain = transferHandlers.get('throw');
  if (installed || plain === undefined) return;
  installed = true;
  transferHandlers.set('throw', {
    canHandle: (value): value is Thrown => plain.canHandle(value),
    serialize: (thrown: Thrown) =>
      thrown.value instanceof FacePencilError
        ? [thrown.value.toJSON(), []]
        : plain.serialize(thrown),
    deserialize: (wire: unknown) => {
      if (FacePencilError.isJSON(wire)) throw FacePencilError.fromJSON(wire);
      return plain.deserialize(wire);
    },
  });
}
