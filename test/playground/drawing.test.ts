import { expect, test } from '@jest/globals';
import {
  clearPaper,
  drag,
  faceOf,
  faceReady,
  lookOf,
  onPaper,
  otherFace,
  press,
  strokeCount,
  strokesOf,
} from './playground.js';
import { boundsOf, Hands } from './hands.js';
import { usePlayground } from './suite.js';

const on = usePlayground('drawing');

test('by mouse, with undo, redo and clear; the face is another one than that of blank paper', async () => {
  const before = await faceOf(on.page);
  await clearPaper(on.page);
  const blank = await faceOf(on.page);
  await drag(on.page, [0.3, 0.2], [0.7, 0.2], [0.7, 0.8], [0.3, 0.8], [0.3, 0.2]);
  const made = await otherFace(on.page, blank);
  expect(made).not.toBe(before);
  await drag(on.page, [0.4, 0.4], [0.6, 0.4]);
  const more = await otherFace(on.page, made);
  expect(await strokeCount(on.page)).toBe(2);
  await press(on.page, 'Undo');
  expect(await otherFace(on.page, more)).toBe(made);
  await press(on.page, 'Redo');
  expect(await otherFace(on.page, made)).toBe(more);
});

test('the face follows while the pen is still down, up to where it rests', async () => {
  const before = await faceOf(on.page);
  const at = await onPaper(on.page);
  await on.page.mouse.move(at(0.3, 0.4).x, at(0.3, 0.4).y);
  await on.page.mouse.down();
  await on.page.mouse.move(at(0.6, 0.6).x, at(0.6, 0.6).y, { steps: 8 });
  await on.page.waitForTimeout(3000);
  const resting = await faceOf(on.page);
  expect(resting).not.toBe(before);
  await on.page.mouse.up();
  await faceReady(on.page);
  expect(await faceOf(on.page)).toBe(resting);
});

test('a pen presses: its strokes keep the pressure, and the resting hand changes nothing', async () => {
  await clearPaper(on.page);
  const hands = await Hands.on(on.page);
  await hands.pen('down', [0.2, 0.3], 0.1);
  await hands.touch('down', [[0.8, 0.9]]);
  for (let i = 1; i <= 10; i++) await hands.pen('move', [0.2 + i * 0.05, 0.3], 0.1 + i * 0.08);
  await hands.touch('up', []);
  await hands.pen('up', [0.7, 0.3], 0);
  const [stroke, ...others] = await strokesOf(on.page);
  expect(others).toEqual([]);
  expect(stroke!.points[0]![2]).toBeLessThan(0.2);
  expect(stroke!.points.at(-2)![2]).toBeGreaterThan(0.5);
});

test('one finger draws, two zoom and move the paper and leave no stroke', async () => {
  await clearPaper(on.page);
  const hands = await Hands.on(on.page);
  await hands.touch('down', [[0.3, 0.3]]);
  await hands.touch('move', [[0.5, 0.3]]);
  await hands.touch('move', [[0.7, 0.3]]);
  await hands.touch('up', []);
  const [drawn] = await strokesOf(on.page);
  expect(boundsOf(drawn!).width).toBeCloseTo(0.4 * 512, -1);

  await hands.touch('down', [[0.4, 0.5]]);
  await hands.touch('down', [
    [0.4, 0.5],
    [0.6, 0.5],
  ]);
  for (const reach of [0.15, 0.2]) {
    await hands.touch('move', [
      [0.5 - reach, 0.5],
      [0.5 + reach, 0.5],
    ]);
  }
  await hands.touch('up', []);
  expect(await strokeCount(on.page)).toBe(1);

  // Twice as large now: the same way over the glass is half as long on the paper.
  await hands.touch('down', [[0.3, 0.3]]);
  await hands.touch('move', [[0.5, 0.3]]);
  await hands.touch('move', [[0.7, 0.3]]);
  await hands.touch('up', []);
  expect(boundsOf((await strokesOf(on.page))[1]!).width).toBeCloseTo(0.2 * 512, -1);
});

test('by keyboard alone, from the top of the page', async () => {
  for (let i = 0; i < 40; i++) {
    await on.page.keyboard.press('Tab');
    if (await focused('Paper')) break;
  }
  expect(await focused('Paper')).toBe(true);
  const count = await strokeCount(on.page);
  await on.page.keyboard.press('Space');
  for (let i = 0; i < 5; i++) await on.page.keyboard.press('ArrowRight');
  await on.page.keyboard.press('Space');
  expect(await strokeCount(on.page)).toBe(count + 1);

  await on.page.keyboard.press('v');
  await on.page.keyboard.press('[');
  await on.page.keyboard.press('ArrowDown');
  const [moved] = (await strokesOf(on.page)).slice(-1);
  expect(boundsOf(moved!).y).toBeCloseTo(256 + 8, 0);
  await on.page.keyboard.press('Delete');
  expect(await strokeCount(on.page)).toBe(count);
  // Delete, move, draw.
  for (let i = 0; i < 3; i++) await on.page.keyboard.press('Control+z');
  expect(await strokeCount(on.page)).toBe(count);
  await on.page.keyboard.press('Control+y');
  expect(await strokeCount(on.page)).toBe(count + 1);

  await on.page.keyboard.press('Control+a');
  await on.page.keyboard.press('Delete');
  expect(await strokeCount(on.page)).toBe(0);
});

test('both sides at once; a part erased leaves two ends; a touched stroke goes', async () => {
  await clearPaper(on.page);
  await press(on.page, 'Draw on both sides');
  await drag(on.page, [0.2, 0.3], [0.4, 0.3]);
  const [left, right] = await strokesOf(on.page);
  expect(boundsOf(left!).x + boundsOf(left!).width).toBeCloseTo(512 - boundsOf(right!).x, 0);
  await press(on.page, 'Draw on both sides');
  await press(on.page, 'Erase parts');
  await drag(on.page, [0.3, 0.2], [0.3, 0.4]);
  expect(await strokeCount(on.page)).toBe(3);
  await press(on.page, 'Erase strokes');
  await drag(on.page, [0.7, 0.2], [0.7, 0.4]);
  expect(await strokeCount(on.page)).toBe(2);
});

test('an eraser shows how far it reaches', async () => {
  const at = await onPaper(on.page);
  await press(on.page, 'Erase parts');
  const without = await lookOf(on.page);
  await on.page.mouse.move(at(0.1, 0.1).x, at(0.1, 0.1).y);
  expect(await lookOf(on.page)).not.toBe(without);
  await on.page.mouse.move(at(1.2, -0.1).x, at(0.1, -0.1).y);
  expect(await lookOf(on.page)).toBe(without);
});

test('strokes are picked, moved and put back', async () => {
  await clearPaper(on.page);
  await drag(on.page, [0.2, 0.2], [0.4, 0.2]);
  await drag(on.page, [0.2, 0.6], [0.4, 0.6]);
  await press(on.page, 'Select (V)');
  await drag(on.page, [0.3, 0.2], [0.5, 0.4]);
  let strokes = await strokesOf(on.page);
  expect(strokes.map((stroke) => Math.round(boundsOf(stroke).y / 51.2)).sort()).toEqual([4, 6]);
  // Both, by a rectangle around them; then moved together by one of them.
  await drag(on.page, [0.05, 0.1], [0.95, 0.9]);
  await drag(on.page, [0.3, 0.6], [0.3, 0.7]);
  strokes = await strokesOf(on.page);
  expect(strokes.map((stroke) => Math.round(boundsOf(stroke).y / 51.2)).sort()).toEqual([5, 7]);
  await on.page.keyboard.press('Control+z');
  await on.page.keyboard.press('Control+z');
  strokes = await strokesOf(on.page);
  expect(strokes.map((stroke) => Math.round(boundsOf(stroke).y / 51.2)).sort()).toEqual([2, 6]);
});

test('strokes are picked by drawing around them', async () => {
  await clearPaper(on.page);
  await drag(on.page, [0.3, 0.3], [0.4, 0.3]);
  await drag(on.page, [0.6, 0.6], [0.8, 0.6]);
  await press(on.page, 'Select by drawing around');
  await drag(on.page, [0.2, 0.2], [0.5, 0.2], [0.5, 0.4], [0.2, 0.4], [0.2, 0.2]);
  await on.page.keyboard.press('Delete');
  const [rest, ...others] = await strokesOf(on.page);
  expect(others).toEqual([]);
  expect(boundsOf(rest!).x).toBeGreaterThan(0.5 * 512);
});

test('the paper is zoomed and moved, and shown whole again', async () => {
  const whole = await lookOf(on.page);
  await press(on.page, 'Zoom in');
  const larger = await lookOf(on.page);
  expect(larger).not.toBe(whole);
  await press(on.page, 'Move the paper');
  await drag(on.page, [0.5, 0.5], [0.6, 0.5]);
  const moved = await lookOf(on.page);
  expect(moved).not.toBe(larger);
  await press(on.page, 'Zoom out');
  expect(await lookOf(on.page)).not.toBe(moved);
  await press(on.page, 'Whole paper');
  expect(await lookOf(on.page)).toBe(whole);

  const at = await onPaper(on.page);
  await on.page.mouse.move(at(0.5, 0.5).x, at(0.5, 0.5).y);
  await on.page.keyboard.down('Control');
  await on.page.mouse.wheel(0, -100);
  await on.page.keyboard.up('Control');
  await expect(lookOf(on.page)).resolves.not.toBe(whole);
  expect(await on.page.evaluate(() => visualViewport?.scale)).toBe(1);
});

test('proportions lie under the paper on request', async () => {
  const without = await lookOf(on.page);
  await press(on.page, 'Show face proportions');
  expect(await lookOf(on.page)).not.toBe(without);
  await press(on.page, 'Show face proportions');
  expect(await lookOf(on.page)).toBe(without);
});

test('undone in the middle of a stroke, the stroke is called off', async () => {
  await clearPaper(on.page);
  await drag(on.page, [0.2, 0.2], [0.4, 0.2]);
  const at = await onPaper(on.page);
  await on.page.mouse.move(at(0.2, 0.5).x, at(0.2, 0.5).y);
  await on.page.mouse.down();
  await on.page.mouse.move(at(0.4, 0.5).x, at(0.4, 0.5).y, { steps: 4 });
  await on.page.keyboard.press('Control+z');
  await on.page.mouse.move(at(0.6, 0.5).x, at(0.6, 0.5).y, { steps: 4 });
  await on.page.mouse.up();
  expect(await strokeCount(on.page)).toBe(0);
  await on.page.keyboard.press('Control+y');
  expect(await strokeCount(on.page)).toBe(1);
});

/** Whether what has the focus is called so. */
function focused(name: string): Promise<boolean> {
  return on.page.evaluate((label) => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') === label;
  }, name);
}
