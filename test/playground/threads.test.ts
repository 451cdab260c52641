import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { serve, type Served } from '../../scripts/serve.mjs';
import { faceOf, launch, openPlayground, servePlayground } from './playground.js';

const FOLDER = 'out/test-playground-threads';

let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await servePlayground(FOLDER);
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

const backend = (page: Page) => page.locator('#backend').textContent();

test('two where the page is isolated, one elsewhere, and the same face to the last bit', async () => {
  const two = await openPlayground(browser, `${served.address}?threads=2`);
  expect(await backend(two.page)).toMatch(/WebAssembly, 2 threads/);
  const plain = await serve(FOLDER, { isolated: false });
  const one = await openPlayground(browser, `${plain.address}?threads=2`);
  expect(await one.page.evaluate(() => crossOriginIsolated)).toBe(false);
  expect(await backend(one.page)).not.toMatch(/threads/);
  expect(await faceOf(one.page)).toBe(await faceOf(two.page));
  await one.page.context().close();
  await two.page.context().close();
  await plain.close();
});

test.each([
  ['cannot be had', (asked: number) => asked === 1],
  ['does not start them', (asked: number) => asked > 1],
])('one where their script %s', async (_, refuse) => {
  let asked = 0;
  const half = await serve(FOLDER, {
    refuse: (path) => path.endsWith('.mjs') && refuse(++asked),
  });
  const open = await openPlayground(browser, `${half.address}?threads=2`);
  expect(asked).toBeGreaterThan(0);
  expect(await backend(open.page)).not.toMatch(/threads/);
  await open.page.context().close();
  await half.close();
});
