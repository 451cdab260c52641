import { expect } from 'chai';
import * as vscode from 'vscode';
import { command, example, openAt, writeText } from './texts.js';

/** In a workspace whose settings are somebody else's. */
export function untrusted(): void {
  test('a model that its settings name is passed over, and the one that ships makes the face', async () => {
    await writeText('.vscode/settings.json', '{ "facepencil.model.path": "no/such/folder" }');
    const settings = () =>
      vscode.workspace.getConfiguration('facepencil').get<string>('model.path');
    const uri = await writeText('untrusted.svg', await example());
    const { document } = await openAt(uri, '<svg');
    expect(settings()).to.equal('');
    expect(await command('convertSelection')).to.equal(true);
    expect(document.getText()).to.include('data-facepencil-face');
  });
}
