import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import type { CodeServer } from './code-server.js';
import { EXTENSION, workbenchUrl } from './workbench.js';

/** VS Code's window, driven by keys and mouse. */
export interface Window {
  readonly page: Page;
  /** What pages in it complained about on their consoles, and errors that nobody caught. */
  readonly complaints: string[];
  /** Every address that was asked for. */
  readonly requests: string[];
}

/**
 * Opens a file of the workspace in a window of its own.
 *
 * @param installed whether the extension is installed in the server; else the one in the checkout runs
 */
export async function openWindow(
  browser: Browser,
  server: CodeServer,
  file: string,
  installed = false,
): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  const remote = `vscode-remote://${server.authority}`;
  await page.goto(
    workbenchUrl(server, {
      ...(installed ? {} : { extensionDevelopmentPath: remote + EXTENSION }),
      openFile: `${remote}${server.workspace}/${file}`,
    }),
  );
  await page.locator('.monaco-workbench .editor-instance').first().waitFor({ timeout: 120_000 });
  return { page, complaints, requests };
}

/** Runs a command by its title in the palette, once it is there: extensions come a little later. */
export async function runCommand(page: Page, title: string): Promise<void> {
  for (;;) {
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill(`>${title}`);
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    try {
      await row.click({ timeout: 5000 });
      return;
    } catch {
      await page.keyboard.press('Escape');
    }
  }
}

/** Chooses what is offered in the list that is open. */
export async function pickItem(page: Page, text: string): Promise<void> {
  await page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().click();
}

/** The sketch editor's page; the n-th where there are more. */
export function sketchPage(page: Page, n = 0): FrameLocator {
  return page.locator('iframe.webview').nth(n).contentFrame().frameLocator('iframe#active-frame');
}

/** "Reopen With... FacePencil" on the file in front; waits for its first face. */
export async function reopenAsSketch(page: Page): Promise<FrameLocator> {
  await runCommand(page, 'View: Reopen Editor With...');
  await pickItem(page, 'FacePencil');
  const frame = sketchPage(page);
  await faceReady(frame);
  return frame;
}

export async function faceReady(frame: FrameLocator): Promise<void> {
  await frame.locator('fp-face-status .row.ready').waitFor({ timeout: 300_000 });
}

/** A row of the element tree. */
export function treeRow(frame: FrameLocator, text: string): Locator {
  return frame.locator('fp-element-tree li', { hasText: text }).first();
}
