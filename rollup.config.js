import { existsSync } from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';

const transpile = () => esbuild({ target: 'es2022', tsconfig: 'tsconfig.base.json' });

/** The library: what hosts import. Its dependencies stay imports, each host bundles them once. */
const library = {
  input: 'runtime/src/index.ts',
  output: { file: 'runtime/dist/index.mjs', format: 'es', sourcemap: true },
  external: (id) => !/^[./]/.test(id),
  plugins: [transpile()],
};

/** The command line and its worker: self-contained but for onnxruntime-web, whose WASM lies beside it. */
const commandLine = {
  input: {
    facepencil: 'runtime/cli/main.ts',
    worker: 'runtime/cli/worker.ts',
  },
  output: {
    dir: 'runtime/dist/cli',
    format: 'es',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    sourcemap: true,
  },
  external: [/^node:/, /^onnxruntime-/],
  plugins: [
    resolve({ exportConditions: ['node'], preferBuiltins: true }),
    commonjs(),
    json(),
    transpile(),
  ],
};

export default [library, commandLine].filter(({ input }) =>
  (typeof input === 'string' ? [input] : Object.values(input)).every((file) => existsSync(file)),
);
