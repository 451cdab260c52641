// TypeScript for jest, by swc.
import { createTransformer as createSwc } from '@swc/jest';

/**
 * Jest runs modules in a context of its own, where each look at a global is some hundred times
 * slower; arithmetic is full of these. Its setting against that (sandboxInjectedGlobals) does not
 * reach ES modules. On the first line, so that lines keep their numbers.
 */
const GLOBALS = 'const { Math, Number, Infinity } = globalThis;';

/** @param {import('@swc/core').Options} options */
export function createTransformer(options) {
  const swc = createSwc(options);
  /** @param {string} source */
  const withGlobals = (source) => (source.startsWith('#!') ? source : GLOBALS + source);
  return {
    ...swc,
    process: (source, ...rest) => swc.process(withGlobals(source), ...rest),
    processAsync: (source, ...rest) => swc.processAsync(withGlobals(source), ...rest),
    getCacheKey: (source, ...rest) => swc.getCacheKey(withGlobals(source), ...rest),
  };
}

export default { createTransformer };
