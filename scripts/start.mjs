// npm start: every example sketch becomes a face, with the model that ships.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCommandLine, ensureInstalled, root, tryRun } from './lib.mjs';

ensureInstalled();
ensureCommandLine();

const sketches = readdirSync(join(root, 'examples'))
  .filter((name) => name.endsWith('.svg'))
  .sort();
const out = 'out/examples';

console.log('\nFaces of examples/*.svg:');
const code = tryRun(process.execPath, [
  'runtime/dist/cli/facepencil.mjs',
  'generate',
  ...sketches.map((name) => `examples/${name}`),
  '--out',
  out,
  '--force',
]);
if (code !== 0) process.exit(code);
console.log(`
The PNG files are in ${join(root, out)}
Next: npm run playground, to draw one yourself.`);
