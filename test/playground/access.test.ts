import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { Hands } from './hands.js';
import { faceOf, otherFace, strokeCount } from './playground.js';
import { usePlayground } from './suite.js';

const on = usePlayground('access');

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test.each([
  ['light', 1200],
  ['dark', 1200],
  ['light', 360],
] as const)('axe finds nothing to complain about, %s at %i pixels', async (scheme, width) => {
  await on.page.setViewportSize({ width, height: 800 });
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

test('on a phone tools, paper and face are in sight at once, and a finger draws', async () => {
  await on.page.setViewportSize({ width: 360, height: 740 });
  for (const part of ['fp-toolbar', 'fp-sketch-canvas', '#face']) {
    const box = (await on.page.locator(part).boundingBox())!;
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThanOrEqual(740);
  }
  const count = await strokeCount(on.page);
  const face = await faceOf(on.page);
  const hands = await Hands.on(on.page);
  await hands.touch('down', [[0.3, 0.5]]);
  await hands.touch('move', [[0.5, 0.6]]);
  await hands.touch('move', [[0.7, 0.5]]);
  await hands.touch('up', []);
  expect(await strokeCount(on.page)).toBe(count + 1);
  await otherFace(on.page, face);
});

test('nothing moves for those who do not want it', async () => {
  await on.page.emulateMedia({ reducedMotion: 'reduce' });
  await on.page.getByRole('button', { name: 'Make six' }).click();
  await on.page.locator('#variations').getByRole('button', { name: 'Variation 6' }).waitFor();
  expect(await on.page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test.each([360, 768, 1600])('nothing sticks out at %i pixels', async (width) => {
  await on.page.setViewportSize({ width, height: 800 });
  const overflow = await on.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

test.each([360, 1200])('look and seed are in line with each other at %i pixels', async (width) => {
  await on.page.setViewportSize({ width, height: 800 });
  const sides = async (id: string) => {
    const { x, width: wide, height } = (await on.page.locator(`#${id}`).boundingBox())!;
    return { x, width: wide, height };
  };
  expect(await sides('look')).toEqual(await sides('seed'));
  expect(await sides('another-look')).toEqual(await sides('surprise'));
});
