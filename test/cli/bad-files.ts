import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const svg = (content: string, head = '') =>
  `${head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${content}</svg>`;

/** Text, bytes, or something else to put at the path. */
type Content = string | Uint8Array | ((path: string) => unknown);

/** Files that no face can be made of, each with the code that says why. */
const BAD_FILES: Readonly<Record<string, readonly [code: string, content: Content]>> = {
  'not-svg.svg': ['svg-not-svg', 'I am a poem.\n'],
  'html.svg': ['svg-not-svg', '<html><body/></html>'],
  'empty.svg': ['svg-not-svg', ''],
  'broken.svg': ['svg-malformed', '<svg><path d="M0 0L9 9"></svg>'],
  'no-shapes.svg': ['sketch-empty', svg('<text>face</text>')],
  'hidden.svg': [
    'sketch-no-visible-strokes',
    svg('<g display="none"><path d="M0 0L9 9" stroke="#000"/></g>'),
  ],
  'one-point.svg': ['sketch-one-point', svg('<path d="M5 5z" stroke="#000"/>')],
  'infinite.svg': ['sketch-not-finite', svg('<path d="M0 0L1e999 9" stroke="#000"/>')],
  'nan.svg': [
    'sketch-not-finite',
    svg('<g transform="scale(1e300)"><path d="M0 0L1e300 9" stroke="#000"/></g>'),
  ],
  'many-points.svg': [
    'sketch-too-many-points',
    svg(`<path stroke="#000" fill="none" d="M0 0${'h1v1'.repeat(1_000_000)}"/>`),
  ],
  'large.svg': ['svg-too-large', svg(`<!-- ${'x'.repeat(50_000_000)} -->`)],
  'laughs.svg': [
    'svg-entities',
    svg(
      '<text>&d;</text>',
      '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;"><!ENTITY d "&c;&c;">]>',
    ),
  ],
  'external-use.svg': [
    'svg-external-reference',
    svg('<use xlink:href="http://127.0.0.1:9/face.svg#a"/>'),
  ],
  'external-entity.svg': [
    'svg-external-reference',
    svg('<text>&x;</text>', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
  ],
  'latin1.svg': ['file-encoding', Buffer.from(svg('<!-- Gesicht f\u00fcr dich -->'), 'latin1')],
  'zipped.svgz': ['file-encoding', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff)],
  'folder.svg': ['file-unreadable', mkdirSync],
  'missing.svg': ['file-not-found', () => undefined],
};

/** @returns code by file name */
export function writeBadFiles(folder: string): ReadonlyMap<string, string> {
  for (const [name, [, content]] of Object.entries(BAD_FILES)) {
    const path = join(folder, name);
    if (typeof content === 'function') content(path);
    else writeFileSync(path, content);
  }
  return new Map(Object.entries(BAD_FILES).map(([name, [code]]) => [name, code]));
}
