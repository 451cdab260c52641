import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import type { CodeServer } from './code-server.js';
import { EXTENSION, workbenchUrl } from './workbench.js';

/** VS Code's window, driven by keys and mouse. */
export interface Window {
  readonly page: Page;
  /** What the sketch editor's pages complained about: errors of theirs, and what their policy refused. */
  readonly complaints: string[];
  /** Every address that was asked for. */
  readonly requests: string[];
  /** Loads the window anew; its editors come back. */
  reload(): Promise<void>;
}

/** Settings of a workspace in which nothing but files and editors is shown. */
export const QUIET_SETTINGS = {
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'window.commandCenter': false,
  'chat.disableAIFeatures': true,
};

/**
 * Opens a file of the workspace in a window of its own.
 *
 * @param installed whether the extension is installed in the server; else the one in the checkout runs
 */
export async function openWindow(
  browser: Browser,
  server: CodeServer,
  file: string,
  { installed = false, width = 1440, height = 900 } = {},
): Promise<Window> {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  // The machine may have other work.
  page.setDefaultTimeout(120_000);
  const complaints: string[] = [];
  const requests: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => {
    // VS Code itself misses native modules here, and says so at length.
    const where = `${message.location().url} ${message.text()}`;
    if (message.type() === 'error' && /sketch-editor|generator-|Content Security/.test(where)) {
      complaints.push(where);
    }
  });
  const remote = `vscode-remote://${server.authority}`;
  const payload = installed ? {} : { extensionDevelopmentPath: remote + EXTENSION };
  const openFile = `${remote}${server.workspace}/${file}`;
  await page.goto(workbenchUrl(server, { ...payload, openFile }));
  await page.locator('.editor-instance .view-lines').first().waitFor({ timeout: 120_000 });
  return {
    page,
    complaints,
    requests,
    reload: async () => {
      // VS Code writes down what pages remember once a minute; what it writes when it is left may
      // not reach the browser's store in time.
      await page.waitForTimeout(65_000);
      // As it was left, not with the file opened once more.
      await page.goto(workbenchUrl(server, payload));
    },
  };
}

/** Runs a command by its title in the palette, once it is there: extensions come a little later. */
export async function runCommand(page: Page, title: string): Promise<void> {
  for (;;) {
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input').first();
    try {
      await input.fill(`>${title}`, { timeout: 5000 });
      await listItem(page, title).click({ timeout: 5000 });
      return;
    } catch {
      await page.keyboard.press('Escape');
    }
  }
}

function listItem(page: Page, text: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
}

/** The sketch editor's page; the n-th where there are more. */
export function sketchPage(page: Page, n = 0): FrameLocator {
  return page.locator('iframe.webview').nth(n).contentFrame().frameLocator('iframe#active-frame');
}

/** "Reopen With... FacePencil" on the file in front, as soon as that is offered. */
export async function reopenAsSketch(page: Page): Promise<FrameLocator> {
  for (;;) {
    await runCommand(page, 'View: Reopen Editor With...');
    try {
      await listItem(page, 'FacePencil').click({ timeout: 5000 });
      return sketchPage(page);
    } catch {
      await page.keyboard.press('Escape');
    }
  }
}

export async function faceReady(frame: FrameLocator): Promise<void> {
  await frame.locator('fp-face-status .row.ready').waitFor({ timeout: 300_000 });
}

/** A row of the element tree. */
export function treeRow(frame: FrameLocator, text: string): Locator {
  return frame.locator('fp-element-tree li', { hasText: text }).first();
}

/** A line over the paper with the mouse, in parts of its side. */
export async function drag(
  page: Page,
  frame: FrameLocator,
  ...places: (readonly [number, number])[]
): Promise<void> {
  const box = (await frame.locator('fp-sketch-canvas').boundingBox())!;
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(places[0]!));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place), { steps: 4 });
  await page.mouse.up();
}

/** Waits until an SVG of the workspace is what is asked for; saves the editor in front meanwhile. */
export async function fileBecomes(
  page: Page,
  server: CodeServer,
  name: string,
  fits: (text: string) => boolean,
): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const text = await readFile(join(server.workspace, name), 'utf8');
    // VS Code empties a file and writes it piece by piece: what is read meanwhile ends anywhere.
    if (text.trimEnd().endsWith('</svg>') && fits(text)) return text;
    await page.waitForTimeout(100);
    // It saves by itself, unless what was changed was just being saved.
    if (tries % 30 === 29) await page.keyboard.press('Control+s');
  }
  throw new Error(`${name} is not what was waited for.`);
}
