import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { bundle, gatherStrings } from '../../scripts/extension-strings.mjs';

const read = (name: string) =>
  readFileSync(new URL(`../../vscode-extension/${name}`, import.meta.url), 'utf8');

test('every text of the manifest is in package.nls.json, and no other is', () => {
  const used = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!);
  const there = Object.keys(JSON.parse(read('package.nls.json')) as object);
  expect([...new Set(used)].sort()).toEqual(there.sort());
});

test('every setting says what it does and where it counts, and is in the README', () => {
  const { contributes } = JSON.parse(read('package.json')) as {
    contributes: {
      configuration: { properties: Record<string, Record<string, unknown>> };
    };
  };
  const readme = read('README.md');
  for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
    expect(setting).toHaveProperty('markdownDescription');
    expect(setting).toHaveProperty('scope');
    expect(readme).toContain(`\`${name}\``);
  }
});

test('the bundle of texts for translators is complete: npm run extension:strings', () => {
  expect(readFileSync(bundle, 'utf8')).toBe(gatherStrings());
});
