import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * @typedef {object} Input
 * @property {string} name
 * @property {readonly number[]} dims
 * @property {string} path raw float32
 */

/**
 * A session in a process of its own, which waits while others run. One JSON request a line goes
 * in, one JSON reply a line comes out; native.py of the training package and wasm-runner.mjs are
 * what may stand at the other end.
 */
export class Runner {
  /** @type {import('node:child_process').ChildProcessByStdio<import('node:stream').Writable, import('node:stream').Readable, null>} */
  #child;
  /** @type {AsyncIterator<string>} */
  #replies;

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {import('node:child_process').SpawnOptions} [options]
   */
  constructor(command, args, options = {}) {
    this.#child = spawn(command, [...args], { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
    // A failed start also ends the output, where it is noticed.
    this.#child.on('error', (error) => console.error(`${command}: ${error.message}`));
    this.#child.stdin.on('error', () => undefined);
    this.#replies = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * @param {string} graph path of the ONNX file
   * @param {readonly Input[]} inputs
   * @returns {Promise<{ milliseconds: number, version: string }>} how long the session took to make
   */
  load(graph, inputs) {
    return this.#ask({ do: 'load', graph, inputs });
  }

  /** @returns {Promise<{ milliseconds: number, cpu: number }>} wall-clock and processor time of a face */
  run() {
    return this.#ask({ do: 'run' });
  }

  /**
   * Writes the last output as raw float32.
   *
   * @param {string} path
   * @returns {Promise<{ dims: number[] }>}
   */
  save(path) {
    return this.#ask({ do: 'save', path });
  }

  /** Ends the process. */
  close() {
    this.#child.stdin.end();
    this.#child.kill();
  }

  /**
   * @param {object} request
   * @returns {Promise<any>}
   */
  async #ask(request) {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await this.#replies.next();
    if (line.done) throw new Error('the runner ended without an answer');
    const reply = JSON.parse(line.value);
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply;
  }
}
