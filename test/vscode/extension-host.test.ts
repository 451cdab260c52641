import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { runSuites } from './extension-host.js';

const FILES = {
  'sketch.svg': readFileSync(new URL('../fixtures/sketch.svg', import.meta.url)),
  'face.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L9 9"/></svg>\n',
};

const node = await runSuites('node', FILES);
const web = await runSuites('web', FILES);
const untrusted = await runSuites('node', FILES, false);

test('the suites ran where they were meant to', () => {
  expect([node.host, web.host, untrusted.host]).toEqual(['node', 'web', 'node']);
});

describe.each([
  ['node', node.results],
  ['web worker, as in vscode.dev', web.results],
  ['node, workspace not trusted', untrusted.results],
])('in the extension host (%s)', (_, results) => {
  test.each(results)('$name', ({ error }) => {
    expect(error).toBeUndefined();
  });
});
