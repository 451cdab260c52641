import * as vscode from 'vscode';

export const SKETCH_EDITOR = 'facepencil.sketch';

/** Opens the sketch editor; what is open in front is then what commands act on. */
export async function openSketch(uri: vscode.Uri, column = vscode.ViewColumn.One): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, SKETCH_EDITOR, column);
  const tab = () => vscode.window.tabGroups.activeTabGroup.activeTab;
  while (!isSketch(tab(), uri)) await new Promise((resolve) => setTimeout(resolve, 50));
}

export function isSketch(tab: vscode.Tab | undefined, uri: vscode.Uri): boolean {
  const input = tab?.input;
  return (
    input instanceof vscode.TabInputCustom &&
    input.viewType === SKETCH_EDITOR &&
    input.uri.toString() === uri.toString()
  );
}
