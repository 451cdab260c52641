import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ensureExtensionBuilt } from '../../scripts/vscode.mjs';
import { launchChromium } from '../support/browser.js';
import { startCodeServer } from './code-server.js';
import { openWindow, QUIET_SETTINGS } from './window.js';

const EXAMPLE = readFileSync(new URL('../fixtures/sketch.svg', import.meta.url), 'utf8');
const COUNT = 200;

test('a folder from the Explorer: progress, a status bar item while it works, and cancel', async () => {
  ensureExtensionBuilt();
  const files = Array.from({ length: COUNT }, (_, i) => [`many/${i}.svg`, EXAMPLE] as const);
  const server = await startCodeServer({
    '.vscode/settings.json': JSON.stringify(QUIET_SETTINGS),
    'face.svg': EXAMPLE,
    ...Object.fromEntries(files),
  });
  const browser = await launchChromium();
  try {
    const { page } = await openWindow(browser, server, 'face.svg');
    const images = async () =>
      (await readdir(join(server.workspace, 'many'))).filter((name) => name.endsWith('.png'));
    const status = page.locator('.statusbar-item', { hasText: 'Making a face' });
    const entry = page.locator('.context-view .action-label', { hasText: 'Generate Faces' });
    const folder = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'many' });
    expect(await status.count()).toBe(0);
    // Menus of an extension come a little after the window.
    for (;;) {
      await folder.click({ button: 'right' });
      try {
        await entry.click({ timeout: 3000 });
        break;
      } catch {
        await page.keyboard.press('Escape');
      }
    }
    const notice = page.locator('.notifications-center .notification-list-item', {
      hasText: `Making ${COUNT} faces`,
    });
    await status.waitFor();
    // A window under test shows no notification by itself: it is in the list of them.
    await page.locator('[id="status.notifications"]').click();
    await notice.waitFor();
    while ((await images()).length < 2) await page.waitForTimeout(50);
    await notice.getByRole('button', { name: 'Cancel' }).click();
    await notice.waitFor({ state: 'detached' });
    await status.waitFor({ state: 'detached' });
    const made = (await images()).length;
    expect(made).toBeLessThan(COUNT);
    await page.waitForTimeout(1000);
    expect((await images()).length).toBe(made);
  } finally {
    await browser.close();
    await server.close();
  }
});
