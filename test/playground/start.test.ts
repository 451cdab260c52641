import { expect, test } from '@jest/globals';
import { faceOf, otherFace, strokeCount } from './playground.js';
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
