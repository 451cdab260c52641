import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';

const transpile = () => esbuild({ target: 'es2022', tsconfig: 'tsconfig.base.json' });

/** The library: what hosts import. Its dependencies stay imports, each host bundles them once. */
const library = {
  input: {
    index: 'runtime/src/index.ts',
    node: 'runtime/src/generator/node.ts',
  },
  output: {
    dir: 'runtime/dist',
    format: 'es',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'shared-[hash].mjs',
    sourcemap: true,
  },
  external: (id) => !/^[./]/.test(id) && !id.startsWith(import.meta.dirname),
  plugins: [transpile()],
};

/**
 * The generator's worker as one classic script, which works from a Blob too: Figma and VS Code take
 * no other. Without and with WebGPU.
 */
const workers = ['wasm', 'webgpu'].map((backend) => ({
  input: `runtime/src/generator/worker-${backend}.ts`,
  output: { file: `runtime/dist/worker-${backend}.js`, format: 'iife', sourcemap: false },
  plugins: [
    resolve({ browser: true }),
    esbuild({ target: 'es2022', tsconfig: 'tsconfig.base.json', minify: true }),
    // Rollup's own stand-in asks for `document`, which a worker has not.
    { name: 'import-meta-in-workers', resolveImportMeta: () => 'self.location.href' },
  ],
}));

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
    // Its modules import one another in circles, which must not run across chunks.
    manualChunks: (id) => (id.includes('/node_modules/svg-pathdata/') ? 'svg-pathdata' : undefined),
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

/** `--configOnly cli` builds the command line alone. */
export default ({ configOnly }) =>
  configOnly === 'cli' ? commandLine : [library, ...workers, commandLine];
