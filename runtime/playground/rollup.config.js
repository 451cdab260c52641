import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const ort = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'));
/** The folder of the model that the page is built with. */
const model = process.env.FACEPENCIL_MODEL ?? join(root, 'models');

const plugins = () => [
  resolve({ browser: true }),
  commonjs(),
  esbuild({ target: 'es2022', tsconfig: join(root, 'tsconfig.base.json'), minify: true }),
];
const out = join(root, process.env.FACEPENCIL_PLAYGROUND ?? 'runtime/dist/playground');

/** SVG files as their text. */
const svgText = {
  name: 'svg-text',
  load: (id) =>
    id.endsWith('.svg') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))};` : null,
};

/** The binaries, and the scripts that WASM threads are started from. */
const RUNTIMES = ['ort-wasm-simd-threaded', 'ort-wasm-simd-threaded.asyncify'].flatMap((name) => [
  `${name}.wasm`,
  `${name}.mjs`,
]);

/** The files beside the script, by their paths in the folder: page, WASM runtimes, model. */
function beside() {
  const manifest = join(model, 'manifest.json');
  const { file } = JSON.parse(readFileSync(manifest, 'utf8'));
  return Object.entries({
    ...Object.fromEntries(
      ['index.html', 'playground.css', 'icon.svg'].map((name) => [name, join(here, name)]),
    ),
    ...Object.fromEntries(RUNTIMES.map((name) => [name, join(ort, name)])),
    'model/manifest.json': manifest,
    [`model/${file}`]: join(model, file),
  });
}

const SIZES = 'playground-sizes';
const files = {
  name: 'playground-files',
  resolveId: (id) => (id === SIZES ? `\0${SIZES}` : null),
  load(id) {
    if (id !== `\0${SIZES}`) return null;
    const sizes = beside().map(([fileName, path]) => [fileName, statSync(path).size]);
    return `export default ${JSON.stringify(Object.fromEntries(sizes))};`;
  },
  generateBundle() {
    for (const [fileName, path] of beside()) {
      this.emitFile({ type: 'asset', fileName, source: readFileSync(path) });
    }
  },
};

/** Classic scripts: they start in every browser, and hosts other than this one need them so. */
const worker = (name) => ({
  input: join(root, `runtime/src/generator/${name}.ts`),
  output: { file: join(out, `${name}.js`), format: 'iife', inlineDynamicImports: true },
  // onnxruntime-web asks where it is; in a classic worker that is the worker's own address.
  plugins: [{ name: 'meta', resolveImportMeta: () => 'self.location.href' }, ...plugins()],
});

export default [
  {
    input: join(here, 'page.ts'),
    output: { file: join(out, 'playground.js'), format: 'es' },
    plugins: [svgText, files, ...plugins()],
  },
  worker('worker-wasm'),
  worker('worker-webgpu'),
];
