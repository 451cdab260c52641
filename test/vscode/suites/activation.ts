import { expect } from 'chai';
import * as vscode from 'vscode';

export function activation(): void {
  test('the extension starts, and has the commands that its manifest names', async () => {
    const extension = vscode.extensions.getExtension('facepencil.facepencil')!;
    await extension.activate();
    const { contributes } = extension.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const there = await vscode.commands.getCommands(true);
    expect(there).to.include.members(contributes.commands.map(({ command }) => command));
  });
}
