import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = join(here, 'dist');

const transpile = () =>
  esbuild({ target: 'es2022', tsconfig: join(root, 'tsconfig.base.json'), minify: true });

/** The extension host's side, for the desktop (node) and for the browser (a web worker). */
const host = (fileName, browser) => ({
  input: join(here, 'src/extension.ts'),
  output: { file: join(out, fileName), format: 'cjs', sourcemap: true, inlineDynamicImports: true },
  external: browser ? ['vscode'] : ['vscode', /^node:/],
  plugins: [
    browser
      ? resolve({ browser: true })
      : resolve({ exportConditions: ['node'], preferBuiltins: true }),
    commonjs(),
    transpile(),
  ],
});

export default [host('extension.js', false), host('extension-web.js', true)];
