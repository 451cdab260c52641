import { expect, test } from '@jest/globals';
import { drag, faceOf, faceReady, openPlayground, otherFace, strokeCount } from './playground.js';
import { usePlayground } from './suite.js';

const on = usePlayground('keeping');

test('a reload keeps sketch, style and history', async () => {
  await on.page.getByRole('button', { name: 'Bald', exact: true }).click();
  await on.page.getByRole('button', { name: 'Slate' }).click();
  await on.page.locator('#history button').first().waitFor();
  await faceReady(on.page);
  const face = await faceOf(on.page);
  await on.page.waitForTimeout(1000);
  await on.page.reload();
  await faceReady(on.page);
  expect(await faceOf(on.page)).toBe(face);
  expect(await on.page.locator('#history button').count()).toBeGreaterThan(0);
  expect(await on.page.getByRole('button', { name: 'Slate' }).getAttribute('aria-pressed')).toBe(
    'true',
  );
});

test('a reload keeps what undo and redo lead to', async () => {
  const count = await strokeCount(on.page);
  await drag(on.page, [0.4, 0.1], [0.6, 0.1]);
  await drag(on.page, [0.4, 0.15], [0.6, 0.15]);
  await on.page.getByRole('button', { name: 'Copper' }).click();
  await on.page.keyboard.press('Control+z');
  await on.page.keyboard.press('Control+z');
  await on.page.reload();
  await faceReady(on.page);
  expect(await strokeCount(on.page)).toBe(count + 1);
  await on.page.keyboard.press('Control+y');
  expect(await strokeCount(on.page)).toBe(count + 2);
  await on.page.keyboard.press('Control+y');
  const copper = on.page.getByRole('button', { name: 'Copper' });
  expect(await copper.getAttribute('aria-pressed')).toBe('true');
  for (let i = 0; i < 3; i++) await on.page.keyboard.press('Control+z');
  expect(await strokeCount(on.page)).toBe(count);
});

test('a reload right after a stroke keeps the stroke', async () => {
  const count = await strokeCount(on.page);
  await drag(on.page, [0.4, 0.1], [0.6, 0.1]);
  await on.page.reload();
  await faceReady(on.page);
  expect(await strokeCount(on.page)).toBe(count + 1);
});

test('a store that is full is reported, and the page goes on', async () => {
  const { page } = await openPlayground(on.browser, on.address, {}, async (context) => {
    // How much room there is counts from the first time that the page stores anything.
    const before = await context.newPage();
    await before.goto(`${on.address}icon.svg`);
    const session = await context.newCDPSession(before);
    const origin = on.address.replace(/\/$/, '');
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  });
  const face = await faceOf(page);
  await drag(page, [0.4, 0.4], [0.6, 0.4]);
  const notice = page.getByRole('alert').filter({ hasText: 'could not be saved' });
  await notice.waitFor();
  expect(await notice.textContent()).toContain('no more room');
  await otherFace(page, face);
  await page.context().close();
});

test('once loaded it works offline', async () => {
  const before = await faceOf(on.page);
  await on.page.context().setOffline(true);
  await on.page.getByRole('button', { name: 'Curly hair', exact: true }).click();
  await otherFace(on.page, before);
});
