import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { usePlayground } from './suite.js';

const on = usePlayground('access');

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test.each(['light', 'dark'] as const)('axe finds nothing to complain about, %s', async (scheme) => {
  await on.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await on.page.locator('#history button').first().waitFor();
  await on.page.getByRole('button', { name: 'Make six' }).click();
  await on.page.locator('#variations').getByRole('button', { name: 'Variation 6' }).waitFor();
  for (const view of ['Side by side', 'Before and after', 'Face under the lines']) {
    await on.page.getByRole('button', { name: view }).click();
    await on.page.evaluate(axe);
    const violations = await on.page.evaluate(async () => {
      const { axe: run } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations: found } = await run.run();
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
  }
});

test.each([360, 768, 1600])('nothing sticks out at %i pixels', async (width) => {
  await on.page.setViewportSize({ width, height: 800 });
  const overflow = await on.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
