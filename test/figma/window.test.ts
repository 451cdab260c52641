import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser.js';
import { Desk } from './desk.js';
import { example, names } from './documents.js';
import type { NodeSpec } from './fake/spec.js';
import { findLayer } from './layers.js';
import { buildPlugin } from './plugin.js';

// The window as a designer sees it: light and dark, by keyboard, and by screen reader.

// FACEPENCIL_LOOK=models takes the pictures with the model that ships.
const built = buildPlugin(
  process.env['FACEPENCIL_LOOK'] === 'models' ? 'models' : 'test/fixtures/model',
);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const brown = { type: 'SOLID', color: { r: 0.4, g: 0.2, b: 0.1 } };
const [hair, ...others] = example('bob-cut', { every: 1 });
const strokes: readonly NodeSpec[] = [
  { ...hair!, name: 'Hair', props: { ...hair!.props, strokes: [brown] } },
  ...others,
];
const second = example('bald', { x: 700 }).map((stroke, i) => ({ ...stroke, name: `Second ${i}` }));
const styles = ['Red', 'Ochre', 'Sand', 'Moss', 'Sea', 'Night'].map((name, i) => ({
  name,
  color: { r: 1 - i / 6, g: (i * 0.37) % 1, b: i / 6 },
}));

let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

afterEach(async () => {
  expect(desk.complaints).toEqual([]);
  await desk.close();
});

async function open(theme: 'light' | 'dark' = 'light'): Promise<void> {
  const pages = [{ children: [...strokes, ...second] }];
  desk = await Desk.open(browser, built, { pages, styles, selection: names(strokes) }, { theme });
  desk.run('open');
  await desk.faceReady();
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

async function complaintsOfAxe(): Promise<string[]> {
  const frame = desk.page.frames().find((one) => one.parentFrame() !== null)!;
  await frame.evaluate(axe);
  const violations = await frame.evaluate(async () => {
    const { axe: run } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: Violation[] }> };
    };
    return (await run.run()).violations;
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test('axe finds nothing to complain about, whatever the window shows', async () => {
    await open(theme);
    const { window } = desk;
    const look = async (name: string) => {
      await desk.rest();
      await desk.picture(`window-${theme}-${name}.png`);
      expect([name, await complaintsOfAxe()]).toEqual([name, []]);
    };
    await look('face');
    await window.locator('#lines').click();
    await window.locator('#vary').click();
    await window.locator('#variations button').nth(5).waitFor();
    await look('variations');
    await window.locator('#skin-swatches').click();
    await window.locator('#size').scrollIntoViewIfNeeded();
    await look('controls');
    desk.sandbox.deed('select', { names: names([...strokes, ...second]) });
    await window.locator('#next').waitFor();
    await desk.faceReady();
    await look('several');
    desk.sandbox.deed('select', { names: [] });
    await window.locator('#problem').waitFor();
    await look('empty');
    desk.sandbox.deed('select', { names: names(strokes) });
    await desk.faceReady();
    await window.locator('#apply').click();
    await desk.notified(/^Face placed/);
    await desk.rest();
    await desk.faceReady();
    await look('placed');
    await desk.runAgain('release');
    await window.locator('#keep-image').waitFor();
    await look('release');
  });
});

test('everything by keyboard: colours, strokes, place, undo, edit, done, close', async () => {
  await open();
  const { page, window } = desk;
  const focused = () =>
    window.locator('fp-figma').evaluate((panel) => {
      let at = panel.shadowRoot?.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.id ?? '';
    });
  // Tab reaches every control, in the order of the page.
  await window.locator('#lines').focus();
  const reached = [await focused()];
  for (let i = 0; i < 40 && reached[reached.length - 1] !== 'apply'; i++) {
    await page.keyboard.press('Tab');
    const id = await focused();
    if (id !== '') reached.push(id);
  }
  expect(reached).toEqual([
    ...['lines', 'vary', 'skin', 'skin-swatches', 'hair', 'bald', 'hair-swatches', 'hair-hint'],
    ...['background', 'background-swatches', 'clothing', 'clothing-swatches', 'transparent'],
    ...['faithfulness', 'look', 'another-look', 'seed', 'surprise', 'size', 'apply'],
  ]);
  await page.keyboard.press('l');
  expect(await window.locator('#lines').getAttribute('aria-pressed')).toBe('true');
  // In a field, letters are letters.
  await window.locator('#size').focus();
  await page.keyboard.press('l');
  expect(await window.locator('#lines').getAttribute('aria-pressed')).toBe('true');

  await page.keyboard.press('Control+Enter');
  await desk.notified(/^Face placed/);
  await desk.rest();
  await window.locator('#edit').waitFor();
  await desk.faceReady();
  await window.locator('#edit').focus();
  await page.keyboard.press('Enter');
  await window.locator('#done').waitFor();
  await desk.sandbox.until(() => findLayer(desk.sandbox, 'Sketch').visible, 'the strokes');
  await page.keyboard.press('Escape');
  await desk.sandbox.until(() => !findLayer(desk.sandbox, 'Sketch').visible, 'the end of it');
  await page.keyboard.press('Escape');
  await desk.sandbox.until(() => desk.sandbox.closed, 'the window to close');
});

test('a face just placed goes on being shown: nothing blinks', async () => {
  await open();
  const { window } = desk;
  // Anything else than the face, ever so short, is written down.
  await window.locator('fp-figma').evaluate((panel) => {
    const face = panel.shadowRoot!.querySelector('fp-pixels')!;
    const seen = new MutationObserver(() => {
      if (!face.hasAttribute('pixels')) panel.setAttribute('blinked', '');
    });
    seen.observe(face, { attributes: true });
  });
  await window.locator('#apply').click();
  await desk.notified(/^Face placed/);
  await desk.rest();
  await window.locator('#edit').waitFor();
  await desk.faceReady();
  expect(await window.locator('fp-figma').getAttribute('blinked')).toBeNull();
});
