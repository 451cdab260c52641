// What VS Code needs that is no dependency of the project: a real VS Code to test in, and the packer.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ensureRollup, root, run } from './lib.mjs';

/**
 * VS Code as code-server, with the node that it wants.
 *
 * @returns {{ node: string, folder: string }} the program, and the folder of VS Code's own files
 */
export function ensureCodeServer() {
  const packages = ensureTool('code-server', (folder) => {
    const vscode = join(folder, 'node_modules/code-server/lib/vscode');
    install(vscode, ['install', '--omit=dev', '--no-package-lock']);
  });
  const node = ['x64', 'arm64']
    .map((cpu) => join(packages, `node-linux-${cpu}/bin/node`))
    .find((path) => existsSync(path));
  return { node: node ?? process.execPath, folder: join(packages, 'code-server/lib/vscode') };
}

/** Builds the extension if its sources are newer than what was built. */
export function ensureExtensionBuilt() {
  ensureRollup({
    name: 'the VS Code extension',
    config: 'vscode-extension/rollup.config.mjs',
    built: 'vscode-extension/dist/generator-webgpu.js',
    sources: ['vscode-extension/src', 'runtime', 'models/manifest.json'],
  });
}

/**
 * Packs the extension as it is built.
 *
 * @param {string} file where the .vsix goes
 */
export function packExtension(file) {
  const vsce = join(ensureTool('vsce'), '@vscode/vsce/vsce');
  const extension = join(root, 'vscode-extension');
  const borrowed = ['LICENSE', 'THIRD-PARTY.md'];
  for (const name of borrowed) copyFileSync(join(root, name), join(extension, name));
  try {
    // The pictures of its README are in the package; it has no address to point to.
    const plain = [
      '--no-dependencies',
      '--no-rewrite-relative-links',
      '--allow-missing-repository',
    ];
    run(process.execPath, [vsce, 'package', ...plain, '--out', file], {
      cwd: extension,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    for (const name of borrowed) rmSync(join(extension, name));
  }
}

/**
 * Installs a folder of scripts/tools into .cache, once for each state of its lock file.
 *
 * @param {string} name
 * @param {(folder: string) => void} [finish] what else is to be done in the folder
 * @returns {string} its node_modules
 */
function ensureTool(name, finish) {
  const source = join(root, 'scripts/tools', name);
  const lock = readFileSync(join(source, 'package-lock.json'));
  const key = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = join(root, '.cache', `${name}-${key}`);
  const packages = join(folder, 'node_modules');
  const stamp = join(folder, '.installed');
  if (existsSync(stamp)) return packages;
  console.log(`Installing ${name} into .cache ...`);
  // Another process may do the same: each works in a folder of its own, the first one counts.
  const making = `${folder}-${process.pid}`;
  mkdirSync(making, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(source, file), join(making, file));
  }
  install(making, ['ci']);
  finish?.(making);
  writeFileSync(join(making, '.installed'), '');
  try {
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(stamp)) throw error;
  }
  return packages;
}

/** @param {string} folder @param {readonly string[]} args */
function install(folder, args) {
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  run('npm', [...args, ...quiet], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
