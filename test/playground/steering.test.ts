import { expect, test } from '@jest/globals';
import { drag, faceOf, lookOf, onPaper, otherFace, strokeCount } from './playground.js';
import { usePlayground } from './suite.js';

const on = usePlayground('steering');

test('palette, colours, faithfulness, transparency, look and seed each change the face', async () => {
  let face = await faceOf(on.page);
  const changes: Readonly<Record<string, () => Promise<unknown>>> = {
    palette: () => on.page.getByRole('button', { name: 'Copper' }).click(),
    skin: () => on.page.locator('#skin').fill('#603010'),
    hair: () => on.page.locator('#hair').fill('#f0f0f0'),
    bald: () => on.page.locator('#bald').click(),
    background: () => on.page.locator('#background').fill('#2040ff'),
    clothing: () => on.page.locator('#clothing').fill('#e02020'),
    faithfulness: () => on.page.getByLabel('Faithfulness').fill('1'),
    transparency: () => on.page.getByLabel('Transparent background').check(),
    look: () => on.page.locator('#look').fill('77'),
    'another look': () => on.page.getByRole('button', { name: 'Another look' }).click(),
    seed: async () => {
      await on.page.getByLabel('Seed').fill('12');
      await on.page.keyboard.press('Tab');
    },
    surprise: () => on.page.getByRole('button', { name: 'Surprise me' }).click(),
  };
  const faces = [face];
  for (const change of Object.values(changes)) {
    await change();
    face = await otherFace(on.page, face);
    faces.push(face);
  }
  // Each is one step, and what is undone is seen.
  for (const before of faces.slice(0, -1).reverse()) {
    await on.page.keyboard.press('Control+z');
    expect(await otherFace(on.page, face)).toBe(before);
    face = before;
  }
});

test('a seed chooses colours and look; another look keeps the colours, and the seed is gone', async () => {
  const value = (id: string) => on.page.locator(`#${id}`).inputValue();
  const colors = () => Promise.all(['skin', 'hair', 'background', 'clothing'].map(value));
  let face = await faceOf(on.page);
  await on.page.getByLabel('Seed').fill('23');
  await on.page.keyboard.press('Tab');
  face = await otherFace(on.page, face);
  expect(await value('look')).toBe('23');
  const chosen = await colors();

  await on.page.getByRole('button', { name: 'Another look' }).click();
  face = await otherFace(on.page, face);
  expect(await colors()).toEqual(chosen);
  expect(await value('look')).not.toBe('23');
  expect(await value('seed')).toBe('');

  // The face follows as it is typed; what is typed in a row is one step.
  const look = on.page.locator('#look');
  await look.fill('');
  await look.pressSequentially('41');
  face = await otherFace(on.page, face);
  await look.fill('');
  await look.press('Tab');
  expect(await value('look')).toBe('41');

  // A palette is of colours: the look stays.
  await on.page.getByRole('button', { name: 'Dusk' }).click();
  await otherFace(on.page, face);
  expect(await value('look')).toBe('41');
});

test('a head without hair has it in the colour of its skin, whichever that is, until a palette', async () => {
  const bald = on.page.locator('#bald');
  let face = await faceOf(on.page);
  await on.page.locator('#skin').fill('#a07050');
  face = await otherFace(on.page, face);
  await bald.click();
  face = await otherFace(on.page, face);
  expect(await on.page.locator('#hair').inputValue()).toBe('#a07050');
  expect(await bald.isDisabled()).toBe(true);
  await on.page.locator('#skin').fill('#604030');
  await otherFace(on.page, face);
  expect(await on.page.locator('#hair').inputValue()).toBe('#604030');
  await on.page.getByRole('button', { name: 'Copper' }).click();
  expect(await bald.isEnabled()).toBe(true);
});

test('every press of another look is a step of its own: undo takes one back', async () => {
  const look = () => on.page.locator('#look').inputValue();
  const press = () => on.page.getByRole('button', { name: 'Another look' }).click();
  const first = await faceOf(on.page);
  await press();
  const second = await otherFace(on.page, first);
  const chosen = await look();
  await press();
  const third = await otherFace(on.page, second);
  await on.page.keyboard.press('Control+z');
  expect(await otherFace(on.page, third)).toBe(second);
  expect(await look()).toBe(chosen);
  await on.page.keyboard.press('Control+z');
  expect(await otherFace(on.page, second)).toBe(first);
  expect(await look()).toBe('1');
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
  // The fixture's model knows a handful of colours: by chance of the seeds two of six came as near
  // as 8 levels. With the model that ships the nearest two of 36 strips were 24 apart.
  expect(Math.min(...six)).toBeGreaterThan(4);

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

test('before and after: the divider shows the face to its right, by pointer and by keys', async () => {
  const sketch = await lookOf(on.page);
  await on.page.getByRole('button', { name: 'Before and after' }).click();
  const half = await lookOf(on.page);
  expect(half).not.toBe(sketch);
  const divider = on.page.getByRole('slider', { name: 'Before and after' });
  await divider.focus();
  await on.page.keyboard.press('End');
  expect(await divider.inputValue()).toBe('1');
  expect(await lookOf(on.page)).not.toBe(half);

  const at = await onPaper(on.page);
  await on.page.mouse.move(at(0.99, 0.5).x, at(0.99, 0.5).y);
  await on.page.mouse.down();
  await on.page.mouse.move(at(0.25, 0.5).x, at(0.25, 0.5).y, { steps: 6 });
  await on.page.mouse.up();
  expect(Number(await divider.inputValue())).toBeCloseTo(0.25, 1);
});

test('overlay: the face under the lines, as strong as wanted; one draws over it', async () => {
  await on.page.getByRole('button', { name: 'Face under the lines' }).click();
  const slider = on.page.getByRole('slider', { name: 'Face', exact: true });
  await slider.fill('0');
  const none = await lookOf(on.page);
  await slider.fill('1');
  expect(await lookOf(on.page)).not.toBe(none);
  const count = await strokeCount(on.page);
  await drag(on.page, [0.3, 0.3], [0.6, 0.3]);
  expect(await strokeCount(on.page)).toBe(count + 1);
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
