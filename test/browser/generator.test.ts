import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { ensureBuilt } from '../../scripts/lib.mjs';
import { openGenerator } from '../../runtime/src/generator/node.js';
import type { FaceGenerator, Progress, Sketch } from '../../runtime/src/index.js';
import { launchChromium, serve, type Site } from '../support/browser.js';
import { headSketch, TINY } from '../support/model.js';
import type { Outcome, SeenError } from './page.js';

const sketch: Sketch = headSketch();
const FRAME = { x: 72, y: 72, size: 256 };

/** The software adapter is slow, and more so where the cores are busy: 15 minutes. */
const SLOW = 900_000;

const repository = new URL('../../', import.meta.url);
const ort = new URL('node_modules/onnxruntime-web/dist/', repository);
const dist = new URL('runtime/dist/', repository);

let site: Site;
let browser: Browser;
/** What node makes of the sketch. */
let expected: Buffer;

beforeAll(async () => {
  ensureBuilt();
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  const page = `<!doctype html><title>test</title><script src="/page.js"></script>`;
  site = await serve({
    '/': page,
    '/favicon.ico': '',
    '/page.js': bundle.outputFiles[0]!.text,
    '/manifest.json': new URL('test/fixtures/model/manifest.json', repository),
    '/tiny.onnx': new URL('test/fixtures/model/tiny.onnx', repository),
    '/ort-wasm.wasm': new URL('ort-wasm-simd-threaded.wasm', ort),
    '/ort-webgpu.wasm': new URL('ort-wasm-simd-threaded.asyncify.wasm', ort),
    '/worker-wasm.js': new URL('worker-wasm.js', dist),
    '/worker-webgpu.js': new URL('worker-webgpu.js', dist),
    '/worker-broken.js': 'setTimeout(() => { throw new Error("I break"); }, 0);',
    '/faults.js': new URL('faults.js', import.meta.url),
  });
  browser = await launchChromium();

  const generator = await openGenerator(TINY);
  const face = await generator.generate(sketch, { frame: FRAME });
  await generator.dispose();
  expected = Buffer.from(face.image.data);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

async function openPage(from: Browser): Promise<Page> {
  const page = await from.newPage();
  await page.goto(site.origin);
  return page;
}

/** Mean difference from what node makes, of 255. */
function difference({ pixels = '' }: Outcome): number {
  const found = Buffer.from(pixels, 'base64');
  expect(found.length).toBe(expected.length);
  return found.reduce((sum, value, i) => sum + Math.abs(value - expected[i]!), 0) / found.length;
}

describe('in Chromium, on WASM', () => {
  let page: Page;

  beforeAll(async () => {
    page = await openPage(browser);
  });

  afterAll(async () => {
    await page.close();
  });

  test('loads in a worker, and makes the very image that node makes', async () => {
    const { info, progress, result } = await page.evaluate(
      async ({ sketch, frame }) => {
        const progress: Progress[] = [];
        const assets = await globalThis.page.fetchAssets('wasm');
        const generator = (await globalThis.page.open('/worker-wasm.js', assets, {
          onProgress: (step) => void progress.push(step),
        })) as FaceGenerator;
        const result = await globalThis.page.outcome(generator, sketch, { frame });
        const { info } = generator;
        await generator.dispose();
        return { info, progress, result };
      },
      { sketch, frame: FRAME },
    );
    expect(info.model.name).toBe('facepencil-tiny');
    expect(info.backend).toMatchObject({ name: 'wasm', fallback: 'runtime-without-webgpu' });
    expect(progress.map(({ kind }) => kind)).toEqual([
      'verify',
      'fallback',
      'start',
      'warm-up',
      'ready',
    ]);
    expect(result.progress).toEqual([{ kind: 'run', backend: 'wasm' }]);
    expect(difference(result)).toBe(0);
  });

  test.each([true, false])('bytes are handed over only if asked to: %s', async (transfer) => {
    const result = await page.evaluate(
      async ({ sketch, frame, transfer }) => {
        const assets = await globalThis.page.fetchAssets('wasm');
        const before = [assets.model.length, assets.wasm.length];
        const generator = (await globalThis.page.open('/worker-wasm.js', assets, {
          transfer,
        })) as FaceGenerator;
        const made = await globalThis.page.outcome(generator, sketch, { frame });
        await generator.dispose();
        return { made, before, after: [assets.model.length, assets.wasm.length] };
      },
      { sketch, frame: FRAME, transfer },
    );
    expect(result.after).toEqual(transfer ? [0, 0] : result.before);
    expect(Math.min(...result.before)).toBeGreaterThan(0);
    expect(difference(result.made)).toBe(0);
  });

  test('says that there is no adapter, where WebGPU is there without one', async () => {
    const result = await page.evaluate(
      async ({ sketch, frame }) => {
        const assets = await globalThis.page.fetchAssets('webgpu');
        const generator = (await globalThis.page.open(
          '/worker-webgpu.js',
          assets,
        )) as FaceGenerator;
        const result = await globalThis.page.outcome(generator, sketch, { frame });
        await generator.dispose();
        return result;
      },
      { sketch, frame: FRAME },
    );
    expect(result).toMatchObject({ backend: 'wasm', fallback: 'no-adapter' });
    expect(result.reason).toContain('no WebGPU adapter');
    expect(difference(result)).toBeLessThan(0.01);
  });

  test('errors cross with code, place and hint; the worker lives on', async () => {
    const [wrongSize, wrongStyle, fine] = await page.evaluate(
      async ({ sketch }) => {
        const assets = await globalThis.page.fetchAssets('wasm');
        const generator = (await globalThis.page.open('/worker-wasm.js', assets)) as FaceGenerator;
        const { outcome } = globalThis.page;
        const outcomes = [
          await outcome(generator, sketch, { size: 1 }),
          await outcome(generator, sketch, { style: { hair: 'red' as '#ff0000' } }),
          await outcome(generator, sketch),
        ];
        await generator.dispose();
        return outcomes;
      },
      { sketch },
    );
    expect(wrongSize!.error).toMatchObject({
      isFacePencilError: true,
      code: 'option-invalid',
      where: 'size',
    });
    expect(wrongSize!.error!.hint).toContain('4096');
    expect(wrongStyle!.error).toMatchObject({ code: 'style-invalid', where: 'hair' });
    expect(fine!.width).toBe(256);
  });

  test('a model or runtime that is not sound, and a worker that is none', async () => {
    const codes = await page.evaluate(async () => {
      const { fetchAssets, open } = globalThis.page;
      const assets = await fetchAssets('wasm');
      const model = assets.model.slice();
      model[2000] = model[2000]! ^ 1;
      const cases = [
        await open('/worker-wasm.js', { ...assets, manifest: '{}' }),
        await open('/worker-wasm.js', { ...assets, model }),
        await open('/worker-wasm.js', { ...assets, model: model.slice(0, 100) }),
        await open('/worker-wasm.js', { ...assets, wasm: assets.wasm.slice(0, 5000) }),
        await open('/no-worker.js', assets),
        await open('/worker-broken.js', assets),
      ] as SeenError[];
      return cases.map(({ code }) => code);
    });
    expect(codes).toEqual([
      'manifest-invalid',
      'model-checksum',
      'model-truncated',
      'backend-unavailable',
      'worker-failed',
      'worker-failed',
    ]);
  });

  test('queue: newer live requests replace waiting ones; cancel and dispose refuse', async () => {
    const seen = await page.evaluate(
      async ({ sketch }) => {
        const { fetchAssets, open, outcome } = globalThis.page;
        const assets = await fetchAssets('wasm');
        const generator = (await open('/worker-wasm.js', assets)) as FaceGenerator;
        const word = ({ error, width }: Outcome) => error?.code ?? `made ${width}`;
        const all = async (requests: readonly Promise<Outcome>[]) =>
          (await Promise.all(requests)).map(word);

        const live = await all(
          [16, 17, 18, 19].map((size) => outcome(generator, sketch, { size, live: true })),
        );
        const still = await all([20, 21].map((size) => outcome(generator, sketch, { size })));

        const toCancel = [22, 23].map((size) => outcome(generator, sketch, { size }));
        generator.cancel();
        const cancelled = await all(toCancel);

        const stop = new AbortController();
        const aborted = [
          outcome(generator, sketch, { size: 24, signal: stop.signal }),
          outcome(generator, sketch, { size: 25 }),
        ];
        stop.abort();
        const afterAbort = await all(aborted);

        const toDispose = [26, 27].map((size) => outcome(generator, sketch, { size }));
        await generator.dispose();
        const disposed = await all([...toDispose, outcome(generator, sketch)]);
        return { live, still, cancelled, afterAbort, disposed };
      },
      { sketch },
    );
    expect(seen).toEqual({
      live: ['made 16', 'generate-replaced', 'generate-replaced', 'made 19'],
      still: ['made 20', 'made 21'],
      cancelled: ['generate-cancelled', 'generate-cancelled'],
      afterAbort: ['generate-cancelled', 'made 25'],
      disposed: ['generator-disposed', 'generator-disposed', 'generator-disposed'],
    });
  });

  test('nothing was fetched but by the page itself', () => {
    const allowed =
      /^\/(|favicon\.ico|page\.js|manifest\.json|tiny\.onnx|ort-(wasm|webgpu)\.wasm|(no-)?worker(-\w+)?\.js)$/;
    expect(site.requests.filter((path) => !allowed.test(path))).toEqual([]);
  });
});

test('in a frame like that of a Figma plugin: a Blob worker, no secure context', async () => {
  const page = await openPage(browser);
  const result = await page.evaluate(
    async ({ sketch, frame }) => {
      const [assets, script, worker] = await Promise.all([
        globalThis.page.fetchAssets('webgpu'),
        fetch('/page.js').then((response) => response.text()),
        fetch('/worker-webgpu.js').then((response) => response.text()),
      ]);
      const iframe = document.createElement('iframe');
      iframe.setAttribute('sandbox', 'allow-scripts');
      iframe.srcdoc = `<!doctype html>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob:">
        <script>${script}</script>
        <script>
          onmessage = async ({ data: { worker, assets, sketch, frame } }) => {
            const url = URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
            const generator = await page.open(url, assets);
            const result = 'generate' in generator
              ? await page.outcome(generator, sketch, { frame })
              : { error: generator };
            parent.postMessage(result, '*');
          };
        </script>`;
      const answer = new Promise<Outcome>((resolve) => {
        addEventListener('message', ({ data }) => {
          resolve(data as Outcome);
        });
      });
      const loaded = new Promise((resolve) => {
        iframe.addEventListener('load', resolve);
      });
      document.body.append(iframe);
      await loaded;
      iframe.contentWindow!.postMessage({ worker, assets, sketch, frame }, '*');
      return answer;
    },
    { sketch, frame: FRAME },
  );
  expect(result.error).toBeUndefined();
  expect(result).toMatchObject({ backend: 'wasm', fallback: 'no-secure-context' });
  expect(difference(result)).toBeLessThan(0.01);
  await page.close();
});

describe('in Chromium, on WebGPU', () => {
  let withWebGpu: Browser;

  beforeAll(async () => {
    withWebGpu = await launchChromium('--enable-unsafe-webgpu');
  });

  afterAll(async () => {
    await withWebGpu.close();
  });

  /** Loads on WebGPU, makes a face, then another with the fault. */
  async function failWith(fault: string): Promise<readonly Outcome[]> {
    const page = await openPage(withWebGpu);
    const outcomes = await page.evaluate(
      async ({ sketch, frame, fault }) => {
        const { fetchAssets, open, outcome } = globalThis.page;
        const generator = (await open('/faults.js', await fetchAssets('webgpu'))) as FaceGenerator;
        const first = await outcome(generator, sketch, { frame });
        const orders = new BroadcastChannel('faults');
        const armed = new Promise((resolve) => {
          orders.addEventListener('message', resolve);
        });
        orders.postMessage(fault);
        await armed;
        orders.close();
        const second = await outcome(generator, sketch, { frame });
        const third = await outcome(generator, sketch, { frame });
        await generator.dispose();
        return [first, second, third];
      },
      { sketch, frame: FRAME, fault },
    );
    await page.close();
    return outcomes;
  }

  test.each([
    ['destroy', 'device-lost'],
    ['zeros', 'output-constant'],
    ['not-a-number', 'output-not-finite'],
  ])(
    '%s: the same request is answered by WASM, and says why: %s',
    async (fault, cause) => {
      const [first, second, third] = await failWith(fault);
      expect(first).toMatchObject({ backend: 'webgpu' });
      expect(first!.fallback).toBeUndefined();
      expect(difference(first!)).toBeLessThan(2);

      expect(second).toMatchObject({ backend: 'wasm', fallback: cause });
      expect(second!.progress).toEqual([
        { kind: 'run', backend: 'webgpu' },
        { kind: 'fallback', cause, reason: second!.reason },
        { kind: 'start', backend: 'wasm' },
        { kind: 'warm-up', backend: 'wasm' },
        { kind: 'run', backend: 'wasm' },
      ]);
      expect(difference(second!)).toBeLessThan(0.01);

      expect(third).toMatchObject({ backend: 'wasm', fallback: cause });
      expect(third!.pixels).toBe(second!.pixels);
    },
    SLOW,
  );
});
