// Draws vscode-extension/media and icons: scripts/draw-extension-media.mjs runs it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { type CodeServer, startCodeServer } from './code-server.js';
import {
  faceReady,
  fileBecomes,
  openWindow,
  QUIET_SETTINGS,
  reopenAsSketch,
  treeRow,
} from './window.js';
import { EXTENSION } from './workbench.js';

const SIZE = { width: 1280, height: 760 };
const SETTINGS = {
  ...QUIET_SETTINGS,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.sideBar.location': 'left',
  'workbench.statusBar.visible': false,
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'off',
  'window.menuBarVisibility': 'hidden',
};

/** Two sketches of examples/ in one drawing. */
function twoSketches(): string {
  const group = (name: string, x: number) => {
    const text = readFileSync(new URL(`../../examples/${name}.svg`, import.meta.url), 'utf8');
    const strokes = text.slice(text.indexOf('<g fill'), text.lastIndexOf('</svg>')).trimEnd();
    return `  <g id="${name}" transform="translate(${x} 0)">\n  ${strokes}\n  </g>\n`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="512" viewBox="0 0 1080 512">
${group('curly-hair', 0)}${group('short-hair', 560)}</svg>
`;
}

async function closeSideBars(page: Page): Promise<void> {
  for (const [part, key] of [
    ['sidebar', 'Control+b'],
    ['auxiliarybar', 'Control+Alt+b'],
  ] as const) {
    if (await page.locator(`.part.${part}`).isVisible()) await page.keyboard.press(key);
  }
}

async function drawEditor(browser: Browser, server: CodeServer): Promise<void> {
  const { page } = await openWindow(browser, server, 'faces.svg', SIZE);
  await closeSideBars(page);
  const frame = await reopenAsSketch(page);
  await treeRow(frame, 'curly-hair').click();
  await frame.locator('.preset', { hasText: 'copper' }).click();
  await faceReady(frame);
  await frame.locator('#convert').click();
  await frame.locator('#restore').waitFor();
  await fileBecomes(page, server, 'faces.svg', (text) => text.includes('data-facepencil-face'));
  await treeRow(frame, 'short-hair').click();
  await frame.locator('.preset', { hasText: 'garden' }).click();
  await faceReady(frame);
  // Its last backdrop, and nothing that fades.
  await page.waitForTimeout(2000);
  await page.screenshot({ path: join(EXTENSION, 'media/sketch-editor.png') });
  await page.context().close();
}

async function drawText(browser: Browser, server: CodeServer): Promise<void> {
  const { page } = await openWindow(browser, server, 'faces.svg', { ...SIZE, height: 480 });
  await closeSideBars(page);
  await page.locator('.codelens-decoration', { hasText: 'Regenerate face' }).first().waitFor();
  await page.waitForTimeout(2000);
  await page.screenshot({ path: join(EXTENSION, 'media/text.png') });
  await page.context().close();
}

async function drawIcon(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  const svg = readFileSync(join(EXTENSION, 'icons/facepencil.svg'), 'utf8');
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  await page.screenshot({ path: join(EXTENSION, 'icons/facepencil.png'), omitBackground: true });
  await page.close();
}

const browser = await launchChromium();
try {
  await drawIcon(browser);
  const server = await startCodeServer({
    '.vscode/settings.json': JSON.stringify(SETTINGS),
    'faces.svg': twoSketches(),
  });
  try {
    await drawEditor(browser, server);
    await drawText(browser, server);
  } finally {
    await server.close();
  }
} finally {
  await browser.close();
}
