import { expect } from 'chai';
import * as vscode from 'vscode';
import { difference, type Style } from '../../../runtime/src/index.js';
import {
  closeAll,
  command,
  example,
  fileUri,
  openAt,
  PNG_URI,
  readText,
  withSetting,
  writeText,
} from './texts.js';

/** Everything in the example's group of strokes. */
const FIRST = '<g id="face">';
const LAST = '</g>';

const undo = () => vscode.commands.executeCommand('undo');

export function conversion(): void {
  teardown(closeAll);

  test('the selected elements become a face in place, and one undo takes it back', async () => {
    const before = await example();
    const uri = await writeText('convert.svg', before);
    const { document } = await openAt(uri, FIRST, LAST);
    expect(await command('convertSelection')).to.equal(true);
    const after = document.getText();
    expect(after).to.include(`xlink:href="${PNG_URI}`);
    const lines = after.split('\n');
    const at = lines.findIndex((line) => line.includes('data-facepencil-sketch'));
    // Lines of their own, indented as the group is; nothing else is another.
    expect(lines[at]).to.match(/^ {4}<g data-facepencil-sketch=".*" display="none">$/);
    const inserted = lines.filter((line) => !before.split('\n').includes(line));
    expect(inserted.map((line) => /^ *<\w+/.exec(line)?.[0])).to.deep.equal([
      '    <g',
      '    <image',
    ]);
    await undo();
    expect(document.getText()).to.equal(before);
  });

  test('a cursor means the whole drawing', async () => {
    const uri = await writeText('cursor.svg', await example());
    const { document } = await openAt(uri, '<svg');
    expect(await command('convertSelection')).to.equal(true);
    expect(document.getText()).to.match(/^ {2}<g data-facepencil-sketch/m);
  });

  test('a byte order mark and CRLF stay in the file', async () => {
    const before = `\ufeff${(await example()).replaceAll('\n', '\r\n')}`;
    const uri = await writeText('windows.svg', before);
    const { document } = await openAt(uri, FIRST, LAST);
    await command('convertSelection');
    await document.save();
    const saved = await readText(uri);
    expect(saved).to.include('data-facepencil-face');
    expect(saved.replaceAll('\r\n', '')).not.to.include('\n');
    await command('restoreSketch');
    await document.save();
    expect(await readText(uri)).to.equal(before);
  });

  test('a PNG file beside it, by setting, which undo does not touch', async () => {
    await withSetting('image.storage', 'file', async () => {
      const before = await example();
      const uri = await writeText('beside/my face.svg', before);
      const { document } = await openAt(uri, FIRST, LAST);
      expect(await command('convertSelection')).to.equal(true);
      const [, name] = /xlink:href="(my%20face-face-[0-9a-f]{8}\.png)"/.exec(document.getText())!;
      const png = fileUri(`beside/${decodeURIComponent(name!)}`);
      expect((await vscode.workspace.fs.readFile(png)).length).to.be.above(10_000);
      await undo();
      expect(document.getText()).to.equal(before);
      await vscode.workspace.fs.stat(png);
    });
  });

  test('a file never saved embeds its face, whatever is set', async () => {
    await withSetting('image.storage', 'file', async () => {
      const document = await vscode.workspace.openTextDocument({
        language: 'xml',
        content: await example(),
      });
      await vscode.window.showTextDocument(document);
      expect(await command('convertSelection')).to.equal(true);
      expect(document.getText()).to.include(PNG_URI);
    });
  });

  test('made again, varied, restored: each one step', async () => {
    const before = await example();
    const uri = await writeText('steps.svg', before);
    const { document } = await openAt(uri, FIRST, LAST);
    await command('convertSelection');
    const converted = document.getText();

    expect(await command('regenerateFace', undefined, 'same')).to.equal(true);
    expect(document.getText(), 'the same request gives the same face').to.equal(converted);
    expect(await command('regenerateFace', undefined, 'copper')).to.equal(true);
    expect(document.getText()).to.include('&quot;hair&quot;:&quot;#9c4a22&quot;');
    expect(document.lineCount).to.equal(converted.split('\n').length);

    expect(await command('insertVariations', undefined, 2)).to.equal(true);
    const varied = document.getText();
    expect(varied.match(/<image data-facepencil-variation/g)).to.have.length(2);
    const pictures = [...varied.matchAll(/xlink:href="([^"]+)"/g)].map(([, href]) => href);
    expect(new Set(pictures).size, 'no two alike').to.equal(3);

    expect(await command('restoreSketch')).to.equal(true);
    expect(document.getText()).to.equal(before);
    await undo();
    expect(document.getText()).to.equal(varied);
  });

  test('variations are in colours that can be told apart', async () => {
    const uri = await writeText('apart.svg', await example());
    const { document } = await openAt(uri, FIRST, LAST);
    await command('convertSelection');
    const converted = document.getText();
    for (const count of [0, 1.5, 65]) {
      expect(await command('insertVariations', undefined, count), `${count} of them`).to.equal(
        false,
      );
    }
    expect(document.getText()).to.equal(converted);
    await command('insertVariations', undefined, 6);
    const notes = document.getText().matchAll(/data-facepencil-(?:sketch|variation)="({[^"]+})"/g);
    const styles = [...notes].map(
      ([, note]) => (JSON.parse(note!.replaceAll('&quot;', '"')) as { style: Style }).style,
    );
    expect(styles).to.have.length(7);
    const apart = styles.flatMap((a, i) => styles.slice(i + 1).map((b) => difference(a, b)));
    expect(Math.min(...apart)).to.be.greaterThan(0.15);
  });

  test('settings say how a face is made', async () => {
    const uri = await writeText('settings.svg', await example());
    const { document } = await openAt(uri, FIRST, LAST);
    await withSetting('style.preset', 'dusk', () =>
      withSetting('image.background', 'transparent', () => command('convertSelection')),
    );
    expect(document.getText()).to.include('&quot;skin&quot;:&quot;#5c3a28&quot;');
    expect(document.getText()).to.include('&quot;background&quot;:&quot;transparent&quot;');
  });

  for (const [name, wrap] of Object.entries({
    'page.html': (svg: string) => `<!doctype html>\n<p>it's <br>\n${svg}\n`,
    'notes.md': (svg: string) => `# A face\n\nNot \`<svg>\`:\n\n${svg}\n`,
    'Face.vue': (svg: string) => `<template>\n${svg}\n</template>\n`,
    'Face.svelte': (svg: string) => `{#if true}\n${svg}\n{/if}\n`,
    'Face.tsx': (svg: string) =>
      `export const Face = () => (\n${svg.replace(/stroke-(w|l)/g, (_, c: string) => `stroke${c.toUpperCase()}`)}\n);\n`,
  })) {
    test(`an SVG inside ${name}, converted and restored`, async () => {
      const before = wrap((await example()).trim());
      const uri = await writeText(name, before);
      const { document } = await openAt(uri, FIRST, LAST);
      expect(await command('convertSelection')).to.equal(true);
      expect(document.getText()).to.include(` href="${PNG_URI}`);
      expect(await command('restoreSketch')).to.equal(true);
      expect(document.getText()).to.equal(before);
    });
  }
}
