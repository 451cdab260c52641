import { expect, test } from '@jest/globals';
import { drag, faceOf, otherFace, strokeCount } from './playground.js';
import { usePlayground } from './suite.js';

const on = usePlayground('drawing');

test('by mouse, with undo, redo and clear', async () => {
  const before = await faceOf(on.page);
  await on.page.getByRole('button', { name: 'Clear the paper' }).click();
  await on.page.locator('fp-face-status .row.empty').waitFor();
  await drag(on.page, [0.3, 0.2], [0.7, 0.2], [0.7, 0.8], [0.3, 0.8], [0.3, 0.2]);
  const made = await otherFace(on.page, before);
  await drag(on.page, [0.4, 0.4], [0.6, 0.4]);
  const more = await otherFace(on.page, made);
  expect(await strokeCount(on.page)).toBe(2);
  await on.page.keyboard.press('Control+z');
  expect(await otherFace(on.page, more)).toBe(made);
  await on.page.keyboard.press('Control+Shift+Z');
  expect(await otherFace(on.page, made)).toBe(more);
});

test('by keyboard', async () => {
  await on.page.getByRole('button', { name: 'Clear the paper' }).click();
  await on.page.getByRole('application', { name: 'Paper' }).focus();
  await on.page.keyboard.press('Space');
  for (let i = 0; i < 5; i++) await on.page.keyboard.press('ArrowRight');
  await on.page.keyboard.press('Space');
  expect(await strokeCount(on.page)).toBe(1);
  await on.page.keyboard.press('v');
  await on.page.keyboard.press(']');
  await on.page.keyboard.press('ArrowDown');
  await on.page.keyboard.press('Delete');
  expect(await strokeCount(on.page)).toBe(0);
  // Delete, move, draw, clear.
  for (let i = 0; i < 4; i++) await on.page.keyboard.press('Control+z');
  expect(await strokeCount(on.page)).toBeGreaterThan(10);
});

test('erasers and symmetry', async () => {
  await on.page.getByRole('button', { name: 'Clear the paper' }).click();
  await on.page.getByRole('button', { name: 'Draw on both sides (M)' }).click();
  await drag(on.page, [0.2, 0.3], [0.4, 0.3]);
  expect(await strokeCount(on.page)).toBe(2);
  await on.page.getByRole('button', { name: 'Draw on both sides (M)' }).click();
  await on.page.getByRole('button', { name: 'Erase parts (R)' }).click();
  await drag(on.page, [0.3, 0.2], [0.3, 0.4]);
  expect(await strokeCount(on.page)).toBe(3);
  await on.page.getByRole('button', { name: 'Erase strokes (E)' }).click();
  await drag(on.page, [0.7, 0.2], [0.7, 0.4]);
  expect(await strokeCount(on.page)).toBe(2);
});
