import { expect } from 'chai';
import * as vscode from 'vscode';
import { closeAll, command, example, fileUri, pngWidth, withSetting, writeText } from './texts.js';

const read = (name: string) => vscode.workspace.fs.readFile(fileUri(name));

async function isThere(name: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(fileUri(name));
    return true;
  } catch {
    return false;
  }
}

export function assets(): void {
  teardown(closeAll);

  test('folders and files: a PNG beside each, and a bad one does not keep the others', async () => {
    const svg = await example();
    await writeText('many/one.svg', svg);
    await writeText('many/deeper/two.SVG', svg);
    await writeText('many/broken.svg', '<svg');
    await writeText('many/notes.txt', 'no sketch');
    await writeText('many/node_modules/theirs.svg', svg);
    const lone = await writeText('lone.svg', svg);
    const done = await command('generateFaces', fileUri('many'), [fileUri('many'), lone, lone]);
    expect(done, 'one was broken').to.equal(false);
    for (const name of ['many/one.png', 'many/deeper/two.png', 'lone.png']) {
      expect(pngWidth(await read(name)), name).to.be.at.least(256);
    }
    for (const name of ['many/broken.png', 'many/node_modules/theirs.png']) {
      expect(await isThere(name), name).to.equal(false);
    }
  });

  test('what is there is kept or replaced, as was answered', async () => {
    const svg = await example();
    const first = await writeText('there/a.svg', svg);
    await writeText('there/b.svg', svg);
    await writeText('there/a.png', 'mine');
    expect(await command('generateFaces', fileUri('there'), undefined, 'skip')).to.equal(true);
    expect(new TextDecoder().decode(await read('there/a.png'))).to.equal('mine');
    expect(pngWidth(await read('there/b.png'))).to.be.at.least(256);
    expect(await command('generateFaces', first, undefined, 'replace')).to.equal(true);
    expect(pngWidth(await read('there/a.png'))).to.be.at.least(256);
  });

  test('a file with a face in it gives the face of its sketch, in the size that is set', async () => {
    const uri = await writeText('placed/face.svg', await example());
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await command('convertSelection');
    await vscode.window.activeTextEditor!.document.save();
    await withSetting('image.size', 100, async () => {
      expect(await command('generateFaces', uri)).to.equal(true);
    });
    expect(pngWidth(await read('placed/face.png'))).to.equal(100);
  });

  test('in the folder that is set, each under a name of its own', async () => {
    const svg = await example();
    await writeText('set/a/face.svg', svg);
    await writeText('set/b/face.svg', svg);
    await withSetting('assets.folder', 'faces/made', async () => {
      expect(await command('generateFaces', fileUri('set'))).to.equal(true);
    });
    for (const name of ['faces/made/face.png', 'faces/made/face-2.png']) {
      expect(pngWidth(await read(name)), name).to.be.at.least(256);
    }
    expect(await isThere('set/a/face.png')).to.equal(false);
  });

  test('a folder without sketches is said so', async () => {
    await writeText('empty/notes.txt', '');
    expect(await command('generateFaces', fileUri('empty'))).to.equal(false);
  });
}
