#!/usr/bin/env node
// @ts-check
/** Landmarks, age and matte of every photo in a folder. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readJobs, runCommand } from './lib/command.mjs';
import { listPictures, pictureId } from './lib/pictures.mjs';
import { runPool } from './lib/pool.mjs';
import { progressBar } from './lib/progress.mjs';
import { appendRecords, readRecords, writeRecords } from './lib/records.mjs';

const USAGE = `Usage: node annotate.mjs PHOTOS_DIR --out FILE.jsonl.gz [--mattes DIR]

Finds the face in every photo of a folder (and the folders in it) and adds one line a photo to
the annotations. Photos that are in there already are skipped, so it can be stopped and started.

  --out FILE       annotations, gzipped JSON lines: id (file name without extension), width,
                   height, score, box, landmarks (478 [x, y] in photo pixels), age, sex,
                   sexScore; or id and reason (no-face, several-faces, unreadable, failed)
  --mattes DIR     also write the person's alpha as DIR/<id>.webp, 256x256 for the whole photo
  --prefix TEXT    only photos whose file name starts so
  --jobs N         photos at once (default: one less than there are processors)
  --retry-failed   try those again that have a reason
  --help`;

/** So many records are lost at most when the power goes. */
const BATCH = 16;

/** @typedef {import('./lib/tasks.mjs').Annotation} Annotation */

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      mattes: { type: 'string' },
      prefix: { type: 'string', default: '' },
      jobs: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
      'retry-failed': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  if (positionals.length !== 1) throw new Error('give one folder of photos');
  if (!values.out) throw new Error('--out is missing');
  const { out, mattes, prefix, 'retry-failed': retryFailed } = values;
  return { photos: positionals[0], prefix, out, mattes, jobs: readJobs(values.jobs), retryFailed };
}

/**
 * @param {string[]} paths
 * @returns {Map<string, string>} path by id
 */
function byId(paths) {
  const found = new Map();
  for (const path of paths) {
    const id = pictureId(path);
    if (found.has(id)) throw new Error(`two photos with the id ${id}: ${found.get(id)}, ${path}`);
    found.set(id, path);
  }
  return found;
}

/**
 * Records that are in the output already; a damaged end is cut off, so that more can be added.
 *
 * @param {string} out
 * @param {boolean} retryFailed
 * @returns {Promise<Annotation[]>}
 */
async function earlierRecords(out, retryFailed) {
  const { records, damaged } = await readRecords(out);
  const kept = retryFailed ? records.filter((record) => !record.reason) : records;
  if (damaged || kept.length < records.length) await writeRecords(out, kept);
  return kept;
}

/** @param {NonNullable<ReturnType<typeof readArguments>>} settings */
async function main({ photos, prefix, out, mattes, jobs, retryFailed }) {
  const pictures = await listPictures(photos);
  const paths = byId(pictures.filter((path) => basename(path).startsWith(prefix)));
  if (paths.size === 0) throw new Error(`no pictures in ${photos} that start with '${prefix}'`);
  await mkdir(dirname(out), { recursive: true });
  if (mattes) await mkdir(mattes, { recursive: true });

  const earlier = await earlierRecords(out, retryFailed);
  for (const { id } of earlier) paths.delete(id);
  if (earlier.length > 0) console.error(`${earlier.length} done earlier, ${paths.size} to do`);

  const show = progressBar('annotate', paths.size);
  /** @type {Map<string, number>} */
  const reasons = new Map();
  /** @type {Annotation[]} */
  let batch = [];
  let done = 0;
  let written = Promise.resolve();
  const flush = () => {
    const records = batch;
    batch = [];
    // One after another: workers finish while the last batch is still being written.
    written = written.then(() => appendRecords(out, records));
    return written;
  };
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    process.once(signal, () => void flush().finally(() => process.exit(code)));
  }
  try {
    await runPool('annotate', [...paths.values()], {
      jobs,
      options: { mattes: mattes !== undefined },
      onResult: async ({ record, matte }) => {
        if (mattes && matte) await writeWhole(join(mattes, `${record.id}.webp`), matte);
        if (record.reason) reasons.set(record.reason, (reasons.get(record.reason) ?? 0) + 1);
        batch.push(record);
        done++;
        show(done);
        if (batch.length >= BATCH) await flush();
      },
    });
  } finally {
    await flush();
  }
  const failed = [...reasons.values()].reduce((sum, count) => sum + count, 0);
  console.error(`${done - failed} annotated, ${failed} without landmarks`);
  for (const [reason, count] of reasons) console.error(`  ${reason}: ${count}`);
}

/**
 * @param {string} path
 * @param {Uint8Array} data
 */
async function writeWhole(path, data) {
  await writeFile(`${path}.part`, data);
  await rename(`${path}.part`, path);
}

await runCommand({ name: 'annotate', usage: USAGE, readArguments, main });
