#!/usr/bin/env node
// @ts-check
/** Face descriptors and landmarks of pictures, for measuring what a generator makes. */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { readJobs, runCommand } from './lib/command.mjs';
import { listPictures } from './lib/pictures.mjs';
import { runPool } from './lib/pool.mjs';
import { progressBar } from './lib/progress.mjs';

const USAGE = `Usage: node embed.mjs PICTURES_DIR
       node embed.mjs - < LIST

Writes one JSON line a picture to standard output, in no order:
  file         as given
  detected     whether there is a face
  error        why the picture could not be read (then detected is false)
  faces        how many were found; what follows is about the largest
  score        of the face mesh, 0..1
  descriptor   128 numbers of a face recognition network
  landmarks    478 [x, y] in picture pixels

  --jobs N     pictures at once (default 1)
  --help`;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      jobs: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  if (positionals.length !== 1) throw new Error('give one folder of pictures, or -');
  return { source: positionals[0], jobs: readJobs(values.jobs) };
}

/** Paths on standard input, one a line. */
async function listed() {
  const paths = [];
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') paths.push(line);
  }
  return paths;
}

/** @param {NonNullable<ReturnType<typeof readArguments>>} settings */
async function main({ source, jobs }) {
  const paths = source === '-' ? await listed() : await listPictures(source);
  if (paths.length === 0) throw new Error('no pictures given');
  const show = progressBar('embed', paths.length);
  let done = 0;
  await runPool('embed', paths, {
    jobs,
    onResult: (record) => {
      process.stdout.write(`${JSON.stringify(record)}\n`);
      show(++done);
    },
  });
}

await runCommand({ name: 'embed', usage: USAGE, readArguments, main });
