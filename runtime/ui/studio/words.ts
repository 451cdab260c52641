import { FacePencilError } from '../../src/errors.js';

/** What went wrong and what to do, in words for the person. */
export function explain(error: unknown): string {
  if (error instanceof FacePencilError) return `${error.message} ${error.hint}`;
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

/** True for the refusals that are no failures: the request was taken over or called off. */
export function isCalledOff(error: unknown): boolean {
  return (
    error instanceof FacePencilError &&
    ['generate-replaced', 'generate-cancelled', 'generator-disposed'].includes(error.code)
  );
}

/** True if the worker itself broke: only a new generator helps. */
export function isBroken(error: unknown): boolean {
  return error instanceof FacePencilError && error.code === 'worker-failed';
}
