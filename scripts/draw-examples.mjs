// npm run examples: makes the faces in examples/ anew and draws docs/examples.jpg, sketches over faces.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBuilt, ensureInstalled, root, run } from './lib.mjs';

/** Styles that suit the drawings; each is a preset of the command line. */
const PRESETS = ['studio', 'linen', 'copper', 'garden', 'terracotta', 'walnut'];
const SIDE = 240;
const GAP = 10;

ensureInstalled();
ensureBuilt();

const examples = join(root, 'examples');
const names = readdirSync(examples)
  .filter((name) => name.endsWith('.svg'))
  .sort();

names.forEach((name, index) => {
  const preset = PRESETS[index % PRESETS.length];
  run(process.execPath, [
    'runtime/dist/cli/facepencil.mjs',
    'generate',
    `examples/${name}`,
    '--out',
    'examples',
    '--preset',
    preset,
    '--force',
  ]);
});

const image = (name, type) =>
  `<img src="data:${type};base64,${readFileSync(join(examples, name)).toString('base64')}">`;
const columns = names.map(
  (name) =>
    `<div>${image(name, 'image/svg+xml')}${image(name.replace('.svg', '.png'), 'image/png')}</div>`,
);
const style = `body{margin:0;padding:${GAP}px;display:flex;gap:${GAP}px;background:#fff}
  div{display:flex;flex-direction:column;gap:${GAP}px}
  img{width:${SIDE}px;height:${SIDE}px;border-radius:6px;background:#fff}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage({
  viewport: { width: names.length * (SIDE + GAP) + GAP, height: 2 * SIDE + 3 * GAP },
});
await page.setContent(`<style>${style}</style>${columns.join('')}`);
mkdirSync(join(root, 'docs'), { recursive: true });
await page.screenshot({ path: join(root, 'docs/examples.jpg'), type: 'jpeg', quality: 88 });
await browser.close();
console.log('docs/examples.jpg');
