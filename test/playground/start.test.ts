import { expect, test } from '@jest/globals';
import type { Route } from 'playwright-core';
import { faceOf, faceReady, otherFace, strokeCount } from './playground.js';
import { usePlayground } from './suite.js';

const on = usePlayground('start');

test('a face of the first example is there without a click, on WASM, with the reason', async () => {
  expect(await strokeCount(on.page)).toBeGreaterThan(10);
  const backend = await on.page.locator('#backend').textContent();
  expect(backend).toMatch(/WebAssembly.*: no WebGPU adapter could be had/);
  expect(await on.page.evaluate(() => crossOriginIsolated)).toBe(true);
  await on.page.getByText('Face ready').waitFor({ state: 'attached' });
});

test('each example opens and makes a face of its own', async () => {
  const faces = new Set([await faceOf(on.page)]);
  for (const name of ['Short hair', 'Curly hair', 'Long hair', 'Tilted head', 'Bald']) {
    const [last] = [...faces].reverse();
    await on.page.getByRole('button', { name, exact: true }).click();
    faces.add(await otherFace(on.page, last!));
  }
  expect(faces.size).toBe(6);
});

test('its policy is sent with it, and lets nobody frame it', async () => {
  const response = await fetch(on.address);
  const policy = response.headers.get('content-security-policy');
  expect(policy).toMatch(/default-src 'none'.*connect-src 'self'.*frame-ancestors 'none'/);
  // What stands in the page itself is for servers that send no header.
  const declared = /Content-Security-Policy"\s+content="([^"]+)"/.exec(await response.text());
  expect(policy).toContain(declared?.[1]);
});

test('a script of another place is refused by the policy', async () => {
  const blocked = await on.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', (event) => {
          resolve(event.effectiveDirective);
        });
        fetch('https://example.com/').catch(() => undefined);
      }),
  );
  expect(blocked).toBe('connect-src');
  // The browser complains of it, as it should.
  expect(on.playground.complaints.splice(0).join()).toContain('Content Security Policy');
});

test('tells how much is downloaded of how much, and of what is missing; then starts after all', async () => {
  const context = await on.browser.newContext();
  const page = await context.newPage();
  const held: Route[] = [];
  await page.route('**/*.wasm', (route) => void held.push(route));
  await page.route('**/*.onnx', (route) => route.abort(), { times: 1 });
  await page.goto(on.address);
  const status = page.locator('fp-face-status');
  await status.getByText('model/tiny.onnx could not be downloaded').waitFor();
  await status.getByRole('button', { name: 'Try again' }).click();
  // 14.2 MB of WebAssembly are on their way; the model and its manifest, some kB, are here.
  await status.getByText(/^Downloading 0\.0 of 14\.\d MB$/).waitFor();
  await Promise.all(held.map((route) => route.continue()));
  await faceReady(page);
  await context.close();
});

test('a face is announced to screen readers', async () => {
  await on.page.getByRole('status').getByText('Face ready').waitFor({ state: 'attached' });
  await on.page.getByRole('button', { name: 'Clear the paper' }).click();
  await expect(on.page.getByRole('status').getByText('Face ready').count()).resolves.toBe(0);
});
