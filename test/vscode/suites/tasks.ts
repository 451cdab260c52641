import { expect } from 'chai';
import * as vscode from 'vscode';
import { example, fileUri, pngWidth, writeText } from './texts.js';

/** Runs a task to its end. */
async function run(task: vscode.Task): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve) => {
    const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== task.name) return;
      listening.dispose();
      resolve(exitCode);
    });
  });
  await vscode.tasks.executeTask(task);
  return ended;
}

/** Only where there are processes. */
export function tasks(): void {
  test('a task makes the faces of the workspace, with the bundled command line', async () => {
    await writeText('tasks/a.svg', await example());
    await writeText(
      '.vscode/tasks.json',
      JSON.stringify({
        version: '2.0.0',
        tasks: [
          {
            type: 'facepencil',
            label: 'sketches',
            files: ['tasks/*.svg'],
            out: 'tasks/out',
            options: ['--size', '64'],
            problemMatcher: [],
          },
        ],
      }),
    );
    const offered = () => vscode.tasks.fetchTasks({ type: 'facepencil' });
    const byDefault = (await offered())[0];
    expect(byDefault?.definition).to.deep.equal({ type: 'facepencil' });
    // VS Code reads tasks.json when it hears of it.
    let own: vscode.Task | undefined;
    while (own === undefined) {
      own = (await offered()).find(({ name }) => name === 'sketches');
      if (own === undefined) await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(await run(own)).to.equal(0);
    expect(pngWidth(await vscode.workspace.fs.readFile(fileUri('tasks/out/a.png')))).to.equal(64);
    expect(await run(own), 'nothing is overwritten').to.equal(1);
  });
}
