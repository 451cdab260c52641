// npm run listing: draws the pictures of the Figma listing, with faces made by the model that ships.
// With `-- --model DIR --out DIR`: by another model, into another folder.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from './browser.mjs';
import { ensureBuilt, ensureInstalled, root } from './lib.mjs';

const { model, out } = parseArgs({
  options: {
    model: { type: 'string', default: join(root, 'models') },
    out: { type: 'string', default: join(root, 'figma-plugin/listing') },
  },
}).values;

ensureInstalled();
ensureBuilt();
// Not before they are installed and built.
const [{ encodePng, parseSvg }, { openGenerator }] = await Promise.all([
  import('@facepencil/runtime'),
  import('@facepencil/runtime/node'),
]);

/** The face of the icon and the cover, and those of the second picture. */
const FIRST = 'bob-cut';
const OTHERS = [
  'short-hair',
  'curly-hair',
  'gallery/11-updo',
  'long-hair',
  'gallery/01-crew-cut',
  'tilted-head',
  'gallery/09-afro',
  'bob-cut',
  'gallery/02-wavy-hair',
];
const STYLES = JSON.parse(readFileSync(join(root, 'examples/styles.json'), 'utf8'));

const generator = await openGenerator(model);
const browser = await launchChromium();
mkdirSync(out, { recursive: true });

const first = await pairOf(FIRST);
await draw('icon.png', 128, 128, icon(first));
await draw('cover.png', 1920, 1080, cover(first));
const pairs = [];
for (const name of OTHERS) pairs.push(await pairOf(name));
await draw('faces.png', 1920, 1080, gallery(pairs));

await browser.close();
await generator.dispose();

/**
 * A sketch over its face frame, as SVG, and the face, as a data: URL.
 *
 * @param {string} name
 */
async function pairOf(name) {
  const sketch = parseSvg(readFileSync(join(root, `examples/${name}.svg`), 'utf8'));
  const { image, frame, ...face } = await generator.generate(sketch, STYLES[name]);
  const png = Buffer.from(encodePng(image, face)).toString('base64');
  const { x, y, size, rotation = 0 } = frame;
  const paths = sketch.strokes.map(
    ({ points, closed }) => `<path d="M${points.join('L')}${closed ? 'Z' : ''}"/>`,
  );
  const turn = `rotate(${-rotation} ${x + size / 2} ${y + size / 2})`;
  /** @param {number} width of a line, in parts of the side */
  const lines = (width) =>
    `<svg viewBox="${x} ${y} ${size} ${size}"><g transform="${turn}" fill="none" stroke="#1e1e1e"
      stroke-width="${width * size}" stroke-linecap="round" stroke-linejoin="round">${paths.join('')}</g></svg>`;
  return { lines, face: `data:image/png;base64,${png}` };
}

/** Half drawn, half there. */
function icon({ lines, face }) {
  return `<style>
    body { background: #fff }
    div, img, svg { position: absolute; inset: 0; width: 128px; height: 128px }
    img { clip-path: polygon(56% 0, 100% 0, 100% 100%, 44% 100%) }
    svg { clip-path: polygon(0 0, 56% 0, 44% 100%, 0 100%) }
  </style><div>${lines(0.02)}<img src="${face}"></div>`;
}

function cover({ lines, face }) {
  const handles = ['left:0;top:0', 'left:100%;top:0', 'left:0;top:100%', 'left:100%;top:100%'];
  return `<style>
    body { background: #f3f0ea; color: #1e1e1e }
    h1 { position: absolute; left: 120px; top: 268px; margin: 0; font-size: 118px; letter-spacing: -4px }
    p { position: absolute; left: 126px; top: 430px; margin: 0; font-size: 50px; line-height: 1.32 }
    small { position: absolute; left: 128px; bottom: 120px; font-size: 27px; line-height: 1.5; color: #6a645a }
    .card { position: absolute; background: #fff }
    .card svg, .card img { display: block; width: 100%; height: 100% }
    .sketch { left: 770px; top: 110px; width: 490px; height: 490px; outline: 3px solid #0d99ff }
    .sketch i { position: absolute; width: 14px; height: 14px; margin: -9px; border: 3px solid #0d99ff; background: #fff }
    .face { left: 1236px; top: 402px; width: 560px; height: 560px; border-radius: 14px; overflow: hidden;
      box-shadow: 0 24px 70px rgb(60 50 30 / 34%), 0 0 0 10px #fff }
  </style>
  <h1>FacePencil</h1>
  <p>Draw a face.<br>Select it.<br>See it, in place.</p>
  <small>Made on your own machine: nothing is uploaded.<br>Faces come from a model, and show no real person.</small>
  <div class="card sketch">${lines(0.0075)}${handles.map((at) => `<i style="${at}"></i>`).join('')}</div>
  <div class="card face"><img src="${face}"></div>`;
}

function gallery(pairs) {
  return `<style>
    body { background: #f3f0ea }
    main { display: grid; grid-template-columns: repeat(3, 1fr); gap: 42px; padding: 69px 60px }
    main > div { display: grid; grid-template-columns: 1fr 1fr; border-radius: 14px; overflow: hidden;
      background: #fff; box-shadow: 0 8px 30px rgb(60 50 30 / 14%) }
    svg, img { display: block; width: 100%; aspect-ratio: 1 }
  </style><main>${pairs.map(({ lines, face }) => `<div>${lines(0.0085)}<img src="${face}"></div>`).join('')}</main>`;
}

async function draw(name, width, height, html) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(
    `<!doctype html><style>body { margin: 0; overflow: hidden; font-family: Inter, 'Liberation Sans', sans-serif }</style>${html}`,
  );
  writeFileSync(join(out, name), await page.screenshot());
  await page.close();
  console.log(join(out, name));
}
