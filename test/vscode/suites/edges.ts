import { expect } from 'chai';
import * as vscode from 'vscode';
import { closeAll, command, example, openAt, withSetting, writeText } from './texts.js';

const FIRST = '<g id="face">';
const LAST = '</g>';

async function edit(uri: vscode.Uri, change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  const made = new vscode.WorkspaceEdit();
  change(made);
  expect(await vscode.workspace.applyEdit(made), String(uri)).to.equal(true);
}

export function edges(): void {
  teardown(closeAll);

  test('typing elsewhere while a face is made does it no harm', async () => {
    const before = await example();
    const uri = await writeText('typing.svg', before);
    const { document } = await openAt(uri, FIRST, LAST);
    const converting = command('convertSelection');
    await edit(uri, (made) => {
      made.insert(uri, new vscode.Position(0, 0), '<!-- above -->\n');
      made.insert(uri, document.lineAt(document.lineCount - 1).range.end, '<!-- below -->');
    });
    expect(await converting).to.equal(true);
    await command('restoreSketch');
    expect(document.getText()).to.equal(`<!-- above -->\n${before}<!-- below -->`);
  });

  test('a sketch that was changed meanwhile is left as it is', async () => {
    const uri = await writeText('changed.svg', await example());
    const { document } = await openAt(uri, FIRST, LAST);
    const converting = command('convertSelection');
    const at = document.positionAt(document.getText().indexOf('M103.5') + 1);
    await edit(uri, (made) => {
      made.insert(uri, at, '9');
    });
    const changed = document.getText();
    expect(await converting).to.equal(false);
    expect(document.getText()).to.equal(changed);
  });

  test('a transform put around the sketch meanwhile counts as a change of it', async () => {
    const uri = await writeText('moved.svg', await example());
    const { document } = await openAt(uri, FIRST, LAST);
    const converting = command('convertSelection');
    const at = document.positionAt(document.getText().indexOf('<g fill') + 2);
    await edit(uri, (made) => {
      made.insert(uri, at, ' transform="scale(2)"');
    });
    expect(await converting).to.equal(false);
    expect(document.getText()).not.to.include('data-facepencil');
  });

  test('a text that is half typed when the face is ready is left alone', async () => {
    const uri = await writeText('half.svg', await example());
    const { document } = await openAt(uri, FIRST, LAST);
    const converting = command('convertSelection');
    await edit(uri, (made) => {
      made.insert(uri, document.positionAt(document.getText().indexOf('</svg>')), '<path d=');
    });
    expect(await converting).to.equal(false);
    expect(document.getText()).not.to.include('data-facepencil');
  });

  test('two conversions at once in one file: two faces', async () => {
    const text = (await example()).replace(
      '</svg>',
      '  <path id="more" stroke="#000" d="M9 9L99 99 9 99"/>\n</svg>',
    );
    const uri = await writeText('two.svg', text);
    const { document } = await openAt(uri, FIRST, LAST);
    const first = command('convertSelection');
    await openAt(uri, '<path id="more"', '99"/>');
    const second = command('convertSelection');
    expect(await Promise.all([first, second])).to.deep.equal([true, true]);
    const ids = [...document.getText().matchAll(/data-facepencil-face="(\d)"/g)].map(
      ([, id]) => id,
    );
    expect(ids.sort()).to.deep.equal(['1', '2']);
  });

  test('a face is no sketch: refused, and nothing changes', async () => {
    const uri = await writeText('twice.svg', await example());
    const { document } = await openAt(uri, FIRST, LAST);
    await command('convertSelection');
    const converted = document.getText();
    await openAt(uri, '<path id="head"', 'd="M');
    expect(await command('convertSelection')).to.equal(false);
    await openAt(uri, '<image ', ' x=');
    expect(await command('convertSelection')).to.equal(false);
    expect(document.getText()).to.equal(converted);
  });

  for (const [what, text] of Object.entries({
    'broken SVG': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L9 9"></svg>',
    'no SVG': 'hello',
    'an empty file': '',
    'an SVG without strokes': '<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>',
  })) {
    test(`${what}: refused, and nothing changes`, async () => {
      const uri = await writeText(`${what.replaceAll(' ', '-')}.svg`, text);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      expect(await command('convertSelection')).to.equal(false);
      expect(await command('regenerateFace', undefined, 'same')).to.equal(false);
      expect(await command('restoreSketch')).to.equal(false);
      expect(document.getText()).to.equal(text);
      expect(document.isDirty).to.equal(false);
    });
  }

  test('a language that holds no SVG is refused', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'css',
      content: await example(),
    });
    await vscode.window.showTextDocument(document);
    expect(await command('convertSelection')).to.equal(false);
  });

  test('with no text in front there is nothing to convert, and it says so', async () => {
    await closeAll();
    expect(await command('convertSelection')).to.equal(false);
  });

  test('a file closed meanwhile stays as it was', async () => {
    const before = await example();
    const uri = await writeText('closed.svg', before);
    const { document } = await openAt(uri, FIRST, LAST);
    const closed = new Promise<void>((resolve) => {
      const listening = vscode.workspace.onDidCloseTextDocument((one) => {
        if (one !== document) return;
        listening.dispose();
        resolve();
      });
    });
    const converting = command('convertSelection');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    // VS Code lets go of a text that nobody shows when it likes; the conversion may come before.
    const done = await Promise.race([converting, closed.then(() => converting)]);
    const again = await vscode.workspace.openTextDocument(uri);
    expect(again.getText() === before).to.equal(!done);
    expect(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))).to.equal(before);
  });

  test('a huge file is converted, without lenses', async () => {
    const filler = `<!-- ${'x'.repeat(99)} -->\n`.repeat(50_000);
    const uri = await writeText('huge.svg', (await example()).replace('</svg>', `${filler}</svg>`));
    const { document } = await openAt(uri, FIRST, LAST);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    expect(lenses).to.deep.equal([]);
    expect(await command('convertSelection')).to.equal(true);
    expect(document.getText()).to.include('data-facepencil-face');
  });

  test('a model that is not there is said so, and the one that ships is used again after it', async () => {
    const uri = await writeText('model.svg', await example());
    const { document } = await openAt(uri, FIRST, LAST);
    const before = document.getText();
    await withSetting('model.path', 'no/such/folder', async () => {
      expect(await command('convertSelection')).to.equal(false);
    });
    expect(document.getText()).to.equal(before);
    expect(await command('convertSelection')).to.equal(true);
  });
}
