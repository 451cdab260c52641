// npm run examples: makes the faces of examples/ anew, and draws docs/examples.jpg and docs/gallery.jpg.
// With `-- --model DIR --out DIR`: by another model, into another folder.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from './browser.mjs';
import { ensureBuilt, ensureInstalled, root } from './lib.mjs';

const { model, out } = parseArgs({
  options: {
    model: { type: 'string', default: join(root, 'models') },
    out: { type: 'string', default: root },
  },
}).values;

ensureInstalled();
ensureBuilt();
// Not before they are installed and built.
const [{ encodePng, parseSvg }, { openGenerator }] = await Promise.all([
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
    side: 320,
  },
  {
    file: 'docs/gallery.jpg',
    names: names.filter((name) => name.startsWith('gallery/')),
    faces: 'out/gallery',
    columns: 4,
    pair: 'row',
    side: 256,
  },
];
const GAP = 10;

const generator = await openGenerator(model);
const browser = await launchChromium();
for (const sheet of SHEETS) {
  mkdirSync(join(out, sheet.faces), { recursive: true });
  mkdirSync(join(out, dirname(sheet.file)), { recursive: true });
  for (const name of sheet.names) {
    const sketch = parseSvg(readFileSync(join(root, `examples/${name}.svg`), 'utf8'));
    const { image, ...face } = await generator.generate(sketch, STYLES[name]);
    writeFileSync(facePath(sheet, name), encodePng(image, face));
  }
  await draw(sheet);
  console.log(sheet.file);
}
await browser.close();
await generator.dispose();

function facePath({ faces }, name) {
  return join(out, faces, `${basename(name)}.png`);
}

async function draw(sheet) {
  const { columns, pair, side } = sheet;
  const image = (path, type) =>
    `<img src="data:${type};base64,${readFileSync(path).toString('base64')}">`;
  const pairs = sheet.names.map((name) => {
    const sketch = image(join(root, `examples/${name}.svg`), 'image/svg+xml');
    return `<div class="pair">${sketch}${image(facePath(sheet, name), 'image/png')}</div>`;
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
  await sheetBox.screenshot({ path: join(out, sheet.file), type: 'jpeg', quality: 88 });
  await page.close();
}
