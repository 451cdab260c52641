// Runs inside the extension host: what `extensionTestsPath` names. Each suite is one line.
import * as vscode from 'vscode';
import { RESULTS_FILE, type TestRun } from '../results.js';
import { activation } from './activation.js';
import { run as runMocha } from './mocha.js';

const SUITES = { activation };

export async function run(): Promise<void> {
  const done: TestRun = {
    host: 'WorkerGlobalScope' in globalThis ? 'web' : 'node',
    results: await runMocha(SUITES),
  };
  const { uri } = vscode.workspace.workspaceFolders![0]!;
  await vscode.workspace.fs.writeFile(
    vscode.Uri.joinPath(uri, '..', RESULTS_FILE),
    new TextEncoder().encode(JSON.stringify(done)),
  );
}
