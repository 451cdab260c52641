import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Served } from '../../scripts/serve.mjs';
import {
  clearPaper,
  drag,
  faceOf,
  launch,
  openPlayground,
  otherFace,
  servePlayground,
} from './playground.js';
import { elsewhere } from './suite.js';

/** The page with the model that ships, as a visitor gets it; SwiftShader takes its time. */
const PATIENCE = 900_000;

let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await servePlayground('out/test-playground-model', 'models');
  browser = await launch('--enable-unsafe-webgpu');
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

test(
  'the model that ships makes the same face on WASM and on WebGPU',
  async () => {
    const wasm = await openPlayground(browser, `${served.address}?backend=wasm`);
    expect(await wasm.page.locator('#backend').textContent()).toMatch(/on WebAssembly/);
    const first = await pixelsOf(wasm.page);
    await wasm.page.context().close();

    const webgpu = await openPlayground(browser, served.address, {}, undefined, PATIENCE);
    expect(await webgpu.page.locator('#backend').textContent()).toMatch(/on WebGPU/);
    const second = await pixelsOf(webgpu.page);
    await webgpu.page.context().close();

    expect(first.length).toBe(second.length);
    const difference = first.reduce((sum, v, i) => sum + Math.abs(v - second[i]!), 0);
    expect(difference / first.length).toBeLessThan(2);
    // A picture, not one colour.
    expect(Math.max(...first)).toBeGreaterThan(Math.min(...first) + 100);
    for (const { requests, complaints } of [wasm, webgpu]) {
      expect(elsewhere(requests, served.address)).toEqual([]);
      expect(complaints).toEqual([]);
    }
  },
  PATIENCE,
);

test('the model that ships makes a face of what the mouse draws', async () => {
  const { page } = await openPlayground(browser, `${served.address}?backend=wasm`);
  const example = await faceOf(page);
  await clearPaper(page);
  const blank = await faceOf(page);
  await drag(page, [0.5, 0.15], [0.25, 0.3], [0.27, 0.6], [0.5, 0.85], [0.73, 0.6], [0.75, 0.3]);
  await drag(page, [0.34, 0.45], [0.44, 0.45]);
  await drag(page, [0.56, 0.45], [0.66, 0.45]);
  await drag(page, [0.42, 0.7], [0.58, 0.7]);
  const face = await otherFace(page, blank);
  expect(face).not.toBe(example);
  await page.context().close();
});

/** One number a channel, 0..255, of a sixteenth of the face's pixels. */
function pixelsOf(page: Page): Promise<number[]> {
  return page.locator('#face canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return [...data].filter((_, i) => (i >> 2) % 16 === 0);
  });
}
