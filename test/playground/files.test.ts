import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { boundsOf } from './hands.js';
import {
  clearPaper,
  drag,
  faceOf,
  faceReady,
  otherFace,
  strokeCount,
  strokesOf,
} from './playground.js';
import { usePlayground } from './suite.js';

const on = usePlayground('files');

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill="none" stroke="#000" d="M20 10H80V90H20Z"/></svg>';

test('SVG from the clipboard', async () => {
  const before = await faceOf(on.page);
  await on.page.evaluate((text) => navigator.clipboard.writeText(text), svg);
  await on.page.getByRole('button', { name: 'Paste' }).click();
  await otherFace(on.page, before);
  expect(await strokeCount(on.page)).toBe(1);
});

test('what is no sketch is refused with the reason, and nothing changes', async () => {
  const count = await strokeCount(on.page);
  await on.page.evaluate(() => navigator.clipboard.writeText('<svg><path d="'));
  await on.page.getByRole('button', { name: 'Paste' }).click();
  await on.page.getByRole('alert').filter({ hasText: 'broken' }).waitFor();
  expect(await strokeCount(on.page)).toBe(count);
});

test('SVG by the keyboard, pasted', async () => {
  const before = await faceOf(on.page);
  await on.page.evaluate((text) => navigator.clipboard.writeText(text), svg);
  await on.page.keyboard.press('Control+v');
  await otherFace(on.page, before);
  expect(await strokeCount(on.page)).toBe(1);
});

test('a saved sketch opens as it was', async () => {
  await clearPaper(on.page);
  await drag(on.page, [0.3, 0.2], [0.7, 0.2], [0.5, 0.8]);
  await on.page.getByRole('button', { name: 'Copper' }).click();
  await on.page.getByLabel('Transparent background').check();
  await on.page.getByLabel('Faithfulness').fill('0.8');
  await faceReady(on.page);
  const face = await faceOf(on.page);
  const strokes = await strokesOf(on.page);
  const saved = await download(() => on.page.keyboard.press('Control+s'));

  await on.page.getByRole('button', { name: 'Bald', exact: true }).click();
  await on.page.getByRole('button', { name: 'Slate' }).click();
  await on.page.getByLabel('Transparent background').uncheck();
  await on.page.getByLabel('Faithfulness').fill('0.1');
  const other = await otherFace(on.page, face);
  await choose({ name: 'sketch.svg', mimeType: 'image/svg+xml', buffer: saved });
  expect(await otherFace(on.page, other)).toBe(face);
  expect(await strokesOf(on.page)).toEqual(strokes);
  expect(await on.page.getByLabel('Transparent background').isChecked()).toBe(true);
  expect(await on.page.getByLabel('Faithfulness').inputValue()).toBe('0.8');
});

test.each(['image/png', 'image/jpeg'])(
  'a dropped %s of lines is thresholded and thinned to strokes',
  async (type) => {
    const before = await faceOf(on.page);
    await on.page.evaluate(dropDrawing, type);
    await otherFace(on.page, before);
    const strokes = await strokesOf(on.page);
    // One for each line, not one for each of its edges; specks and the shade of the paper are none.
    expect(strokes).toHaveLength(2);
    const ring = strokes.find(({ closed }) => closed === true)!;
    const { x, y, width, height } = boundsOf(ring);
    const radii = ring.points.map((point) =>
      Math.hypot(point[0] - x - width / 2, point[1] - y - height / 2),
    );
    // A thick ring's middle is a circle, as far as a picture of pixels tells.
    expect(Math.max(...radii) / Math.min(...radii)).toBeLessThan(1.06);
  },
);

test('what is dropped and is no picture of lines is refused', async () => {
  const count = await strokeCount(on.page);
  await on.page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'hello');
    dispatchEvent(new DragEvent('dragover', { dataTransfer: data, cancelable: true }));
    dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  });
  const notice = on.page.getByRole('alert').filter({ hasText: 'Drop an SVG' });
  await notice.waitFor();
  expect(await strokeCount(on.page)).toBe(count);
  await notice.getByRole('button', { name: 'Close' }).click();
  await notice.waitFor({ state: 'hidden' });
});

test('PNG with provenance, to file and clipboard, and everything in one file', async () => {
  const png = await download(() => on.page.locator('#save-png').click());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.includes('trainedAlgorithmicMedia')).toBe(true);
  await on.page.locator('#copy-png').click();
  await on.page.getByText('The face is on the clipboard.').waitFor();
  const types = await on.page.evaluate(async () => (await navigator.clipboard.read())[0]?.types);
  expect(types).toContain('image/png');
  await on.page.locator('#history button').first().waitFor();
  await on.page.getByRole('button', { name: 'Make six' }).click();
  await on.page.locator('#variations').getByRole('button', { name: 'Variation 6' }).waitFor();
  const zip = unzipSync(await download(() => on.page.locator('#save-all').click()));
  expect(Object.keys(zip).sort()).toEqual([
    'face.png',
    'history/01.svg',
    'sketch.svg',
    ...[1, 2, 3, 4, 5, 6].map((i) => `variations/0${i}.png`),
  ]);
  expect(strFromU8(zip['sketch.svg']!)).toContain('data-facepencil');
  expect(Buffer.from(zip['face.png']!).equals(png)).toBe(true);
  expect(Buffer.from(zip['variations/01.png']!).includes('trainedAlgorithmicMedia')).toBe(true);
});

/** In the page: drops a picture of a thick ring and a thick line on shaded, dusty paper. */
async function dropDrawing(type: string): Promise<void> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 600;
  const context = canvas.getContext('2d')!;
  const shade = context.createLinearGradient(0, 0, 600, 600);
  shade.addColorStop(0, '#fff');
  shade.addColorStop(1, '#c8c4bc');
  context.fillStyle = shade;
  context.fillRect(0, 0, 600, 600);
  context.fillStyle = '#333';
  for (let i = 0; i < 20; i++) context.fillRect(20 + 29 * i, 15 + ((i * 7) % 10), 1, 1);
  context.strokeStyle = '#30302c';
  context.lineWidth = 14;
  context.beginPath();
  context.arc(300, 300, 200, 0, 2 * Math.PI);
  context.stroke();
  context.beginPath();
  context.moveTo(220, 380);
  context.lineTo(380, 380);
  context.stroke();
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, type, 0.8);
  });
  const data = new DataTransfer();
  data.items.add(new File([blob!], 'drawing', { type }));
  dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
}

async function download(click: () => Promise<void>): Promise<Buffer> {
  const saved = on.page.waitForEvent('download');
  await click();
  return readFileSync(await (await saved).path());
}

async function choose(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const chooser = on.page.waitForEvent('filechooser');
  await on.page.getByRole('button', { name: 'Open' }).click();
  await (await chooser).setFiles(file);
}
