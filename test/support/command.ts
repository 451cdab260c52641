import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../scripts/lib.mjs';
import { TINY } from './model.js';

const PROGRAM = fileURLToPath(new URL('../../runtime/dist/cli/facepencil.mjs', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Builds the command line if its sources are newer than what was built. */
export function buildCommand(): void {
  ensureBuilt();
}

/** Starts `facepencil`, the real program, in the folder. */
export function startCommand(folder: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs `facepencil` to its end. */
export async function runCommand(folder: string, ...args: readonly string[]): Promise<Ended> {
  const child = startCommand(folder, args);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return { code: await ending(child), stdout, stderr };
}

/** The exit code, once the process and its streams have ended. */
export function ending(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
}

/** Options that choose the stand-in model. */
export const WITH_TINY = ['--model', TINY] as const;
