import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { MAX_SEED, parseManifest, verifyModel } from '../src/index.js';
import { readAssets } from '../src/generator/node.js';
import { fileExists, writeWhole } from './files.js';
import { modelDirectory } from './model.js';
import { nameOutputs, type Output } from './names.js';
import { Pool } from './pool.js';
import { ProgressBar } from './progress-bar.js';
import { faceLine, print, reportError } from './report.js';
import { type FaceOptions, toRequest } from './style-options.js';
import type { MadeImage } from './task.js';
import { UsageError } from './usage-error.js';

export interface GenerateCommandOptions extends FaceOptions {
  readonly out: string;
  readonly variations?: number;
  readonly jobs?: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

/**
 * `facepencil generate`: every file to one image, or several.
 *
 * @returns how many images failed
 * @throws UsageError; FacePencilError if the model cannot be used at all
 */
export async function generateCommand(
  files: readonly string[],
  options: GenerateCommandOptions,
): Promise<number> {
  const outputs = nameOutputs(files, seedsOf(options), options.out);
  const assets = await readAssets(modelDirectory(options.model));
  await verifyModel(parseManifest(assets.manifest), assets.model);

  const json = options.json === true;
  const threads = Math.min(options.jobs ?? Math.min(availableParallelism(), 8), outputs.length);
  const pool = new Pool(threads, { assets });
  const bar = new ProgressBar(outputs.length, !json);
  bar.show();
  const made = outputs.map((output) => makeOne(pool, output, options));
  // They are awaited in order below; a failure before its turn is no unhandled one.
  for (const promise of made) promise.catch(() => undefined);

  const told = new Set<string>();
  let failed = 0;
  try {
    for (const [i, output] of outputs.entries()) {
      const { input, path } = output;
      try {
        const { face } = await made[i]!;
        bar.hide();
        print(json ? JSON.stringify(faceLine(input, path, face)) : `${input} -> ${path}`);
      } catch (error) {
        failed++;
        bar.hide();
        // The variations of a bad file fail alike: once is enough.
        const about = `${input}\0${String(error)}`;
        if (!told.has(about)) reportError(input, error, json);
        told.add(about);
      }
      bar.advance();
    }
  } finally {
    bar.hide();
    await pool.end();
  }
  if (!json) process.stderr.write(`${outputs.length - failed} made, ${failed} failed\n`);
  return failed;
}

async function makeOne(
  pool: Pool,
  { input, seed, path }: Output,
  options: GenerateCommandOptions,
): Promise<MadeImage> {
  const force = options.force === true;
  if (!force && existsSync(path)) throw fileExists(path);
  const made = await pool.make({ input, request: { ...toRequest(options), seed } });
  await writeWhole(path, made.png, force);
  return made;
}

/** The seed of each image of a file. */
function seedsOf(options: GenerateCommandOptions): (number | undefined)[] {
  const { variations, seed, skin, hair, background, clothing, look } = options;
  if (variations === undefined || variations === 1) return [seed];
  const everyColor = skin && hair && background && background !== 'transparent' && clothing;
  if (everyColor && look !== undefined) {
    throw new UsageError(
      'every colour and the look are given: there is nothing that --variations could vary',
    );
  }
  const first = seed ?? 1;
  if (first + variations - 1 > MAX_SEED) {
    throw new UsageError(`--seed ${first} leaves no room for ${variations} variations`);
  }
  return Array.from({ length: variations }, (_, i) => first + i);
}
