// @ts-check
/** Annotations as gzipped JSON lines that can be added to and that survive an abrupt end. */
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';

/**
 * Adds records as one gzip member: members one after another are again a gzip file.
 *
 * @param {string} path
 * @param {object[]} records
 */
export async function appendRecords(path, records) {
  if (records.length > 0) await appendFile(path, await pack(records));
}

/**
 * Writes all records anew; the old file stays until the new one is complete.
 *
 * @param {string} path
 * @param {object[]} records
 */
export async function writeRecords(path, records) {
  const unfinished = `${path}.part`;
  await writeFile(unfinished, records.length > 0 ? await pack(records) : '');
  await rename(unfinished, path);
}

/**
 * @param {string} path
 * @returns {Promise<{ records: any[], damaged: boolean }>} all whole records; damaged if the file
 *   ends in the middle of one, as after a power cut. A missing file has no records.
 */
export async function readRecords(path) {
  /** @type {Buffer} */
  let packed;
  try {
    packed = await readFile(path);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') {
      return { records: [], damaged: false };
    }
    throw error;
  }
  if (packed.length === 0) return { records: [], damaged: false };
  const text = await unpack(packed);
  const lines = text.split('\n');
  const rest = lines.pop();
  const records = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  const damaged = rest !== '' || !(await isWhole(packed));
  return { records, damaged };
}

/** @param {object[]} records */
function pack(records) {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  return promisify(gzip)(lines, { level: 9 });
}

/**
 * @param {Buffer} packed
 * @returns {Promise<string>} what can be unpacked, even if the end is missing
 */
async function unpack(packed) {
  const text = await promisify(gunzip)(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  return text.toString('utf8');
}

/** @param {Buffer} packed */
async function isWhole(packed) {
  try {
    await promisify(gunzip)(packed);
    return true;
  } catch {
    return false;
  }
}
