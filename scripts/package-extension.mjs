// npm run package: packs the VS Code extension into out/facepencil-<version>.vsix.
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './lib.mjs';
import { ensureExtensionBuilt, packExtension } from './vscode.mjs';

ensureInstalled();
ensureExtensionBuilt();

const { version } = JSON.parse(readFileSync(join(root, 'vscode-extension/package.json'), 'utf8'));
const name = `out/facepencil-${version}.vsix`;
mkdirSync(join(root, 'out'), { recursive: true });
packExtension(join(root, name));
const { size } = statSync(join(root, name));
console.log(`${name}, ${(size / 1e6).toFixed(1)} MB: code --install-extension ${name}`);
