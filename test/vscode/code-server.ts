import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureCodeServer } from '../../scripts/vscode.mjs';

/** A real VS Code that runs on 127.0.0.1, with one folder open, all of it in a temporary place. */
export interface CodeServer {
  /** `127.0.0.1:<port>` */
  readonly authority: string;
  /** The folder that is open. */
  readonly workspace: string;
  /** Where extensions are installed. */
  readonly extensions: string;
  /** What the server wrote so far. */
  log(): string;
  close(): Promise<void>;
}

/**
 * @param files of the workspace, by path; what lies there at the start
 * @param trusted whether the workspace is; VS Code itself would ask
 */
export async function startCodeServer(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  trusted = true,
): Promise<CodeServer> {
  const { node, folder } = ensureCodeServer();
  const home = await mkdtemp(join(tmpdir(), 'facepencil-vscode-'));
  const workspace = join(home, 'workspace');
  const extensions = join(home, 'extensions');
  for (const path of [workspace, extensions]) await mkdir(path);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), content);
  }

  const port = await freePort();
  const child = spawn(
    node,
    [
      'out/server-main.js',
      '--host=127.0.0.1',
      `--port=${port}`,
      '--without-connection-token',
      '--accept-server-license-terms',
      '--enable-smoke-test-driver',
      '--telemetry-level=off',
      `--server-data-dir=${join(home, 'data')}`,
      `--extensions-dir=${extensions}`,
      ...(trusted ? ['--disable-workspace-trust'] : []),
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (written += text));
  }
  const close = async () => {
    await end(child);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await listening(child, () => written);
  } catch (error) {
    await close();
    throw error;
  }
  return { authority: `127.0.0.1:${port}`, workspace, extensions, log: () => written, close };
}

async function listening(child: ChildProcess, log: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`code-server ended with ${code ?? 'a signal'}:\n${log()}`));
    });
    child.stdout?.on('data', () => {
      if (log().includes('Extension host agent listening')) resolve();
    });
  });
}

/** Ends the server, which ends the extension hosts that it started. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(late);
  // Extension hosts may hold the other ends a little longer.
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
