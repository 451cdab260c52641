import { expect } from 'chai';
import * as vscode from 'vscode';
import { MemoryFiles } from './memory-files.js';
import { openSketch } from './sketch-tab.js';
import { closeAll, command, example, openAt, PNG_URI, pngWidth, withSetting } from './texts.js';

const SCHEME = 'facepencil-memory';
const at = (path: string) => vscode.Uri.from({ scheme: SCHEME, path });

export function virtual(): void {
  let files: MemoryFiles;
  let provided: vscode.Disposable;
  setup(async () => {
    const svg = await example();
    files = new MemoryFiles({ '/faces/a.svg': svg, '/faces/b.svg': svg });
    provided = vscode.workspace.registerFileSystemProvider(SCHEME, files);
  });
  teardown(async () => {
    await closeAll();
    provided.dispose();
  });

  test('a file that is on no disk is converted in its text, and undone', async () => {
    const { document } = await openAt(at('/faces/a.svg'), '<svg');
    const before = document.getText();
    expect(await command('convertSelection')).to.equal(true);
    expect(document.getText()).to.include(`xlink:href="${PNG_URI}`);
    await vscode.commands.executeCommand('undo');
    expect(document.getText()).to.equal(before);
  });

  test('its face goes into a file beside it, by setting', async () => {
    await withSetting('image.storage', 'file', async () => {
      const { document } = await openAt(at('/faces/a.svg'), '<svg');
      expect(await command('convertSelection')).to.equal(true);
      const [png] = files.names.filter((name) => name.endsWith('.png'));
      expect(png).to.match(/^\/faces\/a-face-[0-9a-f]{8}\.png$/);
      expect(document.getText()).to.include(`xlink:href="${png!.slice('/faces/'.length)}"`);
      await vscode.commands.executeCommand('undo');
    });
  });

  test('images of a folder of such files are written there', async () => {
    expect(await command('generateFaces', at('/faces'))).to.equal(true);
    for (const name of ['/faces/a.png', '/faces/b.png']) {
      expect(pngWidth(files.readFile(at(name)))).to.be.at.least(256);
    }
  });

  test('the sketch editor opens it and converts it', async () => {
    await openSketch(at('/faces/b.svg'));
    expect(await command('convertSelection')).to.equal(true);
    const document = await vscode.workspace.openTextDocument(at('/faces/b.svg'));
    expect(document.getText()).to.include('data-facepencil-sketch');
    await vscode.commands.executeCommand('undo');
  });

  test('a text that was never saved is converted, its face embedded whatever is set', async () => {
    const content = await example();
    const document = await vscode.workspace.openTextDocument({ language: 'xml', content });
    await vscode.window.showTextDocument(document);
    await withSetting('image.storage', 'file', async () => {
      expect(await command('convertSelection')).to.equal(true);
    });
    expect(document.getText()).to.include(`xlink:href="${PNG_URI}`);
    await vscode.commands.executeCommand('undo');
    expect(document.getText()).to.equal(content);
  });
}
