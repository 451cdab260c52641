import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { FaceRecord } from '../../figma-plugin/src/messages.js';
import { parseManifest, PRESET_NAMES, PRESETS, resolveStyle } from '../../runtime/src/index.js';
import { launchChromium } from '../support/browser.js';
import { tinyAssets } from '../support/model.js';
import { Desk } from './desk.js';
import { example, names } from './documents.js';
import { corners, findLayer, pictureOf } from './layers.js';
import { buildPlugin, MANIFEST } from './plugin.js';
import { Sandbox } from './sandbox.js';

// Quick actions: a command with parameters, typed into Figma's palette, and no window.

const built = buildPlugin('test/fixtures/model');
const strokes = example('bald');
const spec = { pages: [{ children: strokes }], selection: names(strokes) };

describe('parameters', () => {
  let sandbox: Sandbox;

  afterEach(() => {
    expect(sandbox.touched).toEqual([]);
    expect(sandbox.complaints).toEqual([]);
    sandbox.dispose();
  });

  test('are suggested as they are typed', async () => {
    sandbox = await Sandbox.open(built.code, spec);
    const given = (key: string, query: string) => sandbox.deed('input', { key, query });
    expect(given('preset', '')).toEqual({ suggestions: [...PRESET_NAMES] });
    expect(given('preset', 'Du')).toEqual({ suggestions: ['dusk'] });
    expect(given('preset', 'nobody')).toEqual({ suggestions: [] });
    expect(given('count', '')).toEqual({ suggestions: ['4', '6', '8', '12'] });
    expect(given('count', '3')).toEqual({ suggestions: ['3'] });
    expect(given('count', '13')).toEqual({ error: 'A number from 1 to 12' });
    expect(given('seed', '42')).toEqual({ suggestions: ['42'] });
    expect(given('seed', '-1')).toMatchObject({ error: expect.stringMatching(/^A number from 0/) });
  });

  test.each([
    [
      'generate',
      { preset: 'nobody' },
      /^There is no preset “nobody”\. Choose one of studio, linen/,
    ],
    ['generate', { seed: 'x' }, /^“x” is no seed: give a number from 0 to \d+\.$/],
    ['variations', { count: '99' }, /^“99” is no count: give a number from 1 to 12\.$/],
  ])('%s refuses %j', async (command, parameters, says) => {
    sandbox = await Sandbox.open(built.code, spec);
    const before = sandbox.dump();
    sandbox.run(command, parameters);
    await sandbox.rest();
    expect(sandbox.notices).toMatchObject([{ error: true, text: expect.stringMatching(says) }]);
    expect(sandbox.closed).toBe(true);
    expect(sandbox.dump()).toEqual(before);
  });

  test('every command of the manifest is one that the plugin knows', async () => {
    const commands = MANIFEST.menu.map(({ command }) => command!);
    expect(commands).toEqual(['open', 'generate', 'variations', 'regenerate']);
    for (const command of [...commands, ...MANIFEST.relaunchButtons.map((one) => one.command)]) {
      sandbox = await Sandbox.open(built.code, { pages: [{ children: [] }] });
      sandbox.run(command);
      // An unknown command would open the window.
      expect(sandbox.windows).toHaveLength(command === 'open' ? 1 : 0);
      sandbox.dispose();
    }
  });
});

describe('without a window', () => {
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
    expect(desk.strangers).toEqual([]);
    expect(desk.sandbox.touched).toEqual([]);
    expect(desk.sandbox.complaints).toEqual([]);
    await desk.close();
  });

  const recordOf = (name: string) =>
    JSON.parse(findLayer(desk.sandbox, name).data['face']!) as FaceRecord;
  const ended = () => desk.sandbox.until(() => desk.sandbox.closed, 'the run to end');

  test('generate with a preset, regenerate with a seed, each one step of undo', async () => {
    desk = await Desk.open(browser, built, spec);
    const before = desk.sandbox.dump();
    desk.run('generate', { preset: 'copper' });
    expect(desk.sandbox.notices).toMatchObject([{ text: 'Making the face …', button: 'Cancel' }]);
    await ended();
    expect(desk.sandbox.windows).toMatchObject([{ visible: false }]);
    expect(desk.sandbox.notices[1]).toMatchObject({
      error: false,
      text: expect.stringMatching(/^Face placed/),
    });
    expect(recordOf('FacePencil / Face').style).toEqual(PRESETS.copper);
    const generated = desk.sandbox.dump();
    const first = pictureOf(desk.sandbox, findLayer(desk.sandbox, 'Face'));

    // The face is what is selected now.
    await desk.runAgain('regenerate', { seed: '42' });
    await ended();
    const { statistics } = parseManifest((await tinyAssets()).manifest).style;
    const { faithfulness } = PRESETS.copper;
    const record = recordOf('FacePencil / Face');
    expect(record).toMatchObject({
      seed: 42,
      style: resolveStyle({ seed: 42, style: { faithfulness } }, statistics),
    });
    expect(desk.sandbox.layers).toHaveLength(1);
    expect(pictureOf(desk.sandbox, findLayer(desk.sandbox, 'Face')).equals(first)).toBe(false);
    desk.sandbox.deed('undo');
    expect(desk.sandbox.dump()).toEqual(generated);
    desk.sandbox.deed('undo');
    expect(desk.sandbox.dump()).toEqual(before);
  });

  test('variations: as many as asked for, in a row beside the sketch, which stays', async () => {
    desk = await Desk.open(browser, built, spec);
    const before = desk.sandbox.dump();
    desk.run('variations', { count: '4', preset: 'garden' });
    await ended();
    expect(desk.sandbox.notices.pop()!.text).toBe('4 faces made, beside the sketch.');
    const row = findLayer(desk.sandbox, 'FacePencil / Face, variations').children;
    expect(row).toHaveLength(4);
    const [left] = row.map((face) => corners(face)[0]![0]!);
    const sketch = Math.max(...strokes.map(({ x, width }) => x! + width!));
    expect(left).toBeGreaterThan(sketch);
    expect(new Set(row.map((face) => corners(face)[0]![1])).size).toBe(1);
    const pictures = row.map((face) => pictureOf(desk.sandbox, face).toString('base64'));
    expect(new Set(pictures).size).toBe(4);
    for (const { name } of strokes) expect(findLayer(desk.sandbox, name!).visible).toBe(true);
    desk.sandbox.deed('undo');
    expect(desk.sandbox.dump()).toEqual(before);
  });
});
