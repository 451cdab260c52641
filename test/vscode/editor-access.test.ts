import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Frame, Page } from 'playwright-core';
import { ensureExtensionBuilt } from '../../scripts/vscode.mjs';
import { launchChromium } from '../support/browser.js';
import { type CodeServer, startCodeServer } from './code-server.js';
import { faceReady, openWindow, QUIET_SETTINGS, reopenAsSketch, treeRow } from './window.js';

const EXAMPLE = readFileSync(new URL('../fixtures/sketch.svg', import.meta.url), 'utf8');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const THEMES = [
  ['vscode-light', 'Default Light Modern'],
  ['vscode-dark', 'Default Dark Modern'],
  ['vscode-high-contrast', 'Default High Contrast'],
  ['vscode-high-contrast-light', 'Default High Contrast Light'],
] as const;

let server: CodeServer;
let browser: Browser;

const settingsWith = (theme: string) =>
  JSON.stringify({ ...QUIET_SETTINGS, 'workbench.colorTheme': theme });

beforeAll(async () => {
  ensureExtensionBuilt();
  server = await startCodeServer({
    '.vscode/settings.json': settingsWith(THEMES[0][1]),
    'face.svg': EXAMPLE,
  });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test('axe finds nothing to complain about in the sketch editor, in any kind of theme', async () => {
  const { page } = await openWindow(browser, server, 'face.svg');
  // Colours on their way from one theme to the next are not to be judged.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const frame = await reopenAsSketch(page);
  await faceReady(frame);
  await treeRow(frame, 'face').click();
  await frame.locator('#vary').click();
  await frame.locator('#variations').getByRole('button', { name: 'Variation 6' }).waitFor();
  const inside = await sketchFrame(page);
  await inside.evaluate(axe);
  const found: Record<string, string[]> = {};
  for (const [kind, theme] of THEMES) {
    await writeFile(join(server.workspace, '.vscode/settings.json'), settingsWith(theme));
    await frame.locator(`body.${kind}`).waitFor();
    found[kind] = await inside.evaluate(async () => {
      const { axe: run } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await run.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  }
  expect(found).toEqual(Object.fromEntries(THEMES.map(([kind]) => [kind, []])));
});

/** The page of the sketch editor itself, inside VS Code's frames. */
async function sketchFrame(page: Page): Promise<Frame> {
  for (const frame of page.frames()) {
    if ((await frame.locator('fp-sketch-editor').count()) > 0) return frame;
  }
  throw new Error('There is no sketch editor in the window.');
}
