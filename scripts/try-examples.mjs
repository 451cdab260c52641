// npm run examples: makes the faces of examples/ anew, and draws docs/examples.jpg and docs/gallery.jpg.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureBuilt, ensureChromium, ensureInstalled, root } from './lib.mjs';

ensureInstalled();
ensureBuilt();
ensureChromium();
// Not before they are installed and built.
const [{ chromium }, { encodePng, parseSvg }, { openGenerator }] = await Promise.all([
  import('playwright-core'),
  import('@facepencil/runtime'),
  import('@facepencil/runtime/node'),
]);

/** What each sketch is made with: presets and colours that suit the drawing. */
const STYLES = JSON.parse(readFileSync(join(root, 'examples/styles.json'), 'utf8'));
const names = Object.keys(STYLES);

const SHEETS = [
  {
    file: 'docs/examples.jpg',
    names: names.filter((name) => !name.includes('/')),
    faces: 'examples',
    columns: 6,
    pair: 'column',
    side: 240,
  },
  {
    file: 'docs/gallery.jpg',
    names: names.filter((name) => name.startsWith('gallery/')),
    faces: 'out/gallery',
    columns: 4,
    pair: 'row',
    side: 200,
  },
];
const GAP = 10;

const generator = await openGenerator(process.env.MODEL ?? join(root, 'models'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const sheet of SHEETS) {
  mkdirSync(join(process.env.OUT ?? root, sheet.faces), { recursive: true });
  for (const name of sheet.names) {
    const sketch = parseSvg(readFileSync(join(root, `examples/${name}.svg`), 'utf8'));
    const { image, ...face } = await generator.generate(sketch, STYLES[name]);
    writeFileSync(join(process.env.OUT ?? root, facePath(sheet, name)), encodePng(image, face));
  }
  await draw(sheet);
  console.log(sheet.file);
}
await browser.close();
await generator.dispose();

function facePath({ faces }, name) {
  return `${faces}/${basename(name)}.png`;
}

async function draw(sheet) {
  const { columns, pair, side } = sheet;
  const image = (path, type) =>
    `<img src="data:${type};base64,${readFileSync(join(root, path)).toString('base64')}">`;
  const imageAt = (p, type) => `<img src="data:${type};base64,${readFileSync(join(process.env.OUT ?? root, p)).toString('base64')}">`;
  const pairs = sheet.names.map((name) => {
    const sketch = image(`examples/${name}.svg`, 'image/svg+xml');
    return `<div class="pair">${sketch}${imageAt(facePath(sheet, name), 'image/png')}</div>`;
  });
  // The gaps inside a pair are half of those between pairs.
  const style = `body { margin: 0; background: #fff }
    main { display: inline-grid; grid-template-columns: repeat(${columns}, auto);
      gap: ${2 * GAP}px; padding: ${GAP}px }
    .pair { display: flex; flex-direction: ${pair}; gap: ${GAP}px }
    img { width: ${side}px; height: ${side}px; border-radius: 6px }`;
  const page = await browser.newPage();
  await page.setContent(`<style>${style}</style><main>${pairs.join('')}</main>`);
  const sheetBox = page.locator('main');
  await sheetBox.screenshot({ path: join(process.env.OUT ?? root, sheet.file), type: 'jpeg', quality: 88 });
  await page.close();
}
