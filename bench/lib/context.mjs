import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ensurePython, root } from '../../scripts/lib.mjs';

/**
 * @typedef {object} Cost
 * @property {string} file
 * @property {number} bytes on disk
 * @property {number} parameters
 * @property {number} flops of one face
 */

/** @typedef {{ ours: Cost, full: Cost, lean: Cost }} Costs */

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {string} file
 * @property {string} sha256
 * @property {{ name: string, shape: number[] }[]} inputs
 */

/**
 * @typedef {object} Options
 * @property {string} model folder of manifest.json and the model
 * @property {string | undefined} python one that has the training package's requirements
 * @property {boolean} full whether to time the paper's generator with its classifier
 * @property {number} rounds of our model
 * @property {number} paperRounds of the paper's
 */

/** What a measure may ask for. Whatever is expensive is made when first asked for, and once. */
export class Context {
  /** @type {Promise<Costs> | undefined} */
  #costs;
  /** @type {string | undefined} */
  #python;

  /**
   * @param {Options} options
   * @param {Manifest} manifest
   */
  constructor(options, manifest) {
    this.options = options;
    this.manifest = manifest;
    /** Path of our model. */
    this.model = join(resolve(options.model), manifest.file);
    /** A folder for what is made here; git ignores it. */
    this.folder = join(root, 'out/bench');
    /** Environment of a Python process that is to find the training package. */
    this.pythonEnvironment = { ...process.env, PYTHONPATH: join(root, 'models/training') };
  }

  /**
   * @param {Options} options
   * @throws {Error} if there is no manifest.json in the model's folder
   */
  static async open(options) {
    const path = join(resolve(options.model), 'manifest.json');
    const context = new Context(options, JSON.parse(await readFile(path, 'utf8')));
    await mkdir(context.folder, { recursive: true });
    return context;
  }

  /** Path of a Python that has the training package's requirements. */
  get python() {
    return (this.#python ??= this.options.python ?? ensurePython());
  }

  /** Sizes and costs of our model and of the paper's generator; the first time writes its graphs. */
  costs() {
    return (this.#costs ??= this.#measureCosts());
  }

  /** @param {string} text what goes on, for who waits */
  progress(text) {
    console.error(`  ${text}`);
  }

  /** @returns {Promise<Costs>} */
  async #measureCosts() {
    const { python } = this;
    this.progress("counting, and building the paper's generator if it is not there yet ...");
    const references = join(this.folder, 'references');
    const { stdout } = await promisify(execFile)(
      python,
      [
        ...['-m', 'facepencil_train.benchmark.cost'],
        ...['--model', this.model, '--references', references],
      ],
      { env: this.pythonEnvironment },
    );
    return JSON.parse(stdout);
  }
}
