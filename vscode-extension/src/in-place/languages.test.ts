import { expect, test } from '@jest/globals';
import { hostLanguageOf } from './languages.js';

test.each([
  ['/a/b.svg', 'xml', 'svg'],
  ['/a/B.SVG', 'plaintext', 'svg'],
  ['/a/page.vue', 'plaintext', 'vue'],
  ['/a/page.tsx', 'typescriptreact', 'jsx'],
  ['/a/page.js', 'javascript', 'jsx'],
  ['/a/README.md', 'markdown', 'markdown'],
  ['Untitled-1', 'html', 'html'],
  ['Untitled-1', 'xml', 'svg'],
  ['/a/notes.txt', 'plaintext', undefined],
  ['/a/constructor', 'constructor', undefined],
])('%s (%s): %s', (path, id, language) => {
  expect(hostLanguageOf(path, id)).toBe(language);
});
