import { beforeAll, describe, expect, test } from '@jest/globals';
import { applyEdits, PRESETS } from '../../../runtime/src/index.js';
import {
  chooseElements,
  conversionEdits,
  faceAt,
  findFaces,
  type FoundFace,
  type HostLanguage,
  layOut,
  type PlacedSketch,
  readChosen,
  readDrawings,
  readHidden,
  regenerationEdits,
  restorationEdits,
  variationEdits,
} from './index.js';

const STYLE = PRESETS.copper;
const HREF = 'data:image/png;base64,iVBORw0KGgo=';

/** A face as it is made of a sketch; the frame is the sketch's own bounds. */
function madeOf({ sketch, matrix }: PlacedSketch, more = {}) {
  const { x, y, width, height } = sketch.bounds;
  const frame = { x, y, size: Math.max(width, height) };
  return {
    style: STYLE,
    seed: 3,
    background: 'style' as const,
    frame,
    matrix,
    href: HREF,
    ...more,
  };
}

/** Cuts ⟦ and ⟧ out of a text; the selections are between them. `⟦⟧` is a cursor. */
function marked(text: string) {
  const ranges: { start: number; end: number }[] = [];
  let plain = '';
  for (const piece of text.split(/(?=[⟦⟧])/)) {
    if (piece.startsWith('⟦')) ranges.push({ start: plain.length, end: plain.length });
    if (piece.startsWith('⟧')) ranges[ranges.length - 1]!.end = plain.length;
    plain += piece.replace(/^[⟦⟧]/, '');
  }
  return { text: plain, ranges };
}

function choose(text: string, language: HostLanguage = 'svg') {
  const { text: plain, ranges } = marked(text);
  return { plain, ...chooseElements(plain, readDrawings(plain, language), ranges) };
}

function convert(text: string, language: HostLanguage = 'svg') {
  const { plain, drawing, elements } = choose(text, language);
  const layout = layOut(drawing, elements);
  const chosen = readChosen(layout);
  const edits = conversionEdits(plain, layout, madeOf(chosen));
  return { plain, chosen, edits, result: applyEdits(plain, edits) };
}

const face = (text: string, language: HostLanguage = 'svg', at = 0): FoundFace =>
  findFaces(readDrawings(text, language)[0]!)[at]!;

/** What is put in, without its note and its picture, for reading. */
const short = (text: string) =>
  text
    .replace(/(data-facepencil-(?:sketch|variation))="[^"]*"/g, '$1="…"')
    .replaceAll(HREF, 'PNG')
    .replaceAll(' xmlns:xlink="http://www.w3.org/1999/xlink"', '');

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" stroke="#000">
  <!-- a face -->
  <path id="a" d="M10 10L50 50"/>
  <path id="b" d="M10 50L50 10"/>
  <path id="c" d="M20 20L30 30"/>
</svg>
`;

describe('what a selection means', () => {
  const ids = (text: string, language: HostLanguage = 'svg') =>
    choose(text, language).elements.map(({ attributes, name }) => attributes['id'] ?? name);

  test.each([
    ['a cursor: all that is drawn', SVG.replace('<path id="b"', '⟦⟧<path id="b"'), ['a', 'b', 'c']],
    ['everything selected', `⟦${SVG}⟧`, ['a', 'b', 'c']],
    ['whole lines', SVG.replace(/ {2}<path id="a".*\n.*\n/, '⟦$&⟧'), ['a', 'b']],
    [
      'sloppy: from the middle of one to the middle of another',
      SVG.replace('10 10L50', '10 ⟦10L50').replace('M20 20', 'M20⟧ 20'),
      ['a', 'b', 'c'],
    ],
    ['part of one element', SVG.replace('10 10L50', '10 ⟦10L⟧50'), ['a']],
    [
      'several selections',
      SVG.replace('id="a"', '⟦id="a"⟧').replace('id="c"', '⟦id="c"⟧'),
      ['a', 'c'],
    ],
    [
      'a group exactly',
      '<svg><g id="g"><path id="a" d="M0 0L1 1"/></g></svg>'.replace(/<g.*<\/g>/, '⟦$&⟧'),
      ['g'],
    ],
    [
      'all that is in a group',
      '<svg><g id="g">⟦<path id="a" d="M0 0L1 1"/><path id="b" d="M0 0L1 1"/>⟧</g></svg>',
      ['a', 'b'],
    ],
    [
      'definitions between shapes stay out',
      '<svg>⟦<path id="a" d="M0 0L1 1"/><defs/><path id="b" d="M0 0L1 1"/>⟧</svg>',
      ['a', 'b'],
    ],
    [
      'what lies in another chosen one goes with it',
      '<svg>⟦<g id="g"><path ⟧⟦id="a"⟧ d="M0 0L1 1"/></g></svg>',
      ['g'],
    ],
  ])('%s', (_, text, chosen) => {
    expect(ids(text)).toEqual(chosen);
  });

  test('the drawing that the cursor is in, among several', () => {
    const page = '<p><svg><path id="a"/></svg></p><svg><path id="⟦⟧b"/></svg>';
    expect(ids(page, 'html')).toEqual(['b']);
  });

  test.each([
    ['no drawing', '<p>⟦⟧</p>', 'html', 'selection-empty'],
    ['beside the drawings', '⟦x⟧<svg></svg><svg></svg>', 'html', 'selection-empty'],
    ['two drawings', '<i>⟦<svg><path/></svg><svg><path/></svg>⟧</i>', 'html', 'selection-empty'],
    ['a comment', SVG.replace('a face', '⟦a face⟧'), 'svg', 'selection-empty'],
    ['a definition', '<svg><defs><path ⟦id="a"⟧/></defs></svg>', 'svg', 'selection-empty'],
    ['an empty drawing', '<svg>⟦⟧</svg>', 'svg', 'selection-empty'],
  ] as const)('refused: %s', (_, text, language, code) => {
    expect(() => ids(text, language)).toThrow(expect.objectContaining({ code }));
  });

  test('a face is refused, at its sketch and at its image', () => {
    const { result } = convert(SVG.replace('id="a"', '⟦id="a"⟧'));
    for (const at of ['id="a"', '<image ']) {
      expect(() => ids(result.replace(at, '⟦$&⟧'.replace('$&', at)))).toThrow(
        expect.objectContaining({ code: 'selection-is-face' }),
      );
    }
    expect(ids(result.replace('id="b"', '⟦⟧id="b"'))).toEqual(['b', 'c']);
  });
});

describe('conversion', () => {
  test('elements in the middle: lines of their own, all else untouched', () => {
    const { result } = convert(SVG.replace('id="b"', '⟦id="b"⟧'));
    expect(short(result))
      .toBe(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" stroke="#000">
  <!-- a face -->
  <path id="a" d="M10 10L50 50"/>
  <g data-facepencil-sketch="…" display="none">
  <path id="b" d="M10 50L50 10"/>
  </g>
  <image data-facepencil-face="1" x="10" y="10" width="40" height="40" xlink:href="PNG"/>
  <path id="c" d="M20 20L30 30"/>
</svg>
`);
  });

  test('apart from one another: each in a group of its own, one image behind the last', () => {
    const { result, edits } = convert(
      SVG.replace('id="a"', '⟦id="a"⟧').replace('id="c"', '⟦id="c"⟧'),
    );
    expect(short(result).match(/<g |<image /g)).toEqual(['<g ', '<g ', '<image ']);
    expect(result.indexOf('id="b"')).toBeLessThan(result.lastIndexOf('<g '));
    edits.forEach(({ start }, i) => {
      expect(start).toBeGreaterThanOrEqual(edits[i - 1]?.end ?? 0);
    });
    expect(face(result).groups).toHaveLength(2);
  });

  test('in different parents: the image stands in the parent that they share', () => {
    const { result } = convert(
      '<svg><g transform="translate(5 5)"><path ⟦d⟧="M0 0L10 10V0"/></g><g><g><path ⟦d⟧="M0 0L10 10V0"/></g></g></svg>',
    );
    expect(short(result)).toMatch(/<\/g><image [^>]* x="0" y="0" width="15".*\/><\/svg>$/);
  });

  test('coordinates are those of the parent', () => {
    const { result } = convert(
      '<svg viewBox="0 0 100 100"><g transform="translate(50 50) scale(2) rotate(20)">⟦<path d="M0 0L10 10V0"/>⟧</g></svg>',
    );
    expect(short(result)).toContain('x="0" y="0" width="10" height="10" xlink');
  });

  test.each([
    ['mirrored', 'translate(0 100) scale(1 -1)', 'matrix(1 0 0 -1 0 100)'],
    ['stretched', 'scale(2 1)', 'matrix(0.5 0 0 1 0 0)'],
    ['on its side', 'translate(100 0) rotate(90)', 'matrix(0 -1 1 0 0 100)'],
  ])('a parent that is %s: the image is upright all the same', (_, transform, matrix) => {
    const { result } = convert(
      `<svg viewBox="0 0 100 100"><g transform="${transform}">⟦<path d="M0 0L10 10V0"/>⟧</g></svg>`,
    );
    const written = /<image.*transform="(matrix\([^"]*\))"/.exec(result)?.[1];
    expect(
      written?.replace(/-?\d+(\.\d+)?(e-\d+)?/g, (n) => String(Math.round(+n * 1e6) / 1e6 + 0)),
    ).toBe(matrix);
  });

  test('a parent without area is refused', () => {
    expect(() =>
      convert('<svg><g transform="scale(0 1)">⟦<path d="M0 0L9 9V0"/>⟧</g></svg>'),
    ).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/frame-invalid|sketch-/) as unknown }),
    );
  });

  test('the paper is the drawing’s, though it is not chosen', () => {
    const { chosen } = convert(
      '<svg viewBox="0 0 9 9"><rect width="9" height="9"/><path ⟦stroke⟧="#fff" fill="none" d="M1 1L5 5"/></svg>',
    );
    expect(chosen.sketch.strokes).toHaveLength(1);
  });

  test('faces of one file are told apart', () => {
    const one = convert(SVG.replace('id="a"', '⟦id="a"⟧')).result;
    const two = convert(one.replace('id="c"', '⟦id="c"⟧')).result;
    const faces = findFaces(readDrawings(two, 'svg')[0]!);
    expect(faces.map(({ id }) => id)).toEqual(['1', '2']);
    expect(applyEdits(two, restorationEdits(two, faces[1]!))).toBe(one);
  });
});

const HOSTS: [string, HostLanguage, string][] = [
  ['SVG', 'svg', SVG.replace('id="b"', '⟦id="b"⟧')],
  [
    'SVG with CRLF, tabs and no last line end',
    'svg',
    SVG.trim().replaceAll('\n', '\r\n').replaceAll('  ', '\t').replace('id="b"', '⟦id="b"⟧'),
  ],
  [
    'SVG on one line',
    'svg',
    '<svg><path d="M0 0L9 9V0"/>⟦<path d="M0 0L9 9V0"/>⟧<path d="M0 0L9 9V0"/></svg>',
  ],
  [
    'SVG in which one element takes several lines',
    'svg',
    '<svg>\n  <path ⟦d⟧="M0\n    0L9\n    9V0"\n  ></path\n  ><path d="M0 0L9 9V0"/>\n</svg>',
  ],
  [
    'SVG with prefixes',
    'svg',
    '<s:svg xmlns:s="http://www.w3.org/2000/svg">⟦<s:path d="M0 0L9 9V0"/>⟧</s:svg>',
  ],
  [
    'HTML',
    'html',
    `<!doctype html><p>it's <b>bold<br>\n<!-- <svg> -->\n<script>const a = "<svg>" < 3;</script>\n<svg viewBox="0 0 9 9">\n    <path d='M0 0L9 9V0' class=line>\n    </path>⟦<circle r=3 cx="4" cy="4" />⟧\n</svg>\n<p>end`,
  ],
  [
    'Markdown',
    'markdown',
    'Use the `<svg>` element.\n\n```js\nconst s = "<svg>";\n```\n\n- a < b\n\n  <svg viewBox="-1 -1 12 12">\n  ⟦⟧<path d="M0 0L9 9V0"/>\n  </svg>\n',
  ],
  [
    'Markdown, in a fence',
    'markdown',
    'It\'s\n\n```svg\n<svg>\n  <path d="⟦⟧M0 0L9 9V0"/>\n</svg>\n```\n\nand `<svg>`',
  ],
  [
    'Vue',
    'vue',
    '<script setup>\nconst a = "<svg>"\n</script>\n<template>\n  <svg :width="w" @click="a > b">\n    <path :stroke-width="2" :stroke="ink" ⟦d⟧="M0 0L9 9V0" />\n  </svg>\n</template>\n',
  ],
  [
    'Svelte',
    'svelte',
    "<script>let w = `<svg>`;</script>\n{#if w > 3}\n<svg width={w > 3 ? '4' : \"5\"} on:click={() => { w = '>' }}>\n  {#each [1, 2] as i}<path d={'M0 0L' + i}/>{/each}\n  <path stroke-width={2} {...rest} ⟦d⟧=\"M0 0L9 9V0\" />\n</svg>\n{/if}\n",
  ],
  [
    'JSX',
    'jsx',
    `// <svg> in a comment, and it's fine\nexport const Icon = ({ open }: { open: boolean }) => (\n  <Frame icon={"<svg>"}>\n    <svg viewBox="0 0 9 9" onClick={() => open > 3} {...open}>\n      {/* lines */}\n      {open && <path d="M1 1L2 2" />}\n      <path ⟦d⟧="M0 0L9 9V0" strokeWidth={2} style={{ fill: 'none', stroke: open ? 'red' : 'blue' }} />\n      <title>{open}</title>\n    </svg>\n  </Frame>\n);\n`,
  ],
];

describe.each(HOSTS)('%s', (_, language, source) => {
  let plain: string, result: string;
  beforeAll(() => {
    ({ plain, result } = convert(source, language));
  });

  test('a face in place, and the text is still what it was around it', () => {
    expect(result).toMatchSnapshot();
    const [only, ...more] = findFaces(readDrawings(result, language)[0]!);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ id: '1', made: { style: STYLE, seed: 3, background: 'style' } });
    expect(only!.image!.attributes['href'] ?? only!.image!.attributes['xlink:href']).toBe(HREF);
  });

  test('restored: the text that it was, to the last character', () => {
    expect(applyEdits(result, restorationEdits(result, face(result, language)))).toBe(plain);
  });

  test('its hidden sketch is the one that was chosen', () => {
    const found = face(result, language);
    const { sketch } = readHidden(found.drawing, found.groups, found.image?.parent);
    const strip = (strokes: readonly { points: unknown }[]) => strokes.map(({ points }) => points);
    expect(strip(sketch.strokes)).toEqual(strip(convert(source, language).chosen.sketch.strokes));
  });

  test('made again: only the address and the note change', () => {
    const found = face(result, language);
    const hidden = readHidden(found.drawing, found.groups, found.image?.parent);
    const again = madeOf(hidden, { href: 'data:image/png;base64,AAAA', seed: 4 });
    const edits = regenerationEdits(result, found, again);
    expect(edits).toHaveLength(2);
    const next = applyEdits(result, edits);
    expect(face(next, language).made?.seed).toBe(4);
    expect(next).toContain('"data:image/png;base64,AAAA"');
    expect(applyEdits(next, restorationEdits(next, face(next, language)))).toBe(plain);
  });

  test('variations stand in a row, and go with the face', () => {
    const found = face(result, language);
    const hidden = readHidden(found.drawing, found.groups, found.image?.parent);
    const made = [madeOf(hidden, { seed: 5 }), madeOf(hidden, { seed: 6 })];
    const varied = applyEdits(result, variationEdits(result, found, made));
    const { variations } = face(varied, language);
    const lefts = variations.map(({ attributes }) => Number(attributes['x']));
    expect(lefts[1]).toBeGreaterThan(lefts[0]!);
    expect(lefts[0]).toBeGreaterThan(Number(found.image!.attributes['x']) + made[0]!.frame.size);
    expect(applyEdits(varied, restorationEdits(varied, face(varied, language)))).toBe(plain);
  });
});

describe('what programs decide is refused', () => {
  test.each([
    ['jsx', '<svg><path d={d} ⟦id⟧="a"/></svg>'],
    ['jsx', '<svg><path {...line} ⟦id⟧="a"/></svg>'],
    ['jsx', '<svg>{open && <path d="M0 0L9 9V0" ⟦id⟧="a"/>}</svg>'],
    ['jsx', '<svg><><path d="M0 0L9 9V0" ⟦id⟧="a"/></></svg>'],
    ['jsx', '<svg><g transform={t}><path d="M0 0L9 9V0" ⟦id⟧="a"/></g></svg>'],
    ['vue', '<template><svg><path :d="line" ⟦id⟧="a"/></svg></template>'],
    ['vue', '<template><svg><path v-for="d in all" d="M0 0L9 9V0" ⟦id⟧="a"/></svg></template>'],
    ['svelte', '<svg><path {d} ⟦id⟧="a"/></svg>'],
    ['svelte', '<svg><path d="M{x} 0" ⟦id⟧="a"/></svg>'],
    ['svelte', '<svg>{#if x}<path d="M0 0L9 9V0" ⟦id⟧="a"/>{/if}</svg>'],
  ] as const)('%s: %s', (language, text) => {
    expect(() => convert(text, language)).toThrow(
      expect.objectContaining({ code: 'selection-computed' }),
    );
  });
});

describe('faces that people have touched', () => {
  const { result } = convert(SVG.replace('id="b"', '⟦id="b"⟧'));
  const again = (text: string) => {
    const found = face(text);
    const hidden = readHidden(found.drawing, found.groups, found.image?.parent);
    return applyEdits(text, regenerationEdits(text, found, madeOf(hidden)));
  };

  test('an edited sketch takes its image along', () => {
    expect(again(result.replace('M10 50L50 10', 'M20 60L80 0'))).toContain(
      ' x="20" y="0" width="60" height="60"',
    );
  });

  test('an image that was moved stays', () => {
    const moved = result.replace('x="10" y="10"', 'x="33" y="10"');
    expect(again(moved.replace('M10 50L50 10', 'M20 60L80 0'))).toContain(
      ' x="33" y="10" width="40"',
    );
  });

  test('what was added to the image stays', () => {
    expect(again(result.replace('<image', "<image opacity='.5'"))).toContain("<image opacity='.5'");
  });

  test('an image that was deleted comes back', () => {
    const without = result.replace(/\n *<image.*\/>/, '');
    expect(again(without)).toBe(result);
  });

  test('a copied face is a face of its own', () => {
    const pasted = result.replace(/( *<g data.*\n.*\n.*\n.*\n)/, '$1$1');
    const faces = findFaces(readDrawings(pasted, 'svg')[0]!);
    expect(faces.map(({ groups, image }) => [groups.length, image !== undefined])).toEqual([
      [1, true],
      [1, true],
    ]);
  });

  test('a face of before there were looks has the default one, and is made anew with one', () => {
    const older = result.replace(/,&quot;look&quot;:\d+/, '');
    expect(older).not.toBe(result);
    expect(face(older).made).toEqual(face(result).made);
    expect(again(older)).toBe(again(result));
  });

  test('a tampered note: no style, but it can be restored', () => {
    const broken = result.replace(/(data-facepencil-sketch)="[^"]*"/, '$1="{"');
    expect(face(broken).made).toBeUndefined();
    expect(applyEdits(broken, restorationEdits(broken, face(broken)))).toBe(SVG);
  });

  test('found at its sketch, at its image, and from anywhere if it is the only one', () => {
    const drawings = readDrawings(result, 'svg');
    for (const at of ['id="b"', '<image', '</svg>']) {
      const start = result.indexOf(at);
      expect(faceAt(drawings, { start, end: start })?.id).toBe('1');
    }
    expect(faceAt(readDrawings(SVG, 'svg'), { start: 5, end: 5 })).toBeUndefined();
  });
});

describe('texts that cannot be read', () => {
  test.each([
    ['svg', '<svg><path', 'svg-malformed'],
    ['svg', 'hello', 'svg-not-svg'],
    ['svg', '', 'svg-not-svg'],
    ['jsx', 'const a = <svg><path></svg>', 'svg-malformed'],
  ] as const)('%s: %s', (language, text, code) => {
    expect(() => readDrawings(text, language)).toThrow(expect.objectContaining({ code }));
  });

  test('too large', () => {
    const text = `<svg>${' '.repeat(20_000_001)}</svg>`;
    expect(() => readDrawings(text, 'html')).toThrow(
      expect.objectContaining({ code: 'svg-too-large' }),
    );
  });

  test.each([
    ['html', '<p><svg><path d="M0 0'],
    ['svelte', '<svg width={'],
    ['markdown', '`<svg>`'],
  ] as const)('%s while it is typed: no drawing yet (%s)', (language, text) => {
    expect(readDrawings(text, language)).toEqual([]);
  });
});

describe('a page too small for variations', () => {
  const size = (width: string, height: string, viewBox: string) =>
    `⟦⟧<svg xmlns="http://www.w3.org/2000/svg" width='${width}' height="${height}" viewBox="${viewBox}">\n  <path stroke="#000" fill="none" d="M10 10L90 10 90 90 10 90Z"/>\n</svg>\n`;
  const rootOf = (text: string) => readDrawings(text, 'svg')[0]!.document.root.attributes;
  const faceOf = (text: string) => findFaces(readDrawings(text, 'svg')[0]!)[0]!;
  const vary = (text: string, count: number) => {
    const face = faceOf(text);
    const made = madeOf(readHidden(face.drawing, face.groups, face.image?.parent));
    return applyEdits(text, variationEdits(text, face, Array<typeof made>(count).fill(made)));
  };

  test('grows at its scale, and is what it was when the face goes', () => {
    const { plain, result } = convert(size('5cm', '5cm', '0 0 100 100'));
    const twice = vary(vary(result, 1), 2);
    // Three steps of 80 units and a sixteenth, from 10, and the last one's 80.
    const { viewBox, width, height } = rootOf(twice);
    expect([viewBox, width, height]).toEqual(['0 0 345 100', '17.25cm', '5cm']);
    const restored = applyEdits(twice, restorationEdits(twice, faceOf(twice)));
    expect(restored.replace('width="5cm"', "width='5cm'")).toBe(plain);
  });

  test('stays as it is where there is room, or where somebody has changed it since', () => {
    const { result } = convert(size('100%', '100%', '0 0 400 100'));
    expect(rootOf(vary(result, 1))).toEqual(rootOf(result));
    const small = convert(size('100%', '100%', '0 0 100 100')).result;
    const grown = vary(small, 1);
    expect(rootOf(grown)).toMatchObject({ viewBox: '0 0 175 100', width: '100%' });
    const changed = grown.replace('0 0 175 100', '0 0 300 300');
    const restored = applyEdits(changed, restorationEdits(changed, faceOf(changed)));
    expect(rootOf(restored)['viewBox']).toBe('0 0 300 300');
    expect(restored).not.toContain('data-facepencil');
  });
});
