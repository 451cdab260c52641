#!/usr/bin/env node
import { CommanderError } from 'commander';
import { endWriting } from './files.js';
import { createProgram } from './program.js';
import { UsageError } from './usage-error.js';

const WRONG_USAGE = 2;

/** Ends at once, whatever threads are at work, and leaves nothing half written. */
function endNow(code: number): never {
  endWriting();
  process.exit(code);
}

// As a shell reports a program that a signal ended: 128 + its number.
process.on('SIGINT', () => endNow(130));
process.on('SIGTERM', () => endNow(143));
process.on('SIGHUP', () => endNow(129));
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has gone (`| head -1`): as if SIGPIPE had ended us, which node does not let it.
    if (error.code === 'EPIPE') endNow(141);
    throw error;
  });
}

async function main(): Promise<number> {
  let exitCode = 0;
  const program = createProgram((code) => {
    exitCode = code;
  }).exitOverride();
  try {
    await program.parseAsync();
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said what it had to say: help and version are no mistakes.
      return error.exitCode === 0 ? 0 : WRONG_USAGE;
    }
    if (error instanceof UsageError) {
      process.stderr.write(`error: ${error.message}\n`);
      return WRONG_USAGE;
    }
    throw error;
  }
}

process.exitCode = await main();
