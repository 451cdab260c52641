// npm run extension:media: draws the VS Code extension's pictures anew, in a real VS Code with the model as it
// is: media/*.png for its README and walkthrough. Needs Chromium. The icon is drawn from icons/facepencil.svg.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureChromium, ensureInstalled, root, run } from './lib.mjs';
import { ensureCodeServer, ensureExtensionBuilt } from './vscode.mjs';

ensureInstalled();
ensureChromium();
ensureCodeServer();
ensureExtensionBuilt();

// As deep in the checkout as the sources are: what they find by relative paths is then there.
const program = join(root, 'test/vscode/draw-media.mjs');
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
try {
  run(process.execPath, [program]);
} finally {
  rmSync(program);
}
