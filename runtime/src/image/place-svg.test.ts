import { describe, expect, test } from '@jest/globals';
import { parseSvg } from '../sketch/index.js';
import { readSvg } from '../sketch/svg/document.js';
import { PRESETS } from '../style/index.js';
import { placeFace, readPlacedFace, removeFace } from './place-svg.js';
import { applyEdits } from './text-edit.js';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 255, 0, 1);
const FACE = {
  style: PRESETS.copper,
  seed: 12,
  background: 'transparent',
  frame: { x: 1.25, y: -3, size: 100 },
} as const;

const PLAIN = '<svg xmlns="http://www.w3.org/2000/svg">\n  <path d="M0 0L9 9"/>\n</svg>\n';

const DOCUMENTS = {
  plain: PLAIN,
  'CRLF and no indent': PLAIN.replaceAll('\n', '\r\n'),
  'byte order mark, comments, doctype': `\ufeff<?xml version="1.0"?>\n<!-- a > b -->\n<!DOCTYPE svg>\n${PLAIN}<!-- end -->`,
  'beyond the basic plane': PLAIN.replace('<path', '<!-- 🖊🖊🖊 --><path id="🙂"'),
  'a prefix':
    '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g><s:path d="M0 0L9 9"/></s:g></s:svg>',
  Inkscape: `<svg xmlns="http://www.w3.org/2000/svg"
    xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd">
  <sodipodi:namedview id="base"/>
  <defs><linearGradient id="a"/></defs>
  <g id="layer1"><path d="M0 0L9 9"/></g>
  <g id="layer2"><path d="M0 9L9 0"/><path d="M5 5L6 6" /></g  >
  <metadata>notes</metadata>
</svg>`,
  'style between the shapes': `<svg xmlns="http://www.w3.org/2000/svg"><line x2="4"
  stroke='red'
/><style>path{stroke:#000}</style><path d="M0 0L9 9"></path></svg>`,
};

const placed = (text: string, face = FACE as Parameters<typeof placeFace>[2]) =>
  applyEdits(text, placeFace(text, PNG, face));

describe.each(Object.entries(DOCUMENTS))('%s', (_, text) => {
  const result = placed(text);

  test('is well-formed, hides all that was drawn, and shows the image', () => {
    const { root } = readSvg(result);
    const groups = root.children.filter(
      (element) => 'data-facepencil-sketch' in element.attributes,
    );
    expect(groups).toHaveLength(1);
    expect(groups[0]!.attributes['display']).toBe('none');
    const shown = root.children.filter(({ name }) => /^(path|line|g|image)$/.test(name));
    expect(shown.map(({ name }) => name)).toEqual(['g', 'image']);
    expect(shown[1]!.attributes).toMatchObject({
      x: '1.25',
      y: '-3',
      width: '100',
      height: '100',
      'xlink:href': `data:image/png;base64,${Buffer.from(PNG).toString('base64')}`,
    });
    expect(() => parseSvg(result)).toThrow(
      expect.objectContaining({ code: 'sketch-no-visible-strokes' }),
    );
  });

  test('changes nothing else: taken out, it is the text that it was', () => {
    expect(applyEdits(result, removeFace(result))).toBe(text);
  });

  test('placed again, the face is replaced', () => {
    const face = { ...FACE, frame: { x: 0, y: 0, size: 5 } };
    expect(placed(result, face)).toBe(placed(text, face));
  });

  test('edits are in order and do not overlap', () => {
    for (const edits of [placeFace(text, PNG, FACE), placeFace(result, PNG, FACE)]) {
      edits.forEach(({ start, end }, i) => {
        expect(start).toBeGreaterThanOrEqual(edits[i - 1]?.end ?? 0);
        expect(end).toBeGreaterThanOrEqual(start);
      });
    }
  });

  test('keeps how the face was made', () => {
    const { style, seed, background } = FACE;
    expect(readPlacedFace(result)).toEqual({ style, seed, background });
  });
});

test('a prefix is used for what is put in', () => {
  expect(placed(DOCUMENTS['a prefix'])).toMatch(/<s:g data-.*<\/s:g><s:image .*\/><\/s:svg>$/s);
});

test('what never shows stays where it is', () => {
  const result = placed(DOCUMENTS.Inkscape);
  expect(result.indexOf('<defs>')).toBeLessThan(result.indexOf('data-facepencil-sketch'));
  expect(result.indexOf('<metadata>')).toBeGreaterThan(result.indexOf('data-facepencil-face'));
});

test('a turned frame turns the image about its middle', () => {
  const result = placed(PLAIN, { ...FACE, frame: { x: 10, y: 20, size: 40, rotation: -7.5 } });
  expect(result).toContain('transform="rotate(-7.5 30 40)"');
});

test('works when an editor has moved the pieces', () => {
  const moved = placed(PLAIN).replace(
    /(<g data-.*<\/g>)\s*(<image.*\/>)/s,
    (_, group: string, image: string) => `<g>${image}\n${group}</g>`,
  );
  expect(applyEdits(moved, removeFace(moved))).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg">\n  <g>\n  <path d="M0 0L9 9"/>\n  </g>\n</svg>\n',
  );
});

test('what was in lines of its own gets lines of its own, in the file’s own way', () => {
  const text = PLAIN.replace('  <path', '\t<path').replaceAll('\n', '\r\n');
  expect(placed(text).replace(/base64,[^"]*/, '')).toBe(
    [
      '<svg xmlns="http://www.w3.org/2000/svg">',
      '\t<g data-facepencil-sketch="' +
        JSON.stringify({ style: FACE.style, seed: 12, background: 'transparent' }).replaceAll(
          '"',
          '&quot;',
        ) +
        '" display="none">',
      '\t<path d="M0 0L9 9"/>',
      '\t</g>',
      '\t<image data-facepencil-face="" x="1.25" y="-3" width="100" height="100" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/png;"/>',
      '</svg>',
      '',
    ].join('\r\n'),
  );
});

test('a face put in by an older version, without lines of its own, is taken out whole', () => {
  const old = PLAIN.replace('<path', '<g data-facepencil-sketch="{}" display="none"><path').replace(
    '/>',
    '/></g><image data-facepencil-face=""/>',
  );
  expect(applyEdits(old, removeFace(old))).toBe(PLAIN);
});

test('an emptied sketch is taken out too', () => {
  const text = placed(PLAIN).replace('  <path d="M0 0L9 9"/>\n', '');
  expect(applyEdits(text, removeFace(text))).toBe(PLAIN.replace('<path d="M0 0L9 9"/>', ''));
});

test('no face: nothing to take out, nothing kept', () => {
  expect(removeFace(PLAIN)).toEqual([]);
  expect(readPlacedFace(PLAIN)).toBeUndefined();
});

test('a face of before there were looks is read, with the default look', () => {
  const { look, ...style } = FACE.style;
  const text = placed(PLAIN).replace(/,&quot;look&quot;:\d+/, '');
  expect(text).not.toContain('look');
  const { seed, background } = FACE;
  expect(readPlacedFace(text)).toEqual({ style: { ...style, look: 1 }, seed, background });
  expect(look).toBe(1);
});

test('a note without a colour is none, whatever its look', () => {
  const text = placed(PLAIN).replace(/&quot;hair&quot;:&quot;#\w+&quot;,/, '');
  expect(text).toContain('&quot;look&quot;:1');
  expect(readPlacedFace(text)).toBeUndefined();
});

test.each(['', '{}', '{"style":{"skin":"red"}}', 'null', '{"style":{"skin":"#000000"}}'])(
  'a note that was tampered with (%s) is none',
  (note) => {
    const text = placed(PLAIN).replace(
      /data-facepencil-sketch="[^"]*"/,
      `data-facepencil-sketch='${note}'`,
    );
    expect(readPlacedFace(text)).toBeUndefined();
    expect(applyEdits(text, removeFace(text))).toBe(PLAIN);
  },
);
