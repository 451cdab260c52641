// npm run pictures: the playground's picture in docs/, with the model that ships; --all also takes
// dark, phone and laptop to out/pictures, to be looked at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './browser.mjs';
import { ensureInstalled, ensurePlayground, root } from './lib.mjs';
import { serve } from './serve.mjs';

const WIDE = { width: 1600, height: 1000 };
const PICTURES = [
  { path: 'docs/playground.png', viewport: WIDE, whole: true },
  { path: 'out/pictures/dark.png', viewport: WIDE, colorScheme: 'dark', whole: true },
  { path: 'out/pictures/laptop.png', viewport: { width: 1280, height: 800 } },
  {
    path: 'out/pictures/phone.png',
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  },
];

ensureInstalled();
ensurePlayground();
const all = process.argv.includes('--all');
mkdirSync(join(root, 'out/pictures'), { recursive: true });
const served = await serve(join(root, 'runtime/dist/playground'));
const browser = await launchChromium();
try {
  for (const { path, ...options } of PICTURES.slice(0, all ? undefined : 1)) {
    await take(join(root, path), options);
    console.log(path);
  }
} finally {
  await browser.close();
  await served.close();
}

/** The page as it is after a while: a face, six variations, some history. */
async function take(path, { whole = false, ...options }) {
  const page = await browser.newPage({ colorScheme: 'light', ...options });
  await page.goto(served.address);
  for (const [i, example] of ['Tilted head', 'Curly hair', 'Long hair', 'Bob cut'].entries()) {
    await page.getByRole('button', { name: example, exact: true }).click();
    // A face goes into the history when it has stood for a while.
    await page.locator('#history li').nth(i).waitFor({ timeout: 120_000 });
  }
  await page.locator('#vary').click();
  await page
    .locator('#variations')
    .getByRole('button', { name: 'Variation 6' })
    .waitFor({ timeout: 120_000 });
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  await page.mouse.move(0, 0);
  await page.screenshot({ path, fullPage: whole });
  await page.close();
}
