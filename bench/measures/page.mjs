import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launchChromium } from '../../scripts/browser.mjs';
import { root, run } from '../../scripts/lib.mjs';
import { serve } from '../../scripts/serve.mjs';
import { atLeast, atMost } from '../lib/goals.mjs';
import { duration, median } from '../lib/numbers.mjs';
import { watchPage } from '../lib/watch-page.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../lib/watch-page.mjs').Seen} Seen */

/**
 * What a visitor of the playground sees on so many threads.
 *
 * @typedef {object} Visit
 * @property {number} threads
 * @property {string} backend as the page tells it
 * @property {number[]} first from a cold load to the first face
 * @property {number[]} answers from the last stroke to its face
 * @property {number[]} frames between two frames each, while drawing
 * @property {number[]} idle the same while nothing is made
 * @property {number} faces made while drawing
 * @property {number} work processor time of the page's own thread in one frame while drawing
 */

const THREADS = [1, 2];
/** Most loads of each, whatever the rounds: each starts with nothing cached. */
const LOADS = 5;
/** Seconds of one stroke without end, for the frames. */
const DRAWING = 5;
/** A frame at 60 a second. */
const FRAME = 1000 / 60;
/** From here on the eye has missed one. */
const LATE = 1.5 * FRAME;
/** More late frames than this part, with nothing to do, are not the page's. */
const QUIET = 0.01;

/**
 * The playground in Chromium, as built, from localhost, on WASM: from a cold load to the first
 * face, from the pen's lift to the face of the stroke, and the frames while one draws.
 *
 * @type {import('../lib/report.mjs').Measure}
 */
export const page = {
  name: 'page',
  title: 'The playground in Chromium, WASM',
  async run(context) {
    const folder = join(context.folder, 'playground');
    context.progress('building the page ...');
    run(
      process.execPath,
      [
        join(root, 'node_modules/rollup/dist/bin/rollup'),
        ...['--config', 'runtime/playground/rollup.config.js', '--silent'],
      ],
      {
        env: {
          ...process.env,
          FACEPENCIL_MODEL: resolve(context.options.model),
          FACEPENCIL_PLAYGROUND: 'out/bench/playground',
        },
      },
    );
    const served = await serve(folder);
    const browser = await launchChromium();
    try {
      const visits = [];
      for (const threads of THREADS) {
        context.progress(`visiting it on ${threads} of its threads ...`);
        visits.push(await visit(browser, served.address, threads, context.options.rounds));
      }
      return report(visits);
    } finally {
      await browser.close();
      await served.close();
    }
  },
};

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} address
 * @param {number} threads
 * @param {number} rounds
 * @returns {Promise<Visit>}
 */
async function visit(browser, address, threads, rounds) {
  const url = `${address}?backend=wasm&threads=${threads}`;
  /** @type {number[]} */
  const first = [];
  for (let load = 0; load < Math.min(rounds, LOADS); load++) {
    // A context of its own: no cache, no work of the last time.
    const context = await browser.newContext();
    first.push((await open(await context.newPage(), url)).first ?? NaN);
    await context.close();
  }
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await open(page, url);
  const backend = (await page.locator('#backend').textContent()) ?? '';
  for (let stroke = 0; stroke < rounds; stroke++) await drawStroke(page, stroke);
  await pause(2000);
  const work = await drawOnAndOn(page);
  const { answers, frames, idle, faces } = await seenBy(page);
  await context.close();
  return {
    ...{ threads, backend, first, answers: answers.slice(0, rounds), frames, idle, faces },
    work: work / frames.length,
  };
}

/** @param {Page} page @param {string} url */
async function open(page, url) {
  await page.addInitScript(watchPage);
  await page.goto(url);
  await page.waitForFunction(() => Reflect.get(globalThis, 'seen').first !== undefined);
  return seenBy(page);
}

/** @param {Page} page @returns {Promise<Seen>} */
function seenBy(page) {
  return page.evaluate(() => Reflect.get(globalThis, 'seen'));
}

/** One short stroke, another each time, and its face. @param {Page} page @param {number} number */
async function drawStroke(page, number) {
  const { answers } = await seenBy(page);
  const at = await paperOf(page);
  const y = 0.1 + (0.8 * (number % 17)) / 17;
  await page.mouse.move(...at(0.3, y));
  await page.mouse.down();
  for (let i = 1; i <= 20; i++) {
    await page.mouse.move(...at(0.3 + 0.02 * i, y + 0.01 * Math.sin(i)));
    await pause(FRAME);
  }
  await page.mouse.up();
  await page.waitForFunction(
    (count) => Reflect.get(globalThis, 'seen').answers.length > count,
    answers.length,
  );
}

/**
 * One stroke for seconds, at the pace of a mouse.
 *
 * @param {Page} page
 * @returns {Promise<number>} processor time that the page's own thread took, in milliseconds
 */
async function drawOnAndOn(page) {
  await page.evaluate(() => {
    Reflect.get(globalThis, 'seen').frames.length = 0;
    Reflect.get(globalThis, 'seen').faces = 0;
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const at = await paperOf(page);
  const begun = performance.now();
  await page.mouse.move(...at(0.7, 0.5));
  const before = await taskTime(session);
  await page.mouse.down();
  for (let t = 0; t < DRAWING; t = (performance.now() - begun) / 1000) {
    const radius = 0.2 + 0.1 * Math.sin(3 * t);
    await page.mouse.move(...at(0.5 + radius * Math.cos(4 * t), 0.5 + radius * Math.sin(4 * t)));
    await pause(FRAME / 2);
  }
  await page.mouse.up();
  return (await taskTime(session)) - before;
}

/** @param {import('playwright-core').CDPSession} session */
async function taskTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
}

/** @param {Page} page @returns {Promise<(x: number, y: number) => [number, number]>} */
async function paperOf(page) {
  const box = await page.locator('fp-sketch-canvas').boundingBox();
  if (box === null) throw new Error('the page shows no paper');
  return (x, y) => [box.x + x * box.width, box.y + y * box.height];
}

/** @param {Visit[]} visits @returns {import('../lib/report.mjs').Result} */
function report(visits) {
  return {
    columns: ['', ...visits.map(({ threads }) => inWords(threads))],
    rows: [
      ['cold load to first face, median', ...visits.map(({ first }) => duration(median(first)))],
      ['  best', ...visits.map(({ first }) => duration(Math.min(...first)))],
      [
        'last stroke to its face, median',
        ...visits.map(({ answers }) => duration(median(answers))),
      ],
      ['  best', ...visits.map(({ answers }) => duration(Math.min(...answers)))],
      ['frame while drawing, median', ...visits.map(({ frames }) => duration(median(frames)))],
      ['  longest', ...visits.map(({ frames }) => duration(Math.max(...frames)))],
      ['  late', ...visits.map(({ frames }) => `${late(frames)} of ${frames.length}`)],
      [
        '  late while nothing is made',
        ...visits.map(({ idle }) => `${late(idle)} of ${idle.length}`),
      ],
      ["page's own thread, a frame", ...visits.map(({ work }) => duration(work))],
      ['faces while drawing', ...visits.map(({ faces }) => String(faces))],
    ],
    notes: [
      `${visits[0]?.first.length} loads and ${visits[0]?.answers.length} strokes each; ` +
        `${DRAWING} s of drawing; a frame is late after ${duration(LATE)}; ` +
        "the page's own thread by processor time",
      ...visits.flatMap(busy),
      ...visits.map(({ backend }) => backend),
    ],
    goals: visits.flatMap(({ threads, frames, work }) => [
      atLeast(
        `frames a second while drawing, ${inWords(threads)}`,
        1000 / (frames.reduce((sum, frame) => sum + frame, 0) / frames.length),
        58,
        (value) => value.toFixed(1),
      ),
      atMost(`the page's own work in a frame, ${inWords(threads)}`, work, FRAME, duration),
    ]),
    data: Object.fromEntries(visits.map(({ threads, ...visit }) => [threads, visit])),
  };
}

/**
 * A machine that is late when nothing is asked of it says nothing about the page.
 *
 * @param {Visit} visit
 */
function busy({ threads, idle }) {
  if (late(idle) <= QUIET * idle.length) return [];
  return [
    `the machine was busy: with nothing to draw, ${late(idle)} of ${idle.length} frames were late ` +
      `on ${inWords(threads)}; the page's own thread tells more then`,
  ];
}

/** @param {number} threads */
function inWords(threads) {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

/** @param {readonly number[]} frames */
function late(frames) {
  return frames.filter((frame) => frame > LATE).length;
}
