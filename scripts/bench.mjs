// npm run bench: what a face costs, against the paper's own generator and native onnxruntime.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Context } from '../bench/lib/context.mjs';
import { formatGoals, formatResult } from '../bench/lib/report.mjs';
import { cost } from '../bench/measures/cost.mjs';
import { extension } from '../bench/measures/extension.mjs';
import { figma } from '../bench/measures/figma.mjs';
import { page } from '../bench/measures/page.mjs';
import { time } from '../bench/measures/time.mjs';
import { whole } from '../bench/measures/whole.mjs';
import { ensureInstalled, root } from './lib.mjs';

/** @type {import('../bench/lib/report.mjs').Measure[]} */
const MEASURES = [cost, time, whole, page, extension, figma];

const USAGE = `npm run bench -- [options]

  --model DIR           folder of manifest.json and the model (default models)
  --only NAMES          some of: ${MEASURES.map(({ name }) => name).join(', ')}
  --rounds N            timed faces of our model, and strokes in the page (default 20)
  --paper-rounds N      timed faces of the paper's generator (default 3)
  --full                also time the paper's generator with its classifier (slow)
  --json FILE           the numbers as they are
  --python PATH         a Python with the packages of models/training/requirements.txt;
                        else .venv is made`;

/** @param {string} message @returns {never} */
function refuse(message) {
  console.error(`${message}\n\n${USAGE}`);
  process.exit(2);
}

/** @param {string} name @param {string} text */
function count(name, text) {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : refuse(`--${name} wants a number above 0`);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        model: { type: 'string', default: join(root, 'models') },
        only: { type: 'string', default: MEASURES.map(({ name }) => name).join(',') },
        rounds: { type: 'string', default: '20' },
        'paper-rounds': { type: 'string', default: '3' },
        full: { type: 'boolean', default: false },
        json: { type: 'string' },
        python: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const values = readArguments();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const measures = values.only
  .split(',')
  .map((name) => MEASURES.find((one) => one.name === name) ?? refuse(`no measure "${name}"`));
const options = {
  model: values.model,
  python: values.python,
  full: values.full,
  rounds: count('rounds', values.rounds),
  paperRounds: count('paper-rounds', values['paper-rounds']),
};

ensureInstalled();
const context = await Context.open(options).catch((/** @type {Error} */ error) => {
  console.error(`There is no model to measure: ${error.message}`);
  process.exit(1);
});
const { name, version, sha256 } = context.manifest;
console.log(`${name} ${version}, sha256 ${sha256.slice(0, 12)}, on ${cpus()[0]?.model}`);

const results = [];
for (const measure of measures) {
  const result = await measure.run(context);
  console.log(formatResult(measure.title, result));
  results.push({ name: measure.name, ...result });
}
const goals = results.flatMap((result) => result.goals ?? []);
if (goals.length > 0) console.log(formatGoals(goals));

if (values.json !== undefined) {
  const report = {
    date: new Date().toISOString(),
    machine: { processor: cpus()[0]?.model, processors: cpus().length, node: process.version },
    model: { name, version, sha256 },
    measures: Object.fromEntries(results.map(({ name: key, data }) => [key, data])),
    goals: goals.map(({ show, ...goal }) => ({ ...goal, shown: show(goal.value) })),
  };
  await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
