// npm run progress: docs/progress.jpg, sketches by hand as faces of every model that has shipped, the
// first to the newest. Earlier models come out of the repository's history, so it must be whole.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from './browser.mjs';
import { ensureBuilt, ensureInstalled, root } from './lib.mjs';

/** From careful to five strokes. */
const SKETCHES = [
  'curly-hair',
  'gallery/04-glasses',
  'gallery/06-full-beard',
  'gallery/09-afro',
  'gallery/13-caricature-chin',
  'gallery/15-five-strokes-woman',
];
const SIDE = 200;

ensureInstalled();
ensureBuilt();
const [{ encodePng, parseSvg }, { openGenerator }] = await Promise.all([
  import('@facepencil/runtime'),
  import('@facepencil/runtime/node'),
]);
const styles = JSON.parse(readFileSync(join(root, 'examples/styles.json'), 'utf8'));
const sketches = SKETCHES.map((name) => ({
  style: styles[name],
  svg: readFileSync(join(root, `examples/${name}.svg`), 'utf8'),
}));

const folder = mkdtempSync(join(tmpdir(), 'facepencil-'));
const browser = await launchChromium();
try {
  const columns = [{ title: 'Sketch', images: sketches.map(({ svg }) => uri(svg, 'svg+xml')) }];
  for (const commit of commitsOfModels()) columns.push(await facesOf(commit));
  columns.push(await facesOf(undefined));
  await draw(columns);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

/** Commits that changed the model, oldest first, but for the one that is checked out. */
function commitsOfModels() {
  const log = git('log', '--reverse', '--format=%h', '--', 'models/manifest.json');
  const now = readFileSync(join(root, 'models/manifest.json'), 'utf8');
  return log
    .toString()
    .trim()
    .split('\n')
    .filter((commit) => git('show', `${commit}:models/manifest.json`).toString() !== now);
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, maxBuffer: 1 << 26 });
}

async function facesOf(commit) {
  let model = join(root, 'models');
  if (commit !== undefined) {
    model = folder;
    for (const file of ['manifest.json', 'facepencil.onnx']) {
      writeFileSync(join(model, file), git('show', `${commit}:models/${file}`));
    }
  }
  const { version, training } = JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8'));
  const generator = await openGenerator(model);
  const images = [];
  for (const { svg, style } of sketches) {
    const { image, ...face } = await generator.generate(parseSvg(svg), style);
    images.push(uri(encodePng(image, face), 'png'));
  }
  await generator.dispose();
  return { title: `${version}<br>${training.samples.toLocaleString('en')} samples`, images };
}

function uri(bytes, type) {
  return `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`;
}

async function draw(columns) {
  const cells = columns.map(
    ({ title, images }) =>
      `<div><p>${title}</p>${images.map((src) => `<img src="${src}">`).join('')}</div>`,
  );
  const style = `body { margin: 0; background: #fff }
    main { display: inline-flex; gap: 10px; padding: 10px }
    div { display: flex; flex-direction: column; gap: 10px }
    p { font: 14px/18px system-ui, sans-serif; height: 36px; margin: 0; text-align: center }
    img { width: ${SIDE}px; height: ${SIDE}px; border-radius: 6px }`;
  const page = await browser.newPage();
  await page.setContent(`<style>${style}</style><main>${cells.join('')}</main>`);
  const path = join(root, 'docs/progress.jpg');
  await page.locator('main').screenshot({ path, type: 'jpeg', quality: 86 });
  console.log('docs/progress.jpg');
}
