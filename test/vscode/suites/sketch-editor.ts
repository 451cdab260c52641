import { expect } from 'chai';
import * as vscode from 'vscode';
import { isSketch, openSketch } from './sketch-tab.js';
import { closeAll, command, example, fileUri, readText, withSetting, writeText } from './texts.js';

const documentOf = (uri: vscode.Uri) => vscode.workspace.openTextDocument(uri);
const undo = () => vscode.commands.executeCommand('undo');

/** What is in a file once it is what is waited for: a save by itself may come between. */
async function savedText(uri: vscode.Uri, fits: (text: string) => boolean): Promise<string> {
  for (;;) {
    const text = await readText(uri);
    if (fits(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A file system in memory that nothing can be written to. */
function readOnlyFiles(content: string): vscode.FileSystemProvider {
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const bytes = new TextEncoder().encode(content);
  return {
    onDidChangeFile: () => new vscode.Disposable(() => undefined),
    watch: () => new vscode.Disposable(() => undefined),
    stat: ({ path }) => ({
      type: path.endsWith('.svg') ? vscode.FileType.File : vscode.FileType.Directory,
      ctime: 0,
      mtime: 0,
      size: bytes.length,
    }),
    readDirectory: () => [],
    readFile: () => bytes,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

export function sketchEditor(): void {
  teardown(closeAll);

  test('commands convert, make again, vary and restore what is shown; undo takes back', async () => {
    const before = await example();
    const uri = await writeText('editor.svg', before);
    const document = await documentOf(uri);
    await openSketch(uri);
    expect(await command('convertSelection')).to.equal(true);
    const converted = document.getText();
    expect(converted.match(/data-facepencil-face=/g)).to.have.length(1);
    await undo();
    expect(document.getText()).to.equal(before);

    expect(await command('convertSelection')).to.equal(true);
    expect(document.getText()).to.equal(converted);
    expect(await command('regenerateFace')).to.equal(true);
    expect(await command('insertVariations')).to.equal(true);
    expect(document.getText().match(/data-facepencil-variation=/g)).to.have.length(6);
    expect(await command('restoreSketch')).to.equal(true);
    expect(document.getText()).to.equal(before);
  });

  test('a face is no sketch: refused, and nothing changes', async () => {
    const uri = await writeText('editor-twice.svg', await example());
    const document = await documentOf(uri);
    await openSketch(uri);
    expect(await command('restoreSketch'), 'there is no face yet').to.equal(false);
    await command('convertSelection');
    const converted = document.getText();
    expect(await command('convertSelection')).to.equal(false);
    expect(document.getText()).to.equal(converted);
  });

  test('two panels on one file: what one does, the other goes on from', async () => {
    const before = await example();
    const uri = await writeText('editor-two.svg', before);
    const document = await documentOf(uri);
    await openSketch(uri);
    await openSketch(uri, vscode.ViewColumn.Beside);
    const sketches = vscode.window.tabGroups.all.filter(({ activeTab }) =>
      isSketch(activeTab, uri),
    );
    expect(sketches).to.have.length(2);
    expect(await command('convertSelection')).to.equal(true);
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    // Until the first page has the new text it knows no face to restore.
    while (!(await command('restoreSketch'))) await new Promise((go) => setTimeout(go, 200));
    expect(document.getText()).to.equal(before);
  });

  test('a byte order mark and CRLF stay in the file', async () => {
    const before = `\ufeff${(await example()).replaceAll('\n', '\r\n')}`;
    const uri = await writeText('editor-windows.svg', before);
    const document = await documentOf(uri);
    await openSketch(uri);
    expect(await command('convertSelection')).to.equal(true);
    await document.save();
    const saved = await savedText(uri, (text) => text.includes('data-facepencil-face'));
    expect(saved.startsWith('\ufeff')).to.equal(true);
    expect(saved.replaceAll('\r\n', '')).not.to.include('\n');
    expect(await command('restoreSketch')).to.equal(true);
    await document.save();
    expect(await savedText(uri, (text) => !text.includes('data-facepencil'))).to.equal(before);
  });

  test('another editor that changes the sketch meanwhile is not overwritten', async () => {
    const before = await example();
    const uri = await writeText('editor-changed.svg', before);
    const document = await documentOf(uri);
    await openSketch(uri);
    const converting = command('convertSelection');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, document.positionAt(before.indexOf('M103.5') + 1), '9');
    await vscode.workspace.applyEdit(edit);
    const done = await converting;
    // The page may have seen the change before it was asked; then the face is of the new sketch.
    expect(document.getText()).to.include('M9103.5');
    expect(document.getText().includes('data-facepencil')).to.equal(done);
  });

  test('a file that another program changes is shown and converted as it is then', async () => {
    const uri = await writeText('editor-disk.svg', await example());
    const document = await documentOf(uri);
    await openSketch(uri);
    const converting = command('convertSelection');
    const changed = (await example()).replace('id="head"', 'id="skull"');
    await writeText('editor-disk.svg', changed);
    const done = await converting;
    while (!document.isDirty && !document.getText().includes('skull')) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    // Either the face came first, or the other program did: never half of both.
    const text = document.getText();
    expect(text.includes('data-facepencil-face')).to.equal(done && document.isDirty);
    expect(text.match(/<path /g)).to.have.length(changed.match(/<path /g)!.length);
  });

  test('an editor that is closed meanwhile leaves the file as it was', async () => {
    const before = await example();
    const uri = await writeText('editor-closed.svg', before);
    await openSketch(uri);
    const converting = command('convertSelection');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    expect(await converting).to.equal(false);
    expect(await readText(uri)).to.equal(before);
  });

  test('a file that can only be read is shown, and refused to be changed', async () => {
    const before = await example();
    const scheme = 'facepencil-readonly';
    const files = vscode.workspace.registerFileSystemProvider(scheme, readOnlyFiles(before), {
      isReadonly: true,
    });
    try {
      const uri = vscode.Uri.parse(`${scheme}:/face.svg`);
      await openSketch(uri);
      expect(await command('convertSelection')).to.equal(false);
      expect((await documentOf(uri)).getText()).to.equal(before);
      await closeAll();
    } finally {
      files.dispose();
    }
  });

  for (const [what, text] of Object.entries({
    'broken SVG': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L9 9"></svg>',
    'no SVG': 'hello',
    'an empty file': '',
    'an SVG without strokes': '<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>',
  })) {
    test(`${what}: refused, and nothing changes`, async () => {
      const uri = await writeText(`editor-${what.replaceAll(' ', '-')}.svg`, text);
      await openSketch(uri);
      expect(await command('convertSelection')).to.equal(false);
      const document = await documentOf(uri);
      expect(document.getText()).to.equal(text);
      expect(document.isDirty).to.equal(false);
    });
  }

  test('a huge file is shown and converted', async () => {
    const filler = `<!-- ${'x'.repeat(99)} -->\n`.repeat(50_000);
    const before = (await example()).replace('</svg>', `${filler}</svg>`);
    const uri = await writeText('editor-huge.svg', before);
    const document = await documentOf(uri);
    await openSketch(uri);
    expect(await command('convertSelection')).to.equal(true);
    expect(document.getText()).to.include('data-facepencil-face');
    await undo();
    expect(document.getText()).to.equal(before);
  });

  test('size and storage are as set: a PNG file beside the drawing', async () => {
    const uri = await writeText('editor-beside/face.svg', await example());
    const document = await documentOf(uri);
    await withSetting('image.storage', 'file', async () => {
      await withSetting('image.size', 64, async () => {
        await openSketch(uri);
        expect(await command('convertSelection')).to.equal(true);
      });
    });
    const [, name] = /xlink:href="(face-face-[0-9a-f]{8}\.png)"/.exec(document.getText())!;
    const png = await vscode.workspace.fs.readFile(fileUri(`editor-beside/${name!}`));
    expect(new DataView(png.buffer, png.byteOffset).getUint32(16)).to.equal(64);
  });

  test('the panel opens beside the text of an SVG file, and of no other', async () => {
    const uri = await writeText('editor-panel.svg', await example());
    await vscode.window.showTextDocument(await documentOf(uri));
    expect(await command('openSketchPanel')).to.equal(true);
    const { activeTabGroup } = vscode.window.tabGroups;
    expect(isSketch(activeTabGroup.activeTab, uri)).to.equal(true);
    expect(activeTabGroup.viewColumn).to.equal(vscode.ViewColumn.Two);
    const css = await vscode.workspace.openTextDocument({ language: 'css', content: 'a {}' });
    await vscode.window.showTextDocument(css, vscode.ViewColumn.One);
    expect(await command('openSketchPanel')).to.equal(false);
  });
}
