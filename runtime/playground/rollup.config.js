import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** The page, the WASM runtimes and the model beside the script. */
const files = {
  name: 'playground-files',
  generateBundle() {
    const copy = (fileName, path) => {
      if (!existsSync(path)) this.error(`${path} is missing`);
      this.emitFile({ type: 'asset', fileName, source: readFileSync(path) });
    };
    for (const name of ['index.html', 'playground.css', 'icon.svg']) copy(name, join(here, name));
    for (const name of readdirSync(ort).filter((file) => RUNTIMES.includes(file))) {
      copy(name, join(ort, name));
    }
    copy('model/manifest.json', join(model, 'manifest.json'));
    const { file } = JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8'));
    copy(`model/${file}`, join(model, file));
  },
};
/** The binaries, and the scripts that WASM threads are started from. */
const RUNTIMES = ['ort-wasm-simd-threaded', 'ort-wasm-simd-threaded.asyncify'].flatMap((name) => [
  `${name}.wasm`,
  `${name}.mjs`,
]);

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
    plugins: [svgText, ...plugins(), files],
  },
  worker('worker-wasm'),
  worker('worker-webgpu'),
];
