// npm run extension:strings: gathers the extension's texts into l10n/bundle.l10n.json, for translators.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { root } from './lib.mjs';

const sources = ['runtime/ui', 'vscode-extension/src'].map((folder) => join(root, folder));
export const bundle = join(root, 'vscode-extension/l10n/bundle.l10n.json');

/**
 * Every text that the sources, and the page parts shared with other hosts, hand to l10n.t.
 *
 * @returns {string} the bundle
 */
export function gatherStrings() {
  const found = new Set();
  const files = sources.flatMap((source) =>
    readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(source, name)),
  );
  for (const name of files) {
    const text = readFileSync(name, 'utf8');
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest);
    /** @param {import('typescript').Node} node */
    const visit = (node) => {
      if (ts.isCallExpression(node) && node.expression.getText(file) === 'l10n.t') {
        const [message] = node.arguments;
        if (message === undefined || !ts.isStringLiteralLike(message)) {
          throw new Error(`${name}: l10n.t needs a plain text, not ${message?.getText(file)}`);
        }
        found.add(message.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  const strings = Object.fromEntries([...found].sort().map((text) => [text, text]));
  return `${JSON.stringify(strings, undefined, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(bundle, gatherStrings());
  console.log(bundle);
}
