import { expect, test } from '@jest/globals';
import { drag, faceOf, launch, openPlayground, otherFace, servePlayground } from './playground.js';

/** Put before the worker's script, so that the test can take its device away. */
const KEEP_DEVICE = `
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    return (self.device = await request.apply(this, args));
  };
`;

test('faces on WebGPU; when the device is lost WASM answers the request', async () => {
  const served = await servePlayground('out/test-playground-webgpu');
  const browser = await launch('--enable-unsafe-webgpu');
  try {
    const { page, complaints } = await openPlayground(browser, served.address, {}, (context) =>
      context.route('**/worker-*.js', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: KEEP_DEVICE + (await response.text()) });
      }),
    );
    expect(await page.locator('#backend').textContent()).toMatch(/on WebGPU/);
    const face = await faceOf(page);

    const [worker] = page.workers();
    await worker!.evaluate(() => {
      (self as unknown as { device: { destroy(): void } }).device.destroy();
    });
    await drag(page, [0.3, 0.3], [0.7, 0.35]);
    await otherFace(page, face);
    const backend = await page.locator('#backend').textContent();
    expect(backend).toMatch(/on WebAssembly: the WebGPU device was lost/);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
    await served.close();
  }
});
