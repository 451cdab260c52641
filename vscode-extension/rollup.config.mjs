import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = join(here, 'dist');
const ort = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'));
const models = join(root, 'models');

const transpile = () =>
  esbuild({ target: 'es2022', tsconfig: join(root, 'tsconfig.base.json'), minify: true });
const inNode = () => [
  resolve({ exportConditions: ['node'], preferBuiltins: true }),
  commonjs(),
  json(),
  transpile(),
];
const inBrowser = () => [resolve({ browser: true }), commonjs(), transpile()];

/** The extension host's side, for the desktop (node) and for the browser (a web worker). */
const host = (fileName, entry, plugins) => ({
  input: join(here, 'src', entry),
  output: { file: join(out, fileName), format: 'cjs', sourcemap: true, inlineDynamicImports: true },
  external: ['vscode', /^node:/],
  plugins,
});

/** In node: the worker that makes faces, and the command line with its own, over one runtime. */
const nodePrograms = {
  input: {
    'face-worker': join(here, 'src/generate/worker-node.ts'),
    facepencil: join(root, 'runtime/cli/main.ts'),
    worker: join(root, 'runtime/cli/worker.ts'),
  },
  output: {
    dir: out,
    format: 'es',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'shared-[name].mjs',
    // Its modules import one another in circles, which must not run across chunks.
    manualChunks: (id) => (id.includes('/node_modules/svg-pathdata/') ? 'svg-pathdata' : undefined),
  },
  external: [/^node:/],
  plugins: inNode(),
};

/** In a browser: the same worker as one classic script, which works from a Blob. */
const webWorker = {
  input: join(here, 'src/generate/worker-web.ts'),
  output: { file: join(out, 'face-worker.js'), format: 'iife', inlineDynamicImports: true },
  plugins: [{ name: 'meta', resolveImportMeta: () => 'self.location.href' }, ...inBrowser()],
};

/** The model that ships, and onnxruntime-web's WASM. */
const assets = {
  name: 'assets',
  generateBundle() {
    const copy = (fileName, path) => {
      if (!existsSync(path)) this.error(`${path} is missing`);
      this.emitFile({ type: 'asset', fileName, source: readFileSync(path) });
    };
    const { file } = JSON.parse(readFileSync(join(models, 'manifest.json'), 'utf8'));
    copy('model/manifest.json', join(models, 'manifest.json'));
    copy(`model/${file}`, join(models, file));
    copy('ort-wasm-simd-threaded.wasm', join(ort, 'ort-wasm-simd-threaded.wasm'));
  },
};

export default [
  host('extension.js', 'entry-node.ts', [...inNode(), assets]),
  host('extension-web.js', 'entry-web.ts', inBrowser()),
  nodePrograms,
  webWorker,
];
