import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launchChromium } from '../../scripts/browser.mjs';
import { ensureFigmaPlugin, root } from '../../scripts/lib.mjs';
import { atMost } from '../lib/goals.mjs';
import { duration, median, megabytes } from '../lib/numbers.mjs';

const ROUNDS = 5;
const FOLDER = 'out/bench/figma';

/** What the plugin's main side would send: a head, two eyes and a mouth, on white. */
const JOB = {
  key: 'sketch',
  name: 'Sketch',
  paper: '#ffffff',
  turn: 0,
  hints: {},
  shapes: [
    'M200 50A110 150 0 0 1 200 350A110 150 0 0 1 200 50Z',
    'M137 185A18 9 0 0 1 173 185A18 9 0 0 1 137 185Z',
    'M227 185A18 9 0 0 1 263 185A18 9 0 0 1 227 185Z',
    'M200 200L190 240L205 245M165 275L200 285L235 275',
  ].map((d, i) => ({
    id: `1:${i}`,
    d,
    matrix: [1, 0, 0, 1, 0, 0],
    rule: 'nonzero',
    stroke: { color: '#1a1a1a', opacity: 1, width: 2 },
  })),
};

/** A page that opens the window as Figma does, and runs the quick action "generate" in it. */
const PAGE = `<!doctype html><title>bench</title><script>
  globalThis.openWindow = async (job) => {
    const html = await (await fetch('/ui.html')).text();
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.srcdoc = html;
    const begun = performance.now();
    let ready;
    return new Promise((resolve) => {
      addEventListener('message', ({ source, data: { pluginMessage: message } }) => {
        if (source !== frame.contentWindow) return;
        const now = performance.now() - begun;
        if (message.type === 'ready') {
          ready = now;
          const init = { type: 'init', command: 'generate', options: {}, selection: { jobs: [job] } };
          source.postMessage({ pluginMessage: init }, '*');
        }
        if (message.type === 'notify') resolve({ problem: message.text });
        if (message.type === 'apply') resolve({ ready, face: now });
      });
      document.body.append(frame);
    });
  };
</script><body>`;

/**
 * The Figma plugin as it is built: bytes of its two files, and how long a designer waits for the
 * first face after opening it, on WASM, in a window like Figma's.
 *
 * @type {import('../lib/report.mjs').Measure}
 */
export const figma = {
  name: 'figma',
  title: 'Figma plugin',
  async run(context) {
    ensureFigmaPlugin(relative(root, join(context.model, '..')), FOLDER);
    const [code, ui] = await Promise.all(
      ['code.js', 'ui.html'].map((name) => readFile(join(root, FOLDER, name))),
    );
    if (code === undefined || ui === undefined) throw new Error('the plugin was not built');
    const model = (await readFile(context.model)).length;
    context.progress(`opening the plugin ${ROUNDS} times ...`);
    const waits = await openings(ui);
    /** @param {string} name @param {Buffer} bytes */
    const row = (name, bytes) => [name, megabytes(bytes.length), megabytes(gzipSync(bytes).length)];
    const ready = median(waits.map((wait) => wait.ready));
    const face = median(waits.map((wait) => wait.face));
    return {
      columns: ['', 'bytes', 'gzip'],
      rows: [row('code.js', code), row('ui.html', ui)],
      notes: [
        `ui.html holds the model, ${megabytes(model)}, and two runtimes`,
        `from opening the window, median of ${ROUNDS}: its script runs after ${duration(ready)}, ` +
          `the first face is there as PNG after ${duration(face)} ` +
          `(${duration(Math.min(...waits.map((wait) => wait.face)))} at best)`,
      ],
      goals: [
        atMost('code.js of the Figma plugin', code.length, 50e3, megabytes),
        atMost('ui.html besides the model', ui.length - model, 8.5e6, megabytes),
        atMost('first face after opening the plugin', face, 5000, duration),
      ],
      data: { code: code.length, ui: ui.length, model, waits },
    };
  },
};

/**
 * @param {Buffer} ui
 * @returns {Promise<{ ready: number, face: number }[]>} milliseconds
 */
async function openings(ui) {
  const server = createServer(({ url }, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(url === '/ui.html' ? ui : PAGE);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const browser = await launchChromium();
  try {
    const waits = [];
    for (let round = 0; round < ROUNDS; round++) {
      const page = await browser.newPage();
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      await page.goto(`http://localhost:${address.port}/`);
      /** @type {{ problem?: string, ready: number, face: number }} */
      const wait = await page.evaluate((job) => Reflect.get(globalThis, 'openWindow')(job), JOB);
      await page.close();
      if (wait.problem !== undefined) throw new Error(wait.problem);
      waits.push(wait);
    }
    return waits;
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
