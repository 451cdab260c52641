// Runs inside the extension host: what `extensionTestsPath` names. Each suite is one line.
import * as vscode from 'vscode';
import { RESULTS_FILE, type TestRun } from '../results.js';
import { activation } from './activation.js';
import { assets } from './assets.js';
import { conversion } from './conversion.js';
import { edges } from './edges.js';
import { lenses } from './lenses.js';
import { run as runMocha } from './mocha.js';
import { sketchEditor } from './sketch-editor.js';
import { tasks } from './tasks.js';
import { untrusted } from './untrusted.js';
import { virtual } from './virtual.js';

const HOST = 'WorkerGlobalScope' in globalThis ? 'web' : 'node';

const IN_TRUST = {
  conversion,
  edges,
  lenses,
  sketchEditor,
  assets,
  virtual,
  // A browser has no processes to run them in.
  ...(HOST === 'node' ? { tasks } : {}),
};
const SUITES = { activation, ...(vscode.workspace.isTrusted ? IN_TRUST : { untrusted }) };

export async function run(): Promise<void> {
  const done: TestRun = {
    host: HOST,
    results: await runMocha(SUITES),
  };
  const { uri } = vscode.workspace.workspaceFolders![0]!;
  await vscode.workspace.fs.writeFile(
    vscode.Uri.joinPath(uri, '..', RESULTS_FILE),
    new TextEncoder().encode(JSON.stringify(done)),
  );
}
