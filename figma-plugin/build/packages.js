import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A package whose code is inlined.
 *
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} licence
 * @property {string} copyright as its licence file says, if it has one
 */

/**
 * The package that a module of a bundle is of.
 *
 * @param {string} id path of the module; one that begins with a null byte is made by the bundler
 * @returns {Package | undefined} undefined for modules of our own
 */
export function packageOf(id) {
  const [, folder] = /^([^\0].*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
  if (folder === undefined) return undefined;
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { name, version, licence: license, copyright: copyrightOf(folder) };
}

/** @param {string} folder */
function copyrightOf(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined || !existsSync(join(folder, file))) return '';
  const text = readFileSync(join(folder, file), 'utf8');
  return /^.*copyright.*\d{4}.*$/im.exec(text)?.[0].trim() ?? '';
}

/**
 * Who wrote what the page holds, as an HTML comment for its head.
 *
 * @param {Iterable<Package>} packages
 */
export function creditsOf(packages) {
  const sorted = [...packages].sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines = sorted.map(({ name, version, licence, copyright }) =>
    [`${name} ${version}`, licence, ...(copyright === '' ? [] : [copyright])].join(', '),
  );
  // Two hyphens in a row may end a comment.
  return `<!--\nFacePencil, Apache-2.0. It holds:\n${lines.join('\n').replaceAll('--', '- -')}\n-->`;
}
