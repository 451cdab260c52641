import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atLeast, atMost } from '../lib/goals.mjs';
import { writeInputs } from '../lib/inputs.mjs';
import { duration, median, times } from '../lib/numbers.mjs';
import { Runner } from '../lib/runner.mjs';
import { takeTurns } from '../lib/turns.mjs';

/** @typedef {import('../lib/context.mjs').Context} Context */

/**
 * A session in a process of its own, and what was measured of it in milliseconds.
 *
 * @typedef {object} Contestant
 * @property {string} label
 * @property {string} graph
 * @property {boolean} styled takes ink and style, as ours does; the paper's takes ink alone
 * @property {number} rounds
 * @property {Runner} runner
 * @property {{ start: number, version: string, wall: number[], cpu: number[] }} found
 */

/** @typedef {{ ours: Contestant, native: Contestant, lean: Contestant, full?: Contestant }} Contest */

/** Below this share of a processor, something else had it. */
const BUSY = 0.9;

/**
 * Ours in WASM and native, the paper's in WASM: one thread each, taking turns.
 *
 * @type {import('../lib/report.mjs').Measure}
 */
export const time = {
  name: 'time',
  title: 'Time of one face, one thread',
  async run(context) {
    const contest = await enter(context);
    try {
      await take(context, Object.values(contest));
      return report(contest, await largestDifference(context, contest));
    } finally {
      for (const { runner } of Object.values(contest)) runner.close();
    }
  },
};

/**
 * @param {Context} context
 * @returns {Promise<Contest>}
 */
async function enter(context) {
  const { rounds, paperRounds, full } = context.options;
  const costs = await context.costs();
  const wasmRunner = fileURLToPath(new URL('../lib/wasm-runner.mjs', import.meta.url));
  const wasm = () => new Runner(process.execPath, [wasmRunner]);
  const native = () =>
    new Runner(context.python, ['-m', 'facepencil_train.benchmark.native'], {
      env: context.pythonEnvironment,
    });
  /** @param {string} label @param {Runner} runner @returns {Contestant} */
  const ours = (label, runner) => {
    return { label, graph: context.model, styled: true, rounds, runner, found: nothing() };
  };
  /** @param {string} label @param {string} graph @returns {Contestant} */
  const theirs = (label, graph) => {
    return { label, graph, styled: false, rounds: paperRounds, runner: wasm(), found: nothing() };
  };
  return {
    ours: ours('ours, WASM', wasm()),
    native: ours('ours, native onnxruntime', native()),
    lean: theirs("the paper's without its classifier, WASM", costs.lean.file),
    ...(full && { full: theirs("the paper's, WASM", costs.full.file) }),
  };
}

/** @returns {Contestant['found']} */
const nothing = () => ({ start: NaN, version: '', wall: [], cpu: [] });

/**
 * @param {Context} context
 * @param {readonly Contestant[]} contestants
 */
async function take(context, contestants) {
  const inputs = await writeInputs(context.folder, context.manifest.inputs);
  for (const { label, graph, styled, runner, found } of contestants) {
    context.progress(`starting ${label} ...`);
    const started = await runner.load(graph, styled ? inputs : inputs.slice(0, 1));
    found.start = started.milliseconds;
    found.version = started.version;
    // The first face also pays for memory: it does not count.
    await runner.run();
  }
  context.progress('taking turns ...');
  for (const { runner, found } of takeTurns(contestants)) {
    const { milliseconds, cpu } = await runner.run();
    found.wall.push(milliseconds);
    found.cpu.push(cpu);
  }
}

/**
 * That WASM and native made the same face, so that they were timed at the same work.
 *
 * @param {Context} context
 * @param {Contest} contest
 */
async function largestDifference(context, { ours, native }) {
  const [first, second] = await Promise.all(
    [ours, native].map(async ({ runner }, index) => {
      const path = join(context.folder, `face-${index}.f32`);
      await runner.save(path);
      return new Float32Array(new Uint8Array(await readFile(path)).buffer);
    }),
  );
  if (first === undefined || second === undefined || first.length !== second.length) {
    throw new Error('WASM and native onnxruntime made images of different sizes');
  }
  return first.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - (second[i] ?? NaN))),
    0,
  );
}

/**
 * @param {Contest} contest
 * @param {number} difference
 * @returns {import('../lib/report.mjs').Result}
 */
function report(contest, difference) {
  const { ours, native, lean } = contest;
  const contestants = Object.values(contest);
  const base = median(ours.found.wall);
  const share = Math.min(...contestants.map(({ found }) => median(found.cpu) / median(found.wall)));
  const ratio = median(lean.found.wall) / base;
  const notes = [
    `onnxruntime-web ${ours.found.version} and onnxruntime ${native.found.version}; ` +
      `their faces differ by at most ${difference.toExponential(1)}`,
  ];
  if (share < BUSY) {
    notes.push(
      `the machine was busy, a run had as little as ${Math.round(100 * share)}% of a processor; ` +
        `by processor time, the paper's without its classifier takes ` +
        `${times(median(lean.found.cpu) / median(ours.found.cpu))} as long as ours, ` +
        `and WASM ${times(median(ours.found.cpu) / median(native.found.cpu))} as long as native`,
    );
  }
  return {
    columns: ['', 'median', 'best', 'processor', 'to ours', 'faces', 'to start'],
    rows: contestants.map(({ label, found }) => [
      label,
      ...[duration(median(found.wall)), duration(Math.min(...found.wall))],
      ...[duration(median(found.cpu)), times(median(found.wall) / base)],
      ...[String(found.wall.length), duration(found.start)],
    ]),
    notes: [...notes, `WASM to native onnxruntime: ${times(base / median(native.found.wall))}`],
    goals: [
      atLeast("faster than the paper's without its classifier", ratio, 10, times),
      atMost('a face in WASM on this machine', base, 300, duration),
    ],
    data: {
      difference,
      ...Object.fromEntries(
        Object.entries(contest).map(([name, { found }]) => [
          name,
          { ...found, median: median(found.wall), processor: median(found.cpu) },
        ]),
      ),
    },
  };
}
