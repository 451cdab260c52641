import { expect, test } from '@jest/globals';
import { faceOf, otherFace } from './playground.js';
import { usePlayground } from './suite.js';

const on = usePlayground('steering');

test('palette, colour, faithfulness, transparency and seed each change the face', async () => {
  let face = await faceOf(on.page);
  const changes = [
    () => on.page.getByRole('button', { name: 'Copper' }).click(),
    () => on.page.getByLabel('Background', { exact: false }).first().fill('#2040ff'),
    () => on.page.getByLabel('Faithfulness').fill('1'),
    () => on.page.getByLabel('Transparent background').check(),
    () =>
      on.page
        .getByLabel('Seed')
        .fill('12')
        .then(() => on.page.keyboard.press('Tab')),
  ];
  for (const change of changes) {
    await change();
    face = await otherFace(on.page, face);
  }
  await on.page.keyboard.press('Control+z');
  await otherFace(on.page, face);
});

test('six variations fill in one by one, unlike each other; one is taken; others come after', async () => {
  const first = await faceOf(on.page);
  await on.page.locator('#history button').first().waitFor();
  await on.page.getByRole('button', { name: 'Make six' }).click();
  const strip = on.page.locator('#variations');
  await strip.locator('.making').first().waitFor();
  await strip.getByRole('button', { name: 'Variation 6' }).waitFor();
  const six = await differences('#variations');
  expect(six).toHaveLength((6 * 5) / 2);
  expect(Math.min(...six)).toBeGreaterThan(8);

  await strip.getByRole('button', { name: 'Variation 6' }).click();
  const taken = await otherFace(on.page, first);
  await on.page.locator('#history li').nth(1).waitFor();
  await on.page.locator('#history button').nth(1).click();
  expect(await otherFace(on.page, taken)).toBe(first);

  await on.page.getByRole('button', { name: 'Six more' }).click();
  await strip.locator('.making').first().waitFor();
  await strip.getByRole('button', { name: 'Variation 6' }).waitFor();
  expect(await differences('#variations')).not.toEqual(six);
});

test('views', async () => {
  await on.page.getByRole('button', { name: 'Before and after' }).click();
  await on.page.getByRole('slider', { name: 'Before and after' }).fill('0.2');
  await on.page.getByRole('button', { name: 'Face under the lines' }).click();
  await on.page.getByRole('slider', { name: 'Face', exact: true }).fill('1');
  await on.page.getByRole('button', { name: 'Side by side' }).click();
  await on.page.locator('#face').waitFor();
});

/** The mean difference of each two pictures of a strip, in levels of 255. */
function differences(strip: string): Promise<number[]> {
  return on.page.locator(`${strip} button canvas`).evaluateAll((canvases) => {
    const pictures = (canvases as HTMLCanvasElement[]).map((canvas) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((_, i) => i % 4 < 3);
    });
    return pictures.flatMap((a, i) =>
      pictures
        .slice(i + 1)
        .map((b) => a.reduce((sum, value, k) => sum + Math.abs(value - b[k]!), 0) / a.length),
    );
  });
}
