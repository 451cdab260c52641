import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import type { Served } from '../../scripts/serve.mjs';
import {
  drag,
  faceOf,
  faceReady,
  launch,
  openPlayground,
  otherFace,
  type Playground,
  servePlayground,
  strokeCount,
} from './playground.js';

let served: Served;
let browser: Browser;
let playground: Playground;
let page: Page;

beforeAll(async () => {
  served = await servePlayground();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await served.close();
});
beforeEach(async () => {
  playground = await openPlayground(browser, served.address, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  ({ page } = playground);
});
afterEach(async () => {
  await page.context().close();
  expect(playground.complaints).toEqual([]);
  const elsewhere = playground.requests.filter(
    (url) => !url.startsWith(served.address) && !/^(blob|data):/.test(url),
  );
  expect(elsewhere).toEqual([]);
});

describe('start', () => {
  test('a face of the first example is there without a click, on WASM, with the reason', async () => {
    expect(await strokeCount(page)).toBeGreaterThan(10);
    const backend = await page.locator('#backend').textContent();
    expect(backend).toMatch(/WebAssembly.*: no WebGPU adapter could be had/);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.getByText('Face ready').waitFor({ state: 'attached' });
  });

  test('each example opens and makes a face of its own', async () => {
    const faces = new Set([await faceOf(page)]);
    for (const name of ['Short hair', 'Curly hair', 'Long hair', 'Tilted head', 'Bald']) {
      const [last] = [...faces].reverse();
      await page.getByRole('button', { name, exact: true }).click();
      faces.add(await otherFace(page, last!));
    }
    expect(faces.size).toBe(6);
  });
});

describe('drawing', () => {
  test('by mouse, with undo, redo and clear', async () => {
    const before = await faceOf(page);
    await page.getByRole('button', { name: 'Clear the paper' }).click();
    await page.locator('fp-face-status .row.empty').waitFor();
    await drag(page, [0.3, 0.2], [0.7, 0.2], [0.7, 0.8], [0.3, 0.8], [0.3, 0.2]);
    const made = await otherFace(page, before);
    await drag(page, [0.4, 0.4], [0.6, 0.4]);
    const more = await otherFace(page, made);
    expect(await strokeCount(page)).toBe(2);
    await page.keyboard.press('Control+z');
    expect(await otherFace(page, more)).toBe(made);
    await page.keyboard.press('Control+Shift+Z');
    expect(await otherFace(page, made)).toBe(more);
  });

  test('by keyboard', async () => {
    await page.getByRole('button', { name: 'Clear the paper' }).click();
    await page.getByRole('application', { name: 'Paper' }).focus();
    await page.keyboard.press('Space');
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    expect(await strokeCount(page)).toBe(1);
    await page.keyboard.press('v');
    await page.keyboard.press(']');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    expect(await strokeCount(page)).toBe(0);
    // Delete, move, draw, clear.
    for (let i = 0; i < 4; i++) await page.keyboard.press('Control+z');
    expect(await strokeCount(page)).toBeGreaterThan(10);
  });

  test('erasers and symmetry', async () => {
    await page.getByRole('button', { name: 'Clear the paper' }).click();
    await page.getByRole('button', { name: 'Draw on both sides (M)' }).click();
    await drag(page, [0.2, 0.3], [0.4, 0.3]);
    expect(await strokeCount(page)).toBe(2);
    await page.getByRole('button', { name: 'Draw on both sides (M)' }).click();
    await page.getByRole('button', { name: 'Erase parts (R)' }).click();
    await drag(page, [0.3, 0.2], [0.3, 0.4]);
    expect(await strokeCount(page)).toBe(3);
    await page.getByRole('button', { name: 'Erase strokes (E)' }).click();
    await drag(page, [0.7, 0.2], [0.7, 0.4]);
    expect(await strokeCount(page)).toBe(2);
  });
});

describe('steering', () => {
  test('palette, colour, faithfulness, transparency and seed each change the face', async () => {
    let face = await faceOf(page);
    const changes = [
      () => page.getByRole('button', { name: 'Copper' }).click(),
      () => page.getByLabel('Background', { exact: false }).first().fill('#2040ff'),
      () => page.getByLabel('Faithfulness').fill('1'),
      () => page.getByLabel('Transparent background').check(),
      () =>
        page
          .getByLabel('Seed')
          .fill('12')
          .then(() => page.keyboard.press('Tab')),
    ];
    for (const change of changes) {
      await change();
      face = await otherFace(page, face);
    }
    await page.keyboard.press('Control+z');
    await otherFace(page, face);
  });

  test('six variations fill in, one is taken, and the history leads back', async () => {
    const first = await faceOf(page);
    await page.locator('#history button').first().waitFor();
    await page.getByRole('button', { name: 'Make six' }).click();
    await page.locator('#variations').getByRole('button', { name: 'Variation 6' }).click();
    const taken = await otherFace(page, first);
    await page.locator('#history li').nth(1).waitFor();
    await page.locator('#history button').nth(1).click();
    expect(await otherFace(page, taken)).toBe(first);
  });

  test('views', async () => {
    await page.getByRole('button', { name: 'Before and after' }).click();
    await page.getByRole('slider', { name: 'Before and after' }).fill('0.2');
    await page.getByRole('button', { name: 'Face under the lines' }).click();
    await page.getByRole('slider', { name: 'Face', exact: true }).fill('1');
    await page.getByRole('button', { name: 'Side by side' }).click();
    await page.locator('#face').waitFor();
  });
});

describe('bringing and taking', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill="none" stroke="#000" d="M20 10H80V90H20Z"/></svg>';

  test('SVG from the clipboard', async () => {
    const before = await faceOf(page);
    await page.evaluate((text) => navigator.clipboard.writeText(text), svg);
    await page.getByRole('button', { name: 'Paste' }).click();
    await otherFace(page, before);
    expect(await strokeCount(page)).toBe(1);
  });

  test('what is no sketch is refused with the reason, and nothing changes', async () => {
    const count = await strokeCount(page);
    await page.evaluate(() => navigator.clipboard.writeText('<svg><path d="'));
    await page.getByRole('button', { name: 'Paste' }).click();
    await page.getByRole('alert').filter({ hasText: 'broken' }).waitFor();
    expect(await strokeCount(page)).toBe(count);
  });

  test('a saved sketch opens as it was; a picture of lines becomes strokes', async () => {
    const first = await faceOf(page);
    await page.getByRole('button', { name: 'Copper' }).click();
    const face = await otherFace(page, first);
    const saved = await download(() => page.locator('#save-svg').click());
    await page.getByRole('button', { name: 'Bald', exact: true }).click();
    const bald = await otherFace(page, face);
    await page.getByRole('button', { name: 'Slate' }).click();
    const other = await otherFace(page, bald);
    await choose({ name: 'sketch.svg', mimeType: 'image/svg+xml', buffer: saved });
    expect(await otherFace(page, other)).toBe(face);

    const paper = await page.locator('fp-sketch-canvas').screenshot();
    await choose({ name: 'drawing.png', mimeType: 'image/png', buffer: paper });
    await otherFace(page, face);
    expect(await strokeCount(page)).toBeGreaterThan(5);
  });

  test('PNG with provenance, to file and clipboard, and everything in one file', async () => {
    const png = await download(() => page.locator('#save-png').click());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.includes('trainedAlgorithmicMedia')).toBe(true);
    await page.locator('#copy-png').click();
    await page.getByText('The face is on the clipboard.').waitFor();
    const types = await page.evaluate(async () => (await navigator.clipboard.read())[0]?.types);
    expect(types).toContain('image/png');
    await page.locator('#history button').first().waitFor();
    const zip = unzipSync(await download(() => page.locator('#save-all').click()));
    expect(Object.keys(zip).sort()).toEqual(['face.png', 'history/01.svg', 'sketch.svg']);
    expect(strFromU8(zip['sketch.svg']!)).toContain('data-facepencil');
    expect(Buffer.from(zip['face.png']!).equals(png)).toBe(true);
  });

  async function download(click: () => Promise<void>): Promise<Buffer> {
    const saved = page.waitForEvent('download');
    await click();
    return readFileSync(await (await saved).path());
  }

  async function choose(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open' }).click();
    await (await chooser).setFiles(file);
  }
});

describe('keeping', () => {
  test('a reload keeps sketch, style and history', async () => {
    await page.getByRole('button', { name: 'Bald', exact: true }).click();
    await page.getByRole('button', { name: 'Slate' }).click();
    await page.locator('#history button').first().waitFor();
    await faceReady(page);
    const face = await faceOf(page);
    await page.waitForTimeout(1000);
    await page.reload();
    await faceReady(page);
    expect(await faceOf(page)).toBe(face);
    expect(await page.locator('#history button').count()).toBeGreaterThan(0);
    expect(await page.getByRole('button', { name: 'Slate' }).getAttribute('aria-pressed')).toBe(
      'true',
    );
  });

  test('a store that is full is reported', async () => {
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await drag(page, [0.4, 0.4], [0.6, 0.4]);
    await page.getByRole('alert').filter({ hasText: 'could not be saved' }).waitFor();
  });

  test('once loaded it works offline', async () => {
    const before = await faceOf(page);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Curly hair', exact: true }).click();
    await otherFace(page, before);
  });
});

describe('for everybody', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  test.each(['light', 'dark'] as const)(
    'axe finds nothing to complain about, %s',
    async (scheme) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.locator('#history button').first().waitFor();
      await page.getByRole('button', { name: 'Make six' }).click();
      await page.locator('#variations').getByRole('button', { name: 'Variation 6' }).waitFor();
      for (const view of ['Side by side', 'Before and after', 'Face under the lines']) {
        await page.getByRole('button', { name: view }).click();
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => {
          const { axe: run } = globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          };
          const { violations: found } = await run.run();
          return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        });
        expect(violations).toEqual([]);
      }
    },
  );

  test.each([360, 768, 1600])('nothing sticks out at %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});
