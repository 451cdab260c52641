// @ts-check
/** What the commands have in common: help, exit codes, where errors go. */

/**
 * Runs a command. Wrong arguments end with code 2 and the usage, any other error with code 1.
 *
 * @template T
 * @param {object} command
 * @param {string} command.name
 * @param {string} command.usage
 * @param {() => T | undefined} command.readArguments throws if they are wrong; undefined asks for
 *   help
 * @param {(settings: T) => Promise<void>} command.main
 */
export async function runCommand({ name, usage, readArguments, main }) {
  let settings;
  try {
    settings = readArguments();
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (settings === undefined) {
    console.log(usage);
    return;
  }
  try {
    await main(settings);
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

/**
 * @param {string} text
 * @returns {number} a whole number, at least 1
 */
export function readJobs(text) {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error('--jobs must be a whole number over 0');
  return jobs;
}
