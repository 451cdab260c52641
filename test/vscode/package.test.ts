import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { ensureCodeServer, ensureExtensionBuilt, packExtension } from '../../scripts/vscode.mjs';
import { launchChromium } from '../support/browser.js';
import { type CodeServer, startCodeServer } from './code-server.js';
import { fileBecomes, openWindow, QUIET_SETTINGS, reopenAsSketch } from './window.js';

let folder: string;
let server: CodeServer;
let browser: Browser;

beforeAll(async () => {
  ensureExtensionBuilt();
  folder = mkdtempSync(join(tmpdir(), 'facepencil-vsix-'));
  server = await startCodeServer({
    '.vscode/settings.json': JSON.stringify(QUIET_SETTINGS),
    'face.svg': readFileSync(new URL('../fixtures/sketch.svg', import.meta.url)),
  });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

test('a packed extension is installed by its file, and works from there', async () => {
  const file = join(folder, 'facepencil.vsix');
  packExtension(file);
  const { node, folder: vscode } = ensureCodeServer();
  const install = (...args: string[]) =>
    execFileSync(node, ['out/server-main.js', '--accept-server-license-terms', ...args], {
      cwd: vscode,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const extensions = `--extensions-dir=${server.extensions}`;
  install(`--install-extension=${file}`, extensions);
  expect(install('--list-extensions', extensions)).toContain('facepencil.facepencil');
  const [installed] = readdirSync(server.extensions).filter((name) =>
    name.startsWith('facepencil'),
  );
  const files = readdirSync(join(server.extensions, installed!), {
    recursive: true,
    encoding: 'utf8',
  });
  expect(files).toEqual(expect.arrayContaining(['dist/extension-web.js', 'dist/facepencil.mjs']));
  expect(files.filter((name) => /\.(?:map|ts|tsbuildinfo)$|test/.test(name))).toEqual([]);

  const { page, complaints } = await openWindow(browser, server, 'face.svg', { installed: true });
  const frame = await reopenAsSketch(page);
  await frame.locator('#convert').click();
  await frame.locator('#restore').waitFor({ timeout: 300_000 });
  await fileBecomes(page, server, 'face.svg', (text) => text.includes('data-facepencil-face'));
  expect(complaints).toEqual([]);
});
