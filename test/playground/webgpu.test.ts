import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Served } from '../../scripts/serve.mjs';
import { drag, faceOf, launch, openPlayground, otherFace, servePlayground } from './playground.js';

let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await servePlayground('out/test-playground-webgpu');
  browser = await launch('--enable-unsafe-webgpu');
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

/** Puts a script before that of the page's worker. */
function before(script: string) {
  return (context: BrowserContext) =>
    context.route('**/worker-*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: script + (await response.text()) });
    });
}

test('faces on WebGPU; a device that is destroyed in mid-request: WASM answers it', async () => {
  const { page, complaints } = await openPlayground(
    browser,
    served.address,
    {},
    before(`
      const request = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (...args) {
        return (self.device = await request.apply(this, args));
      };
      const submit = GPUQueue.prototype.submit;
      GPUQueue.prototype.submit = function (...args) {
        submit.apply(this, args);
        if (!self.lose) return;
        self.lose = false;
        self.lost = true;
        self.device.destroy();
      };
    `),
  );
  const backend = page.locator('#backend');
  expect(await backend.textContent()).toMatch(/on WebGPU/);
  const face = await faceOf(page);

  const [worker] = page.workers();
  await worker!.evaluate(() => {
    (self as unknown as { lose: boolean }).lose = true;
  });
  await drag(page, [0.3, 0.3], [0.7, 0.35]);
  await otherFace(page, face);
  expect(await worker!.evaluate(() => (self as unknown as { lost?: boolean }).lost)).toBe(true);
  expect(await backend.textContent()).toMatch(/on WebAssembly.*: the WebGPU device was lost/);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a start on WebGPU that fails says why and goes on with WASM', async () => {
  const { page, complaints } = await openPlayground(
    browser,
    served.address,
    {},
    before(`
      GPUAdapter.prototype.requestDevice = async () => {
        throw new DOMException('the driver has had enough', 'OperationError');
      };
    `),
  );
  const words = await page.locator('#backend').textContent();
  expect(words).toMatch(/on WebAssembly/);
  expect(words).toContain('the driver has had enough');
  expect(complaints).toEqual([]);
  await page.context().close();
});
