import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { FaceRecord } from '../../figma-plugin/src/messages.js';
import { launchChromium } from '../support/browser.js';
import { Desk } from './desk.js';
import { example, names } from './documents.js';
import { findLayer } from './layers.js';
import { buildPlugin } from './plugin.js';

// Which backend the window gets, in an iframe without origin.

const built = buildPlugin('test/fixtures/model');
const strokes = example('bald');
const spec = { pages: [{ children: strokes }], selection: names(strokes) };

/** The software adapter is slow, and more so where the cores are busy: 15 minutes. */
const SLOW = 900_000;

let browser: Browser;
let desk: Desk;

afterEach(async () => {
  expect(desk.strangers).toEqual([]);
  await desk.close();
  await browser.close();
});

const backend = () => desk.window.locator('#backend').textContent();

async function placedBy(): Promise<string> {
  await desk.window.locator('#apply').click();
  await desk.sandbox.until(() => desk.sandbox.notices.length > 0, 'the face', SLOW);
  expect(desk.sandbox.notices[0]!.text).toMatch(/^Face placed/);
  const { data } = findLayer(desk.sandbox, 'FacePencil / Face');
  return (JSON.parse(data['face']!) as FaceRecord).backend;
}

describe('with a WebGPU adapter', () => {
  beforeAll(async () => {
    browser = await launchChromium('--enable-unsafe-webgpu');
  });

  test(
    'faces on WebGPU, in a worker from a data: URL',
    async () => {
      desk = await Desk.open(browser, built, spec);
      desk.run('open');
      await desk.faceReady(SLOW);
      expect(await backend()).toMatch(/^on WebGPU/);
      expect(await placedBy()).toBe('webgpu');
      expect(desk.complaints).toEqual([]);
    },
    SLOW,
  );
});

describe('with an adapter, where no worker may come from a data: URL', () => {
  beforeAll(async () => {
    browser = await launchChromium('--enable-unsafe-webgpu');
  });

  test(
    'faces on WebAssembly in a worker from a Blob, and says why',
    async () => {
      const policy =
        "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; worker-src blob:";
      desk = await Desk.open(browser, built, spec, { policy });
      desk.run('open');
      await desk.faceReady(SLOW);
      expect(await backend()).toMatch(/^on WebAssembly: a worker with WebGPU could not be started/);
      expect(await placedBy()).toBe('wasm');
      // Chromium tells of the refused worker, and nothing else is wrong.
      for (const complaint of desk.complaints) expect(complaint).toMatch(/Content Security Policy/);
    },
    SLOW,
  );
});

describe('without an adapter', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  test('faces on WebAssembly, and says why', async () => {
    desk = await Desk.open(browser, built, spec);
    desk.run('open');
    await desk.faceReady();
    expect(await backend()).toBe('on WebAssembly: no WebGPU adapter could be had');
    expect(desk.complaints).toEqual([]);
  });
});
