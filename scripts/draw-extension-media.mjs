// npm run extension:media: draws the VS Code extension's pictures anew, in a real VS Code with the model as it
// is: media/*.png for its README and walkthrough. Needs Chromium. The icon is drawn from icons/facepencil.svg.
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureChromium, ensureInstalled, root, run } from './lib.mjs';
import { ensureCodeServer, ensureExtensionBuilt } from './vscode.mjs';

ensureInstalled();
ensureChromium();
ensureCodeServer();
ensureExtensionBuilt();

// As deep in the checkout as its source: what it finds by relative paths is there, too.
const program = join(root, 'out/media/draw-media.mjs');
await build({
  entryPoints: [join(root, 'test/vscode/draw-media.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  external: ['*.mjs'],
  logLevel: 'error',
});
run(process.execPath, [program]);
