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

/** One classic script, which also works where it comes from a Blob. */
const script = (fileName, input) => ({
  input,
  output: { file: join(out, fileName), format: 'iife', inlineDynamicImports: true },
  plugins: [{ name: 'meta', resolveImportMeta: () => 'self.location.href' }, ...inBrowser()],
});

/** The model that ships, onnxruntime-web's WASM, and what the page needs beside its script. */
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
    // The second one can use WebGPU, which only the sketch editor's page has.
    for (const name of ['ort-wasm-simd-threaded.wasm', 'ort-wasm-simd-threaded.asyncify.wasm']) {
      copy(name, join(ort, name));
    }
    copy('sketch-editor.css', join(here, 'src/webview/sketch-editor.css'));
  },
};

export default [
  host('extension.js', 'entry-node.ts', [...inNode(), assets]),
  host('extension-web.js', 'entry-web.ts', inBrowser()),
  nodePrograms,
  // The same worker in a browser's extension host.
  script('face-worker.js', join(here, 'src/generate/worker-web.ts')),
  // The page of the sketch editor, and its generators.
  script('sketch-editor.js', join(here, 'src/webview/main.ts')),
  ...['wasm', 'webgpu'].map((name) =>
    script(`generator-${name}.js`, join(root, `runtime/src/generator/worker-${name}.ts`)),
  ),
];
