import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { buildPlugin, MANIFEST } from './plugin.js';

// What a designer installs: a manifest and two files.

const { code, ui } = buildPlugin('test/fixtures/model');
const root = fileURLToPath(new URL('../../', import.meta.url));

describe('the manifest', () => {
  test('lets nothing out, and asks for pages as they are needed', () => {
    expect(MANIFEST.networkAccess).toEqual({ allowedDomains: ['none'] });
    expect(MANIFEST.documentAccess).toBe('dynamic-page');
    expect(MANIFEST.editorType).toEqual(['figma', 'figjam']);
  });

  test('names the files that the build writes', () => {
    expect([MANIFEST.main, MANIFEST.ui]).toEqual(['dist/code.js', 'dist/ui.html']);
  });
});

describe('the two files', () => {
  test('load nothing from anywhere: all is inlined', () => {
    const [page] = ui.split('<script type="text/plain"');
    expect(page).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=/);
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(ui)!;
    expect(style).not.toMatch(/@import|url\(/);
    // Nothing is left of it to import, on either side.
    expect(code).not.toMatch(/\b(import|require)\s*\(/);
  });

  test('hold no source of a time that Figma does not know', () => {
    // Figma's engine for code.js is of 2017, but for what Figma added.
    expect(code).not.toMatch(/\?\?=|\?\.\(|\bstatic\s*\{/);
  });

  test('credit every package that they hold, as THIRD-PARTY.md does', () => {
    const credits = /<!--\nFacePencil, Apache-2\.0\. It holds:\n([\s\S]*?)\n-->/.exec(ui)![1]!;
    const lines = credits.split('\n');
    const thirdParty = readFileSync(`${root}THIRD-PARTY.md`, 'utf8');
    const held = lines.map((line) => line.slice(0, line.lastIndexOf(' ', line.indexOf(', '))));
    expect(held).toEqual(
      expect.arrayContaining(['comlink', 'lit', 'onnxruntime-web', 'xz-decompress']),
    );
    for (const line of lines)
      expect(line).toMatch(/^\S+ \d+\.\d+\.\d+, (MIT|ISC|Apache-2\.0|BSD-3-Clause|CC0-1\.0)/);
    const unlisted = held.filter((name) => !new RegExp(`^\\| ${name} +\\|`, 'm').test(thirdParty));
    expect(unlisted).toEqual([]);
  });
});
