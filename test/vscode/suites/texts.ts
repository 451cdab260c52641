import { expect } from 'chai';
import * as vscode from 'vscode';

/** A file of the workspace. */
export function fileUri(name: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
}

export async function writeText(name: string, text: string | Uint8Array): Promise<vscode.Uri> {
  const uri = fileUri(name);
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri;
}

export async function readText(uri: vscode.Uri): Promise<string> {
  // A byte order mark is part of the file.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    await vscode.workspace.fs.readFile(uri),
  );
}

/** The example that every workspace of these tests holds: a face of some twenty lines. */
export async function example(): Promise<string> {
  return readText(fileUri('sketch.svg'));
}

/**
 * Opens a text and selects what stands between two places of it.
 *
 * @param from where the selection begins; with no `to`, the place of the cursor
 */
export async function openAt(
  uri: vscode.Uri,
  from: string,
  to?: string,
): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const text = document.getText();
  const start = text.indexOf(from);
  const end = to === undefined ? start : text.indexOf(to, start) + to.length;
  expect(start, from).to.be.at.least(0);
  editor.selection = new vscode.Selection(document.positionAt(start), document.positionAt(end));
  return editor;
}

/** Whether the command says that it was done. */
export async function command(name: string, ...args: unknown[]): Promise<boolean> {
  return vscode.commands.executeCommand<boolean>(`facepencil.${name}`, ...args);
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Gives a setting a value while something runs. */
export async function withSetting<T>(
  name: string,
  value: unknown,
  run: () => Promise<T>,
): Promise<T> {
  const settings = vscode.workspace.getConfiguration('facepencil');
  await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    return await run();
  } finally {
    await settings.update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

/** Where a PNG begins, in base64. */
export const PNG_URI = 'data:image/png;base64,iVBORw0KGgo';

/** The PNG's own size: the width in its header. */
export function pngWidth(png: Uint8Array): number {
  expect([...png.subarray(1, 4)]).to.deep.equal([...new TextEncoder().encode('PNG')]);
  return new DataView(png.buffer, png.byteOffset).getUint32(16);
}
