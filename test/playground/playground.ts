import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { DrawnStroke } from '../../runtime/ui/drawing/types.js';
import type {} from '../../runtime/ui/elements/sketch-canvas.js';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { serve, type Served } from '../../scripts/serve.mjs';

export { launchChromium as launch } from '../../scripts/browser.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The page as it is built.
 *
 * @param model folder of the model; the small one of the fixtures by default
 */
export async function servePlayground(
  folder: string,
  model = 'test/fixtures/model',
): Promise<Served> {
  execFileSync(
    process.execPath,
    [
      'node_modules/rollup/dist/bin/rollup',
      '--config',
      'runtime/playground/rollup.config.js',
      '--silent',
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        FACEPENCIL_MODEL: model,
        FACEPENCIL_PLAYGROUND: folder,
      },
    },
  );
  return serve(root + folder);
}

/** The open page, with what a test needs to know of it. */
export interface Playground {
  readonly page: Page;
  /** Every address that was asked for. */
  readonly requests: string[];
  /** What the page complained about on its console, and errors that nobody caught. */
  readonly complaints: string[];
}

/** Opens the page and waits for its first face. */
export async function openPlayground(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
  prepare?: (context: BrowserContext) => Promise<unknown>,
  patience?: number,
): Promise<Playground> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  await prepare?.(context);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(address);
  await faceReady(page, patience);
  return { page, requests, complaints };
}

export async function faceReady(page: Page, patience = 300_000): Promise<void> {
  await page.locator('fp-face-status .row.ready').waitFor({ timeout: patience });
}

/** The pixels of the face, in few letters. */
export async function faceOf(page: Page): Promise<string> {
  const url = await page
    .locator('#face canvas')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  return createHash('sha256').update(url).digest('hex').slice(0, 16);
}

/** Waits until another face is shown than the one given, and is ready. */
export async function otherFace(page: Page, than: string): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const face = await faceOf(page);
    if (face !== than) {
      await faceReady(page);
      return faceOf(page);
    }
    await page.waitForTimeout(100);
  }
  throw new Error('The face did not change.');
}

/** A line over the paper with the mouse, in parts of its side. */
export async function drag(page: Page, ...places: (readonly [number, number])[]): Promise<void> {
  const box = (await page.locator('fp-sketch-canvas').boundingBox())!;
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(places[0]!));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place), { steps: 4 });
  await page.mouse.up();
}

/** The strokes that lie on the paper. */
export function strokesOf(page: Page): Promise<readonly DrawnStroke[]> {
  return page
    .locator('fp-sketch-canvas')
    .evaluate((paper) => (paper as HTMLElementTagNameMap['fp-sketch-canvas']).drawing.strokes);
}

/** How many strokes lie on the paper. */
export async function strokeCount(page: Page): Promise<number> {
  return (await strokesOf(page)).length;
}

/** A toolbar's button, by the beginning of what it is called. */
export async function press(page: Page, name: string): Promise<void> {
  await page.locator('fp-toolbar').getByRole('button', { name }).click();
}

/** The paper without any strokes. */
export async function clearPaper(page: Page): Promise<void> {
  await press(page, 'Clear the paper');
  await page.locator('fp-face-status .row.empty').waitFor();
}

/** Where parts of the paper's side are in the window. */
export async function onPaper(page: Page): Promise<(x: number, y: number) => Place> {
  const box = (await page.locator('fp-sketch-canvas').boundingBox())!;
  return (x, y) => ({ x: box.x + x * box.width, y: box.y + y * box.height });
}
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The pixels that the paper shows, in few letters. */
export async function lookOf(page: Page): Promise<string> {
  const url = await page.locator('fp-sketch-canvas canvas').evaluate(
    (canvas) =>
      new Promise<string>((resolve) => {
        // After what is painted in this frame.
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            resolve((canvas as HTMLCanvasElement).toDataURL());
          });
        });
      }),
  );
  return createHash('sha256').update(url).digest('hex').slice(0, 16);
}
