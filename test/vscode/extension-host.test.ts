import { describe, expect, test } from '@jest/globals';
import { runSuites } from './extension-host.js';

const FILES = {
  'face.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L9 9"/></svg>\n',
};

const node = await runSuites('node', FILES);

test('the suites ran where they were meant to', () => {
  expect([node.host]).toEqual(['node']);
});

describe.each([node])('in the extension host ($host)', ({ results }) => {
  test.each(results)('$name', ({ error }) => {
    expect(error).toBeUndefined();
  });
});
