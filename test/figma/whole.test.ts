import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { decode } from 'fast-png';
import type { Browser } from 'playwright-core';
import type { FaceRecord, FaceSettings, SketchJob } from '../../figma-plugin/src/messages.js';
import { readSketch } from '../../figma-plugin/src/ui/read-sketch.js';
import { openGenerator, readAssets } from '../../runtime/src/generator/node.js';
import { encodePng, parseManifest, PRESETS } from '../../runtime/src/index.js';
import { launchChromium } from '../support/browser.js';
import { Desk, type DeskOptions, LARGE } from './desk.js';
import { example, names } from './documents.js';
import type { DocumentSpec, NodeSpec } from './fake/spec.js';
import { findLayer, pictureOf } from './layers.js';
import { type Built, buildPlugin } from './plugin.js';

let browser: Browser;
let desk: Desk;
const tiny = buildPlugin('test/fixtures/model');

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

afterEach(async () => {
  await desk.rest();
  expect(desk.complaints).toEqual([]);
  expect(desk.strangers).toEqual([]);
  expect(desk.sandbox.touched).toEqual([]);
  expect(desk.sandbox.complaints).toEqual([]);
  await desk.close();
});

async function open(
  spec: Omit<DocumentSpec, 'relaunchButtons'>,
  { built = tiny, ...options }: DeskOptions & { readonly built?: Built } = {},
): Promise<Desk> {
  return (desk = await Desk.open(browser, built, spec, options));
}

function jobs(): readonly SketchJob[] {
  const told = desk.sandbox.toUi.filter(({ type }) => type === 'init' || type === 'selection');
  return (told.pop() as unknown as { selection: { jobs: SketchJob[] } }).selection.jobs;
}

/** Faces drawn side by side, each with names of its own. */
function faces(count: number, side = 160): NodeSpec[] {
  return Array.from({ length: count }, (_, face) =>
    example(face % 2 === 0 ? 'bald' : 'bob-cut', { x: face * 2 * side, side }).map(
      (stroke, i): NodeSpec => ({ ...stroke, name: `Face ${face + 1}, ${i}` }),
    ),
  ).flat();
}

function faceNames(): string[] {
  return desk.sandbox.layers
    .map(({ name }) => name)
    .filter((name) => name.startsWith('FacePencil'));
}

function recordOf(name: string): FaceRecord {
  return JSON.parse(findLayer(desk.sandbox, name).data['face']!) as FaceRecord;
}

/** A sheet with a face drawn on it, between things that are none of it. */
function sheet(strokes: readonly NodeSpec[]): NodeSpec {
  const white = { type: 'SOLID', color: { r: 1, g: 1, b: 1 } };
  const dark = { type: 'SOLID', color: { r: 0.2, g: 0.2, b: 0.2 } };
  return {
    type: 'FRAME',
    name: 'Sheet',
    x: 40,
    y: 40,
    width: 560,
    height: 620,
    props: { fills: [white] },
    children: [
      {
        type: 'TEXT',
        name: 'Title',
        x: 40,
        y: 32,
        width: 200,
        height: 30,
        props: { characters: 'Persona 1', fills: [dark] },
      },
      ...strokes,
    ],
  };
}

describe('a sketch becomes a face, with the model that ships', () => {
  test('in place, pixel by pixel what the runtime makes, and one undo takes it back', async () => {
    const strokes = example('bob-cut', { x: 100, y: 110, side: 380, every: 1 });
    await open(
      { pages: [{ children: [sheet(strokes)] }], selection: names(strokes) },
      { built: buildPlugin('models'), viewport: LARGE },
    );
    const view = { x: 0, y: 0, width: 1280, height: 800 };
    const before = desk.sandbox.dump();
    desk.run('open');
    await desk.faceReady();
    await desk.paint(view);
    await desk.picture('whole-before.png');
    expect(desk.sandbox.dump()).toEqual(before);

    await desk.window.locator('#apply').click();
    await desk.notified(/^Face placed/);
    await desk.rest();
    await desk.paint(view);
    const picture = decode(await desk.picture('whole-after.png'));

    const { frame, style, background } = recordOf('FacePencil / Sheet');
    const { manifest } = await readAssets('models');
    const framed = readSketch(jobs()[0]!, parseManifest(manifest).frame);
    // Math.sin and its like may differ in the last digit between node and Chromium.
    for (const side of ['x', 'y', 'size'] as const) {
      expect(frame[side]).toBeCloseTo(framed.frame[side], 9);
    }
    const generator = await openGenerator('models');
    const face = await generator.generate(framed.sketch, { frame, style, background });
    await generator.dispose();
    const png = pictureOf(desk.sandbox, findLayer(desk.sandbox, 'Face'));
    expect(png.equals(Buffer.from(encodePng(face.image, face)))).toBe(true);

    // The document is painted one to one: what lies on the frame is the face.
    const { data, width } = face.image;
    let difference = 0;
    let compared = 0;
    for (let v = 0.02; v < 1; v += 0.02) {
      for (let u = 0.02; u < 1; u += 0.02) {
        const [px, py] = [frame.x + u * frame.size, frame.y + v * frame.size].map(Math.round);
        const from = 4 * (Math.floor(v * width) * width + Math.floor(u * width));
        const at = picture.channels * (py! * picture.width + px!);
        for (let channel = 0; channel < 3; channel++) {
          difference += Math.abs(data[from + channel]! - picture.data[at + channel]!);
          compared++;
        }
      }
    }
    expect(difference / compared).toBeLessThan(6);

    desk.sandbox.deed('undo');
    expect(desk.sandbox.dump()).toEqual(before);
  });
});

describe('the window', () => {
  test('several sketches at once: shown one by one, placed in one step each by its own', async () => {
    const strokes = faces(3);
    await open({ pages: [{ children: strokes }], selection: names(strokes) });
    const before = desk.sandbox.dump();
    desk.run('open');
    await desk.faceReady();
    const { window } = desk;
    expect(await window.locator('.steps .muted').textContent()).toBe('1 of 3');
    await window.locator('#next').click();
    expect(await window.locator('.steps .muted').textContent()).toBe('2 of 3');
    await desk.faceReady();
    expect(await window.locator('#apply').textContent()).toMatch(/Place 3 faces/);
    await window.locator('#apply').click();
    await desk.notified(/^3 faces placed/);
    await desk.rest();
    expect(faceNames()).toHaveLength(3);
    const places = desk.sandbox.layers.map((group) => {
      const [sketch, image] = group.children;
      return { drawn: sketch!.absoluteTransform[0][2], placed: image!.absoluteTransform[0][2] };
    });
    for (const { drawn, placed } of places) expect(Math.abs(drawn - placed)).toBeLessThan(80);
    desk.sandbox.deed('undo');
    expect(desk.sandbox.dump()).toEqual(before);
  });

  test('a batch can be called off, and nothing is changed', async () => {
    const strokes = faces(8);
    await open({ pages: [{ children: strokes }], selection: names(strokes) });
    const before = desk.sandbox.dump();
    desk.run('open');
    await desk.faceReady();
    // In the page itself: from outside, the click could come after the last face.
    await desk.window.locator('fp-figma').evaluate(async (panel) => {
      const button = (id: string) => panel.shadowRoot!.querySelector<HTMLElement>(`#${id}`);
      button('apply')!.click();
      while (button('cancel') === null) await new Promise((resolve) => setTimeout(resolve, 0));
      button('cancel')!.click();
    });
    await desk.notified(/^Cancelled. Nothing was changed/);
    await desk.rest();
    expect(desk.sandbox.dump()).toEqual(before);
    expect(desk.sandbox.closed).toBe(false);
  });

  test('closed while faces are being made: said so, and nothing is changed', async () => {
    const strokes = faces(8);
    await open({ pages: [{ children: strokes }], selection: names(strokes) });
    const before = desk.sandbox.dump();
    desk.run('open');
    await desk.faceReady();
    await desk.window.locator('#apply').click();
    await desk.sandbox.until(() => desk.busy, 'the first face to be begun');
    desk.sandbox.deed('closeWindow');
    await desk.notified(/closed before the face was made. Nothing was changed/);
    await desk.rest();
    expect(await desk.page.locator('iframe').count()).toBe(0);
    expect(desk.sandbox.dump()).toEqual(before);
  });

  test('variations: six in a strip, and the one taken is the one placed', async () => {
    const strokes = example('bald');
    await open({ pages: [{ children: strokes }], selection: names(strokes) });
    desk.run('open');
    await desk.faceReady();
    const { window } = desk;
    await window.locator('#vary').click();
    await window.locator('#variations button').nth(5).waitFor();
    const made = await window
      .locator('#variations canvas')
      .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
    expect(new Set(made).size).toBe(6);
    await window.locator('#variations button').nth(4).click();
    await window.locator('#seed').waitFor();
    const seed = Number(await window.locator('#seed').inputValue());
    expect(seed).toBeGreaterThan(0);
    await desk.faceReady();
    await window.locator('#apply').click();
    await desk.notified(/^Face placed/);
    await desk.rest();
    expect(recordOf('FacePencil / Face').seed).toBe(seed);
  });

  test('colours of the document and of the strokes, size, transparency; remembered', async () => {
    const brown = { type: 'SOLID', color: { r: 0.4, g: 0.2, b: 0.1 } };
    const [hair, ...rest] = example('bald');
    const named = { ...hair!, name: 'Hair', props: { ...hair!.props, strokes: [brown] } };
    await open({
      pages: [{ children: [named, ...rest] }],
      selection: ['Hair', ...names(rest)],
      styles: [{ name: 'Brand/Red', color: { r: 1, g: 0, b: 0 } }],
    });
    desk.run('open');
    await desk.faceReady();
    const { window } = desk;
    await window.locator('#hair-hint').click();
    await window.locator('#clothing-swatches').click();
    await window.locator('[aria-label="Brand/Red"]').click();
    await window.locator('#transparent').check();
    await window.locator('#size').selectOption('1024');
    await desk.faceReady();
    await desk.sandbox.until(
      () =>
        (desk.sandbox.deed('storage') as { settings?: { size?: number } }).settings?.size === 1024,
      'the settings to be kept',
    );
    await window.locator('#apply').click();
    await desk.notified(/^Face placed/);
    await desk.rest();
    const record = recordOf('FacePencil / Face');
    expect(record.style).toMatchObject({ hair: '#66331a', clothing: '#ff0000' });
    expect(record).toMatchObject({ background: 'transparent', size: 1024 });
    const { width, channels, data } = decode(
      pictureOf(desk.sandbox, findLayer(desk.sandbox, 'Face')),
    );
    expect([width, channels]).toEqual([1024, 4]);
    expect(data.some((value, i) => i % 4 === 3 && value < 255)).toBe(true);
  });

  test('another look is another face in the same colours, and no seed chose it', async () => {
    const strokes = example('bald');
    await open({ pages: [{ children: strokes }], selection: names(strokes) });
    desk.run('open');
    await desk.faceReady();
    const { window } = desk;
    await window.locator('#seed').fill('42');
    await window.locator('#seed').press('Tab');
    await desk.faceReady();
    const look = window.locator('#look');
    expect(await look.inputValue()).toBe('42');
    const hair = await window.locator('#hair').inputValue();
    await look.fill('7');
    await desk.faceReady();
    expect(await window.locator('#seed').inputValue()).toBe('');
    expect(await window.locator('#hair').inputValue()).toBe(hair);
    await window.locator('#apply').click();
    await desk.notified(/^Face placed/);
    await desk.rest();
    const { style, seed } = recordOf('FacePencil / Face');
    expect([style.look, style.hair, seed]).toEqual([7, hair, undefined]);
  });

  test('settings are as they were last time', async () => {
    const strokes = example('bald');
    const settings: FaceSettings = {
      style: { ...PRESETS.copper, hair: '#66331a', faithfulness: 0.9, look: 31 },
      background: 'transparent',
      size: 1024,
    };
    await open({
      pages: [{ children: strokes }],
      selection: names(strokes),
      storage: { settings },
    });
    desk.run('open');
    await desk.faceReady();
    const { window } = desk;
    expect(await window.locator('#hair').inputValue()).toBe('#66331a');
    expect(await window.locator('#faithfulness').inputValue()).toBe('0.9');
    expect(await window.locator('#look').inputValue()).toBe('31');
    expect(await window.locator('#transparent').isChecked()).toBe(true);
    expect(await window.locator('#size').inputValue()).toBe('1024');
  });

  test('follows the selection, and says why there is nothing to make', async () => {
    const strokes = faces(2);
    const first = names(strokes).filter((name) => name.startsWith('Face 1'));
    await open({ pages: [{ children: strokes }], selection: first });
    desk.run('open');
    await desk.faceReady();
    desk.sandbox.deed('select', { names: [] });
    const problem = desk.window.locator('#problem');
    await problem.waitFor();
    expect(await problem.textContent()).toMatch(/^Select the strokes of a face/);
    expect(await desk.window.locator('#apply').isDisabled()).toBe(true);
    desk.sandbox.deed('select', { names: names(strokes) });
    await desk.faceReady();
    expect(await desk.window.locator('.steps .muted').textContent()).toBe('1 of 2');
  });
});

describe('a face made before', () => {
  async function placed(): Promise<void> {
    const strokes = example('bald');
    await open({ pages: [{ children: strokes }], selection: names(strokes) });
    desk.run('open');
    await desk.faceReady();
    await desk.window.locator('#apply').click();
    await desk.notified(/^Face placed/);
    await desk.rest();
    await desk.faceReady();
  }
  const face = () =>
    pictureOf(desk.sandbox, findLayer(desk.sandbox, 'Face')).toString('base64').slice(-400);

  test('follows its strokes while they are edited, and hides them again at the end', async () => {
    await placed();
    await desk.window.locator('#edit').click();
    await desk.window.locator('#done').waitFor();
    await desk.rest();
    expect(findLayer(desk.sandbox, 'Sketch').visible).toBe(true);
    const before = face();
    desk.sandbox.deed('move', { name: 'Stroke 1', matrix: [1, 0, 0, 1, 30, -20] });
    await desk.sandbox.until(() => face() !== before, 'another face');
    const stroke = example('bald', { x: 60, y: 60, side: 100 })[0]!;
    const moved = face();
    desk.sandbox.deed('draw', { node: { ...stroke, name: 'New' } });
    await desk.sandbox.until(() => face() !== moved, 'a face with the new stroke');
    await desk.window.locator('#done').click();
    await desk.sandbox.until(
      () => !findLayer(desk.sandbox, 'Sketch').visible,
      'the strokes to be hidden',
    );
    const kept = findLayer(desk.sandbox, 'Sketch').children.map(({ name }) => name);
    expect(kept).toContain('New');
    expect(desk.sandbox.layers.map(({ name }) => name)).toEqual(['FacePencil / Face']);
  });

  test.each(['image', 'sketch'])(
    'is taken apart by a relaunch button: only the %s',
    async (kept) => {
      await placed();
      const document = desk.sandbox.dump();
      const strokes = findLayer(desk.sandbox, 'Sketch').children.map(({ name }) => name);
      await desk.runAgain('release');
      await desk.window.locator(`#keep-${kept}`).click();
      await desk.notified(new RegExp(`^Only the ${kept} is kept`));
      await desk.rest();
      expect(desk.sandbox.layers.map(({ name }) => name)).toEqual(
        kept === 'image' ? ['Face'] : strokes,
      );
      desk.sandbox.deed('undo');
      expect(desk.sandbox.dump()).toEqual(document);
    },
  );
});
