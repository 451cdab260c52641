import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureExtensionBuilt, packExtension } from '../../scripts/vscode.mjs';
import { megabytes } from '../lib/numbers.mjs';

/** What the parts of the package are, by the ends of their paths in it. */
const PARTS = /** @type {const} */ ([
  ['WebAssembly runtime', /dist\/ort-wasm-simd-threaded\.wasm$/],
  ['WebAssembly and WebGPU runtime', /dist\/ort-wasm-simd-threaded\.asyncify\.wasm$/],
  ['model', /\.onnx$/],
  ['everything else', /./],
]);

/**
 * What the VS Code extension weighs: the .vsix as it is installed, and its parts, packed.
 *
 * @type {import('../lib/report.mjs').Measure}
 */
export const extension = {
  name: 'extension',
  title: 'The VS Code extension, packed',
  async run(context) {
    context.progress('packing the extension ...');
    ensureExtensionBuilt();
    const file = join(context.folder, 'facepencil.vsix');
    packExtension(file);
    const { size } = await stat(file);
    const packed = await packedSizes(file);
    const rest = new Map(packed);
    const parts = PARTS.map(([name, pattern]) => {
      let bytes = 0;
      for (const [path, length] of rest) {
        if (!pattern.test(path)) continue;
        bytes += length;
        rest.delete(path);
      }
      return { name, bytes };
    });
    return {
      columns: ['', 'size'],
      rows: [
        ...parts.map(({ name, bytes }) => [name, megabytes(bytes)]),
        ['the .vsix', megabytes(size)],
      ],
      data: { size, parts },
    };
  },
};

/**
 * Paths in a zip file, with the bytes that each takes.
 *
 * @param {string} file
 * @returns {Promise<[path: string, bytes: number][]>}
 */
async function packedSizes(file) {
  const program =
    'import json, sys, zipfile; print(json.dumps([[e.filename, e.compress_size] ' +
    'for e in zipfile.ZipFile(sys.argv[1]).infolist()]))';
  const { stdout } = await promisify(execFile)('python3', ['-c', program, file]);
  return JSON.parse(stdout);
}
