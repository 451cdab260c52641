// @ts-check
/** What the tests of the commands share. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string[]} args script and its arguments
 * @param {string} [input] for standard input
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export function run(args, input = '') {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, args[0]), ...args.slice(1)]);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}

/**
 * Writes a plain picture: no face in it.
 *
 * @param {string} path
 * @param {string} colour
 * @param {number} width
 * @param {number} height
 */
export async function plainPicture(path, colour, width = 96, height = 64) {
  await sharp({ create: { width, height, channels: 3, background: colour } }).toFile(path);
}
