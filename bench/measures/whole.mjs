import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt, root } from '../../scripts/lib.mjs';
import { duration, median } from '../lib/numbers.mjs';

/** @typedef {'read' | 'face' | 'encode'} Step */

/** @type {Record<Step, string>} */
const STEPS = {
  read: 'SVG to strokes',
  face: 'strokes to pixels',
  encode: 'pixels to PNG',
};

/**
 * What a user waits for once the generator is there: example sketches from SVG text to PNG bytes,
 * with the runtime as built, in this process.
 *
 * @type {import('../lib/report.mjs').Measure}
 */
export const whole = {
  name: 'whole',
  title: 'SVG to PNG with the built runtime, WASM',
  async run(context) {
    ensureBuilt();
    // Not before it is built.
    const [{ parseSvg, encodePng }, { openGenerator }] = await Promise.all([
      import('@facepencil/runtime'),
      import('@facepencil/runtime/node'),
    ]);
    const sketches = await readExamples();
    context.progress('making faces of the examples ...');
    const begun = performance.now();
    const generator = await openGenerator(context.options.model);
    const open = performance.now() - begun;

    /** @type {Record<Step, number[]>} */
    const found = { read: [], face: [], encode: [] };
    /** @param {string} text */
    const make = async (text) => {
      const marks = [performance.now()];
      const sketch = parseSvg(text);
      marks.push(performance.now());
      const { image, ...face } = await generator.generate(sketch);
      marks.push(performance.now());
      encodePng(image, face);
      marks.push(performance.now());
      return marks.slice(1).map((mark, i) => mark - (marks[i] ?? NaN));
    };
    // Once each for the compiler's sake, then as often as our model is timed elsewhere.
    for (const text of sketches) await make(text);
    for (let round = 0; round < context.options.rounds; round++) {
      const [read = NaN, face = NaN, encode = NaN] = await make(
        sketches[round % sketches.length] ?? '',
      );
      found.read.push(read);
      found.face.push(face);
      found.encode.push(encode);
    }
    await generator.dispose();

    const totals = found.read.map(
      (read, i) => read + (found.face[i] ?? 0) + (found.encode[i] ?? 0),
    );
    /** @param {string} label @param {readonly number[]} values */
    const row = (label, values) => [
      label,
      duration(median(values)),
      duration(Math.min(...values)),
      duration(Math.max(...values)),
    ];
    return {
      columns: ['', 'median', 'best', 'worst'],
      rows: [
        ...Object.entries(STEPS).map(([step, label]) =>
          row(label, found[/** @type {Step} */ (step)]),
        ),
        row('in all', totals),
      ],
      notes: [
        `${sketches.length} sketches of examples/, ${totals.length} faces; ` +
          `to check and load the model and make a first face: ${duration(open)}`,
      ],
      data: { ...found, open, sketches: sketches.length },
    };
  },
};

/** @returns {Promise<string[]>} */
async function readExamples() {
  const folder = join(root, 'examples');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.svg')).sort();
  if (names.length === 0) throw new Error(`no sketches in ${folder}`);
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}
