import { expect } from 'chai';
import * as vscode from 'vscode';
import { closeAll, command, example, openAt, withSetting, writeText } from './texts.js';

const lensesOf = async (uri: vscode.Uri) => {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    99,
  );
  return all.filter(({ command }) => command?.command.startsWith('facepencil.'));
};

const run = ({ command }: vscode.CodeLens) =>
  vscode.commands.executeCommand<boolean>(command!.command, ...(command!.arguments as unknown[]));

const hoverOf = async (uri: vscode.Uri, position: vscode.Position) => {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents as vscode.MarkdownString[])
    .map(({ value }) => value)
    .join('\n');
};

export function lenses(): void {
  teardown(closeAll);

  test('over a sketch, and over the face that it becomes', async () => {
    const uri = await writeText('lenses.svg', await example());
    const { document } = await openAt(uri, '<svg');
    const [convert, ...others] = await lensesOf(uri);
    expect(others).to.deep.equal([]);
    expect(convert!.command!.title).to.include('Convert sketch to face');
    expect(convert!.range.start.line).to.equal(0);

    expect(await run(convert!)).to.equal(true);
    const over = await lensesOf(uri);
    expect(over.map((lens) => lens.command!.title.replace(/^\S+ /, ''))).to.deep.equal([
      'Regenerate face',
      'Restore sketch',
      'Insert variations…',
    ]);
    const line = document.lineAt(over[0]!.range.start.line).text;
    expect(line).to.include('data-facepencil-sketch');
  });

  test('a lens acts on its own face, wherever the cursor is', async () => {
    const uri = await writeText('own.svg', await example());
    const { document } = await openAt(uri, '<path id="head"', '/>');
    await command('convertSelection');
    await openAt(uri, '<path id="ear-left"', '/>');
    await command('convertSelection');
    await openAt(uri, '</svg>');
    const restore = (await lensesOf(uri)).filter(
      (lens) => lens.command!.command === 'facepencil.restoreSketch',
    );
    expect(restore).to.have.length(2);
    expect(await run(restore[0]!)).to.equal(true);
    expect(document.getText().match(/data-facepencil-face/g)).to.have.length(1);
    expect(document.getText().indexOf('data-facepencil-sketch')).to.be.above(
      document.getText().indexOf('id="head"'),
    );
  });

  test('none if they are turned off, none over an icon in a page', async () => {
    const uri = await writeText('off.svg', await example());
    await openAt(uri, '<svg');
    expect(await lensesOf(uri)).to.have.length(1);
    await withSetting('codeLens.enabled', false, async () => {
      expect(await lensesOf(uri)).to.have.length(0);
    });
    const page = await writeText(
      'icon.html',
      '<svg viewBox="0 0 9 9"><path d="M0 0L9 9V0"/></svg>',
    );
    await openAt(page, '<svg');
    expect(await lensesOf(page)).to.have.length(0);
  });

  test('a preview of the sketch, and then of the face as well', async () => {
    const uri = await writeText('hover.svg', await example());
    const { document } = await openAt(uri, '<svg');
    const sketch = await hoverOf(uri, new vscode.Position(0, 3));
    expect(sketch).to.include('data:image/svg+xml;base64,');
    expect(sketch).not.to.include('data:image/png');

    await command('convertSelection');
    for (const at of ['data-facepencil-sketch', 'data-facepencil-face']) {
      const face = await hoverOf(uri, document.positionAt(document.getText().indexOf(at)));
      expect(face).to.include('data:image/svg+xml;base64,');
      expect(face).to.include('data:image/png;base64,');
      // VS Code cuts what is longer off.
      expect(face.length).to.be.below(100_000);
    }
    await withSetting('hover.enabled', false, async () => {
      expect(await hoverOf(uri, new vscode.Position(0, 3))).not.to.include('data:image');
    });
  });
}
