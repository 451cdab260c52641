import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import { creditsOf, packageOf } from './build/packages.js';
import { makePage } from './build/page.js';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const ort = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'));
/** The folder of the model that the plugin is built with. */
const model = join(root, process.env.FACEPENCIL_MODEL ?? 'models');
const out = join(root, process.env.FACEPENCIL_FIGMA ?? 'figma-plugin/dist');
/** What is bundled on the way to ui.html. */
const parts = join(root, 'out/figma/parts');

/** Packages of all bundles so far, by name: each bundle adds its own. */
const packages = new Map();
const count = {
  name: 'packages',
  renderStart() {
    for (const id of this.getModuleIds()) {
      const found = packageOf(id);
      if (found !== undefined) packages.set(found.name, found);
    }
  },
};

const bundle = (target) => [
  resolve({ browser: true }),
  commonjs(),
  esbuild({ target, tsconfig: join(root, 'tsconfig.base.json'), minify: true }),
  count,
];

/** The sandbox's engine is older than any browser's. */
const code = {
  input: join(here, 'src/main/main.ts'),
  output: { file: join(out, 'code.js'), format: 'iife' },
  plugins: bundle('es2017'),
};

/** The generator's worker as one classic script: the only one that starts from a Blob in Figma. */
const worker = (name) => ({
  input: join(root, `runtime/src/generator/${name}.ts`),
  output: { file: join(parts, `${name}.js`), format: 'iife', inlineDynamicImports: true },
  plugins: [{ name: 'meta', resolveImportMeta: () => 'self.location.href' }, ...bundle('es2022')],
});

const read = (path) => {
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  return readFileSync(path);
};
const file = (name, path) => ({ name, bytes: read(path) });

/** ui.html: the page around the script, the runtimes and the model. */
const page = {
  name: 'figma-page',
  generateBundle(_options, bundled) {
    const [script] = Object.values(bundled);
    delete bundled[script.fileName];
    const manifest = join(model, 'manifest.json');
    const source = makePage(read(join(here, 'src/ui/ui.html')).toString(), {
      style: read(join(here, 'src/ui/ui.css')).toString(),
      script: script.code,
      credits: creditsOf(packages.values()),
      cache: join(root, 'out/figma/packs'),
      packs: [
        {
          id: 'model',
          files: [
            file('manifest', manifest),
            file('model', join(model, JSON.parse(read(manifest)).file)),
          ],
        },
        {
          id: 'workers',
          files: [
            file('worker-wasm', join(parts, 'worker-wasm.js')),
            file('worker-webgpu', join(parts, 'worker-webgpu.js')),
          ],
        },
        {
          // Apart, since these change with onnxruntime-web alone and take a minute to compress. WASM
          // first: where that is enough, the rest is not unpacked.
          id: 'runtimes',
          files: [
            file('wasm', join(ort, 'ort-wasm-simd-threaded.wasm')),
            file('wasm-webgpu', join(ort, 'ort-wasm-simd-threaded.asyncify.wasm')),
          ],
        },
      ],
    });
    this.emitFile({ type: 'asset', fileName: 'ui.html', source });
  },
  writeBundle() {
    const size = (name) => `${name} ${(read(join(out, name)).length / 1e6).toFixed(2)} MB`;
    console.log(`Figma plugin: ${size('code.js')}, ${size('ui.html')}`);
  },
};

const ui = {
  input: join(here, 'src/ui/main.ts'),
  output: { dir: out, format: 'iife', inlineDynamicImports: true },
  plugins: [...bundle('es2022'), page],
};

export default [code, worker('worker-wasm'), worker('worker-webgpu'), ui];
