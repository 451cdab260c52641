import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { PRESETS } from '../../runtime/src/index.js';
import { ensureExtensionBuilt } from '../../scripts/vscode.mjs';
import { launchChromium } from '../support/browser.js';
import { type CodeServer, startCodeServer } from './code-server.js';
import {
  drag,
  faceReady,
  fileBecomes,
  openWindow,
  QUIET_SETTINGS,
  reopenAsSketch,
  runCommand,
  sketchPage,
  treeRow,
} from './window.js';

const EXAMPLE = readFileSync(new URL('../fixtures/sketch.svg', import.meta.url), 'utf8');
const HIDDEN = /<g data-facepencil-sketch="[^"]*" display="none">/;

const isConverted = (text: string) => HIDDEN.test(text) && text.includes('data:image/png;base64,');

let server: CodeServer;

beforeAll(async () => {
  ensureExtensionBuilt();
  server = await startCodeServer({
    '.vscode/settings.json': JSON.stringify(QUIET_SETTINGS),
    'face.svg': EXAMPLE,
    'drawn.svg': EXAMPLE,
    'beside.svg': EXAMPLE,
    'gpu.svg': EXAMPLE,
    'broken.svg': EXAMPLE.replace('</svg>', ''),
  });
});
afterAll(() => server.close());

const what = (frame: FrameLocator) => frame.locator('#what').textContent();

describe('the sketch editor, on WASM', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test('open, select, convert, see the face, undo, convert again, reload', async () => {
    const window = await openWindow(browser, server, 'face.svg');
    const { page, complaints, requests } = window;
    const frame = await reopenAsSketch(page);
    await faceReady(frame);
    expect(await what(frame)).toBe('The whole drawing');
    expect(await frame.locator('#backend').textContent()).toMatch(/on WebAssembly/);

    await treeRow(frame, 'beard').click();
    expect(await what(frame)).toBe('11 strokes selected');
    await treeRow(frame, 'face').click({ modifiers: ['Control'] });
    expect(await what(frame)).toBe('17 strokes selected');
    await faceReady(frame);

    await frame.locator('#convert').click();
    await frame.locator('#restore').waitFor();
    expect(await what(frame)).toBe('Face 1');
    const converted = await fileBecomes(page, server, 'face.svg', isConverted);
    // Two groups stand side by side: one run, hidden as one.
    expect(converted.match(/data-facepencil-sketch/g)).toHaveLength(1);
    expect(await facePixels(page, frame)).toBeGreaterThan(0.2);

    await frame.locator('fp-sketch-canvas').click({ position: { x: 3, y: 3 } });
    await page.keyboard.press('Control+z');
    await frame.locator('#restore').waitFor({ state: 'detached' });
    expect(await fileBecomes(page, server, 'face.svg', (text) => !isConverted(text))).toBe(EXAMPLE);

    await frame.locator('#lasso').click();
    await treeRow(frame, 'head').click();
    await frame.locator('#what', { hasText: '1 stroke selected' }).waitFor();
    await faceReady(frame);
    await window.reload();
    const again = sketchPage(page);
    await faceReady(again);
    expect(await what(again)).toBe('1 stroke selected');
    expect(await again.locator('#lasso').getAttribute('aria-pressed')).toBe('true');

    expect(complaints).toEqual([]);
    expect(requests.filter((url) => /onnx|jsdelivr|unpkg/.test(url) && !isLocal(url))).toEqual([]);
    await page.context().close();
  });

  test('strokes are picked on the paper, drawn, and erased, each with one undo', async () => {
    const { page, complaints } = await openWindow(browser, server, 'drawn.svg');
    const frame = await reopenAsSketch(page);
    await faceReady(frame);
    // Both eyes and the nose, by a line around them.
    await frame.locator('#lasso').click();
    await drag(page, frame, [0.3, 0.43], [0.7, 0.43], [0.7, 0.53], [0.3, 0.53]);
    expect(await what(frame)).toMatch(/^\d+ strokes selected$/);

    await frame.locator('#pen').click();
    const before = await what(frame);
    await drag(page, frame, [0.2, 0.1], [0.5, 0.05], [0.8, 0.1]);
    const drawn = await fileBecomes(page, server, 'drawn.svg', (text) => text !== EXAMPLE);
    const added = drawn.split('\n').filter((line) => !EXAMPLE.includes(line));
    expect(added).toEqual([expect.stringMatching(/^ {4,6}<path d="M[-\d. CL]+"\/>$/)]);
    // A line that is drawn while others are picked belongs to them.
    await frame.locator('#what', { hasNotText: before! }).waitFor();
    expect(parseInt((await what(frame))!, 10)).toBe(parseInt(before!, 10) + 1);

    await page.keyboard.press('Control+z');
    await fileBecomes(page, server, 'drawn.svg', (text) => text === EXAMPLE);

    await frame.locator('#select').click();
    await treeRow(frame, 'neckline').click();
    await frame.locator('fp-sketch-canvas canvas').focus();
    await page.keyboard.press('Delete');
    await fileBecomes(page, server, 'drawn.svg', (text) => !text.includes('neckline'));
    await page.keyboard.press('Control+z');
    await fileBecomes(page, server, 'drawn.svg', (text) => text === EXAMPLE);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('beside the text: what is typed is shown, and a command converts what is selected', async () => {
    const { page } = await openWindow(browser, server, 'beside.svg');
    await runCommand(page, 'FacePencil: Open Sketch Panel');
    const frame = sketchPage(page);
    await faceReady(frame);
    await page.locator('.editor-instance .view-lines').first().click();
    await runCommand(page, 'Go to Line/Column...');
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    await page.keyboard.type('<path id="typed" d="M10 10L90 90"/>');
    await treeRow(frame, 'typed').waitFor();

    await treeRow(frame, 'typed').click();
    await page.keyboard.press('Control+Enter');
    await frame.locator('#restore').waitFor();
    await frame.locator('#restore').click();
    await frame.locator('#what', { hasText: '1 stroke selected' }).waitFor();
    await page.context().close();
  });

  test('a broken file says what is wrong and where, and is shown once it is repaired', async () => {
    const { page } = await openWindow(browser, server, 'broken.svg');
    const frame = await reopenAsSketch(page);
    await frame.locator('.problem', { hasText: 'The SVG is broken' }).waitFor();
    await frame.locator('#show-text').click();
    await page.locator('.editor-instance .view-lines').first().waitFor();
    await page.context().close();
  });
});

test('the sketch editor on WebGPU', async () => {
  const browser = await launchChromium('--enable-unsafe-webgpu');
  try {
    const { page, complaints } = await openWindow(browser, server, 'gpu.svg');
    const frame = await reopenAsSketch(page);
    await faceReady(frame);
    expect(await frame.locator('#backend').textContent()).toMatch(/on WebGPU/);
    // Faces take long here: long enough to call one off.
    await frame.locator('.preset', { hasText: 'copper' }).click();
    await frame.locator('#convert').click();
    await frame.locator('#cancel').click();
    await frame.locator('#convert').waitFor();
    await faceReady(frame);
    expect(await what(frame)).toBe('The whole drawing');

    await frame.locator('#convert').click();
    await frame.locator('#restore').waitFor({ timeout: 300_000 });
    const converted = await fileBecomes(page, server, 'gpu.svg', isConverted);
    expect(converted).toContain(PRESETS.copper.hair);
    expect(await facePixels(page, frame)).toBeGreaterThan(0.2);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

/** The part of the paper that is neither white nor black: where a face is to be seen. */
async function facePixels(page: Page, frame: FrameLocator): Promise<number> {
  const canvas = frame.locator('fp-sketch-canvas canvas');
  for (let tries = 0; ; tries++) {
    const part = await canvas.evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const context = (element as HTMLCanvasElement).getContext('2d')!;
      const { data } = context.getImageData(0, 0, width, height);
      let coloured = 0;
      for (let i = 0; i < data.length; i += 4) {
        if (
          Math.max(data[i]!, data[i + 1]!, data[i + 2]!) -
            Math.min(data[i]!, data[i + 1]!, data[i + 2]!) >
          24
        )
          coloured++;
      }
      return coloured / (data.length / 4);
    });
    if (part > 0.2 || tries === 50) return part;
    await page.waitForTimeout(100);
  }
}

function isLocal(url: string): boolean {
  return (
    url.includes(server.authority) || url.includes('vscode-resource') || url.startsWith('blob:')
  );
}
