import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { faceOf, otherFace, strokeCount } from './playground.js';
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

test('a saved sketch opens as it was; a picture of lines becomes strokes', async () => {
  const first = await faceOf(on.page);
  await on.page.getByRole('button', { name: 'Copper' }).click();
  const face = await otherFace(on.page, first);
  const saved = await download(() => on.page.locator('#save-svg').click());
  await on.page.getByRole('button', { name: 'Bald', exact: true }).click();
  const bald = await otherFace(on.page, face);
  await on.page.getByRole('button', { name: 'Slate' }).click();
  const other = await otherFace(on.page, bald);
  await choose({ name: 'sketch.svg', mimeType: 'image/svg+xml', buffer: saved });
  expect(await otherFace(on.page, other)).toBe(face);

  const paper = await on.page.locator('fp-sketch-canvas').screenshot();
  await choose({ name: 'drawing.png', mimeType: 'image/png', buffer: paper });
  await otherFace(on.page, face);
  expect(await strokeCount(on.page)).toBeGreaterThan(5);
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
  const zip = unzipSync(await download(() => on.page.locator('#save-all').click()));
  expect(Object.keys(zip).sort()).toEqual(['face.png', 'history/01.svg', 'sketch.svg']);
  expect(strFromU8(zip['sketch.svg']!)).toContain('data-facepencil');
  expect(Buffer.from(zip['face.png']!).equals(png)).toBe(true);
});

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
