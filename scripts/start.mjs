// npm start: every example sketch becomes a face, with the model that ships.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root, run } from './lib.mjs';

ensureInstalled();
ensureBuilt();

const sketches = readdirSync(join(root, 'examples'))
  .filter((name) => name.endsWith('.svg'))
  .sort()
  .map((name) => `examples/${name}`);
const out = 'out/examples';

run(process.execPath, [
  'runtime/dist/cli/facepencil.mjs',
  'generate',
  ...sketches,
  '--out',
  out,
  '--force',
]);
console.log(`\n${sketches.length} sketches, their faces as PNG files in ${join(root, out)}`);
