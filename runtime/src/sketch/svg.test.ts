import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { frameSketch } from './framing.js';
import { rasterize } from './rasterize.js';
import { parseSvg } from './svg.js';
import type { FaceFrame, Sketch } from './types.js';

const FIXTURES = join(process.cwd(), 'test/fixtures/svg');

function fixture(name: string): string {
  return readFileSync(join(FIXTURES, `${name}.svg`), 'utf8');
}

function svg(body: string, attributes = 'viewBox="0 0 512 512"'): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${body}</svg>`;
}

/** The strokes as text, so that a failure reads well. */
function drawn(sketch: Sketch): string[] {
  return sketch.strokes.map(({ points, closed }) => {
    const path = points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
    return closed === true ? `${path} z` : path;
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

/** Ink of the whole document of a fixture. */
function inkOf(sketch: Sketch, frame: FaceFrame): Float32Array {
  return rasterize(frameSketch(sketch, frame));
}

/** How much of one drawing's ink lies within a pixel and a half of the other's, the less of both. */
function agreement(a: Float32Array, b: Float32Array): number {
  return Math.min(found(a, b), found(b, a));
}

function found(wanted: Float32Array, given: Float32Array): number {
  let all = 0;
  let met = 0;
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i]! < 0.9) continue;
    all++;
    const near = [0, 1, -1, 256, -256, 257, -257, 255, -255].some(
      (at) => (given[i + at] ?? 0) > 0.2,
    );
    if (near) met++;
  }
  return met / all;
}

const PAGE: FaceFrame = { x: 0, y: 0, size: 512 };

describe('one face as each tool writes it', () => {
  const plain = inkOf(parseSvg(fixture('plain')), PAGE);

  test.each([
    ['figma', PAGE, 0.99],
    ['illustrator', PAGE, 0.99],
    ['inkscape', { x: 0, y: 0, size: 135.46667 }, 0.99],
    // A brush pen, doubled rough lines, and traced shapes wander a little.
    ['excalidraw', { x: 10, y: 10, size: 512 }, 0.97],
    ['outlined', PAGE, 0.97],
    ['traced', PAGE, 0.97],
  ])('%s', (name, frame, least) => {
    const sketch = parseSvg(fixture(name));
    expect(agreement(plain, inkOf(sketch, frame))).toBeGreaterThan(least);
  });

  test('the measure tells another face apart', () => {
    const moved = inkOf(parseSvg(fixture('plain')), { x: 8, y: 0, size: 512 });
    expect(agreement(plain, moved)).toBeLessThan(0.6);
  });

  test('strokes know their element, width and colour', () => {
    const [head] = parseSvg(fixture('inkscape')).strokes;
    // svg, namedview, grid, defs, g, path, g, and then the head.
    expect(head).toMatchObject({ id: 'head', source: 7, color: '#000000', closed: true });
    expect(head?.width).toBeCloseTo(1.5875, 6);
  });
});

describe('what shows', () => {
  test('of everything that can be hidden, only the shown', () => {
    const ids = parseSvg(fixture('hidden')).strokes.map(({ id }) => id);
    expect(ids).toEqual(['shown', 'shown-again']);
  });

  test('flat colours give the borders of areas, cut where others cover them', () => {
    const sketch = parseSvg(fixture('flat-colour'));
    const of = (id: string) => sketch.strokes.filter((stroke) => stroke.id === id);
    expect(of('face')).toHaveLength(1);
    expect(of('face')[0]?.closed).toBe(true);
    expect(of('iris-left')[0]?.closed).toBe(true);
    // The face covers the middle of both; the page itself is no stroke.
    const inFace = ([x, y]: readonly [number, number]) =>
      ((x - 256) / 120) ** 2 + ((y - 270) / 170) ** 2 < 1;
    for (const stroke of [...of('hair'), ...of('shirt')]) {
      expect(stroke.points.some(inFace)).toBe(false);
    }
    expect(new Set(sketch.strokes.map(({ id }) => id)).size).toBe(8);
  });

  test('white lines on a dark page, and on no page', () => {
    const line = '<path id="a" stroke="#fff" fill="none" d="M10 10L500 400"/>';
    const dark = '<rect width="512" height="512" fill="#1e1e1e"/>';
    expect(drawn(parseSvg(svg(dark + line)))).toEqual(['10,10 500,400']);
    expect(drawn(parseSvg(svg(line)))).toEqual(['10,10 500,400']);
    const black = '<path stroke="#000" fill="none" d="M10 20L500 410"/>';
    expect(drawn(parseSvg(svg(line + black)))).toEqual(['10,20 500,410']);
  });

  test('a rectangle that fills the page is paper, a smaller one is drawn', () => {
    const line = '<path stroke="#000" fill="none" d="M10 10L500 400"/>';
    const page = '<rect x="-1" y="-1" width="514" height="514" rx="8" fill="#ffe" stroke="red"/>';
    const card = '<rect x="100" y="100" width="200" height="100" fill="#c96"/>';
    expect(drawn(parseSvg(svg(page + line)))).toEqual(['10,10 500,400']);
    expect(drawn(parseSvg(svg(card + line)))).toEqual([
      '100,100 300,100 300,200 100,200 z',
      '10,10 500,400',
    ]);
    // Also without a viewBox, where the page is as large as what is drawn.
    expect(drawn(parseSvg(svg(page + line, '')))).toEqual(['10,10 500,400']);
  });

  test('a line stops where a later shape covers it', () => {
    const sketch = parseSvg(
      svg(`<path id="line" stroke="#000" fill="none" d="M0 256H512"/>
           <circle id="disc" cx="256" cy="256" r="100" fill="#fff" stroke="#000"/>`),
    );
    const [before, after, disc] = sketch.strokes;
    expect(sketch.strokes).toHaveLength(3);
    expect(before?.points.at(-1)![0]).toBeCloseTo(156, -1);
    expect(after?.points[0]![0]).toBeCloseTo(356, -1);
    expect(disc?.id).toBe('disc');
  });

  test('a faint fill covers nothing', () => {
    const sketch = parseSvg(
      svg(`<path stroke="#000" fill="none" d="M0 256H512"/>
           <circle cx="256" cy="256" r="100" fill="#fff" fill-opacity="0.3" stroke="#000"/>`),
    );
    expect(drawn(sketch)[0]).toBe('0,256 512,256');
  });
});

describe('style', () => {
  // The path under test has no inside, so that a fill alone does not draw it.
  const lineIf = (style: string, attributes: string) => {
    const body = `${style}<g id="g"><path d="M0 0L400 0" style="stroke: #000 !important"/><path ${attributes} d="M0 10L400 10"/></g>`;
    return parseSvg(svg(body)).strokes.some(({ points }) => points[0]?.[1] === 10);
  };

  test.each([
    ['attribute', '', 'stroke="#000"', true],
    ['style attribute over attribute', '', 'stroke="none" style="stroke: black"', true],
    ['type', '<style>path { stroke: black }</style>', 'stroke="none"', true],
    [
      'class over type',
      '<style>.a { stroke: black } path { stroke: none }</style>',
      'class="b a"',
      true,
    ],
    [
      'id over class',
      '<style>#p { stroke: none } .a { stroke: black }</style>',
      'class="a" id="p"',
      false,
    ],
    [
      'later over earlier',
      '<style>.a { stroke: black } .b { stroke: none }</style>',
      'class="a b"',
      false,
    ],
    ['attribute selector', '<style>[data-k^="x"] { stroke: black }</style>', 'data-k="xy"', true],
    ['descendant', '<style>svg #g path + path { stroke: black }</style>', '', true],
    ['child that is none', '<style>svg > path { stroke: black }</style>', '', false],
    [
      'important over style attribute',
      '<style>.a{stroke:none!important}</style>',
      'class="a" style="stroke:#000"',
      false,
    ],
    [
      'important style attribute',
      '<style>.a{stroke:none!important}</style>',
      'class="a" style="stroke:#000 !important"',
      true,
    ],
    ['unknown value leaves the one before', '', 'stroke="#000" style="stroke: oklab(bad"', true],
    [
      'print style is not for screens',
      '<style>@media print { .a { stroke: none } }</style>',
      'class="a" stroke="red"',
      true,
    ],
    ['hover never holds', '<style>path.a:hover { stroke: red }</style>', 'class="a"', false],
    [
      'comments and quotes',
      '<style>/* } */ .a { font: "a;b"; stroke: #000 }</style>',
      'class="a"',
      true,
    ],
    ['wide gamut', '', 'style="stroke:none;stroke:color(display-p3 0.1 0 0)"', true],
    ['current colour', '', 'color="transparent" stroke="currentColor"', false],
    ['hsl', '', 'stroke="hsl(200 50% 20%)"', true],
    ['no fill for a line', '', 'fill="#000"', false],
  ])('%s', (_, style, attributes, shows) => {
    expect(lineIf(style, attributes)).toBe(shows);
  });

  test('inherits through groups and use', () => {
    const sketch = parseSvg(
      svg(`<defs><path id="p" d="M0 0L100 0"/><path id="own" stroke="blue" d="M0 9L100 9"/></defs>
           <g stroke="#112233" stroke-width="2"><use href="#p"/><use href="#own"/></g>
           <use href="#p" x="5" y="20" stroke="red"/>`),
    );
    expect(sketch.strokes.map(({ color }) => color)).toEqual(['#112233', '#0000ff', '#ff0000']);
    expect(sketch.strokes[0]?.width).toBe(2);
    expect(drawn(sketch)[2]).toBe('5,20 105,20');
  });
});

describe('shapes', () => {
  const stroke = (body: string, attributes?: string) =>
    drawn(parseSvg(svg(`<g stroke="#000" fill="none">${body}</g>`, attributes)));

  test.each([
    ['<rect x="1" y="2" width="30" height="40"/>', '1,2 31,2 31,42 1,42 z'],
    ['<line x1="1" y1="2" x2="30%" y2="5mm"/>', '1,2 153.6,18.9'],
    ['<polyline points="1,2 3-4,5e1 6"/>', '1,2 3,-4 50,6'],
    ['<polygon points="1 2 3 4 5 6 7"/>', '1,2 3,4 5,6 z'],
    ['<path d="M1 2h3v4H0V1z"/>', '1,2 4,2 4,6 0,6 0,1 z'],
    ['<path d="m1 2 3 4 5 6zl1 0"/>', '1,2 4,6 9,12 z|1,2 2,2'],
    ['<path d="M1 2L3 4M5 6l7 8"/>', '1,2 3,4|5,6 12,14'],
    ['<path d="M1 2L3 4 L5,oops 7 8"/>', '1,2 3,4'],
    ['<path d="L9 9"/><path d="M1,2,3,4"/>', '1,2 3,4'],
    ['<path d="M0 0L10 0L10 0L0 0"/>', '0,0 10,0 0,0'],
    ['<path d="M5 5L5 5"/><path d="M0 0h1"/>', '5,5|0,0 1,0'],
  ])('%s', (body, expected) => {
    expect(stroke(body)).toEqual(expected.split('|'));
  });

  test('rounded rectangles, circles and arcs lie on their curves', () => {
    const { strokes } = parseSvg(
      svg(`<g stroke="#000" fill="none">
        <circle cx="100" cy="100" r="50"/>
        <path d="M50 100A50 50 0 1 1 100 150 50 50 0 0 1 50 100"/>
        <path d="M100 50a50 50 0 01.0 100"/>
        <rect x="50" y="50" width="100" height="100" rx="80"/></g>`),
      { tolerance: 0.01 },
    );
    expect(strokes).toHaveLength(4);
    for (const { points } of strokes) {
      for (const [x, y] of points) expect(Math.hypot(x - 100, y - 100)).toBeCloseTo(50, 1);
    }
  });

  test('smooth curves mirror the control point before them', () => {
    const long = parseSvg(
      svg(
        '<path stroke="#000" fill="none" d="M0 0C0 50 50 50 50 0C50 -50 100 -50 100 0Q125 50 150 0Q175 -50 200 0"/>',
      ),
    );
    const short = parseSvg(
      svg('<path stroke="#000" fill="none" d="M0 0C0 50 50 50 50 0s50-50 50 0q25 50 50 0t50 0"/>'),
    );
    expect(drawn(short)).toEqual(drawn(long));
  });

  test('curves stay within the tolerance, and no finer than it needs', () => {
    const curve = '<path stroke="#000" fill="none" d="M0 0C0 400 400 400 400 0"/>';
    const at = (tolerance: number) => parseSvg(svg(curve), { tolerance }).strokes[0]!.points;
    const fine = at(0.001);
    const coarse = at(1);
    expect(coarse.length).toBeLessThan(30);
    expect(fine.length).toBeGreaterThan(300);
    const ink = (points: typeof fine) =>
      inkOf({ strokes: [{ points }], bounds: { x: 0, y: 0, width: 0, height: 0 } }, PAGE);
    expect(agreement(ink(fine), ink(coarse))).toBe(1);
  });
});

describe('coordinates', () => {
  const line = (wrap: (body: string) => string, attributes?: string) =>
    drawn(parseSvg(svg(wrap('<path stroke="#000" fill="none" d="M10 0L20 0"/>'), attributes)))[0];

  test.each([
    ['translate(5)', '15,0 25,0'],
    ['translate(5,6)', '15,6 25,6'],
    ['scale(2) translate(1 1)', '22,2 42,2'],
    ['scale(2,3)', '20,0 40,0'],
    ['rotate(90)', '0,10 0,20'],
    ['rotate(90 10 0)', '10,0 10,10'],
    ['rotate(0.25turn)', '0,10 0,20'],
    ['skewX(45)', '10,0 20,0'],
    ['skewY(45)', '10,10 20,20'],
    ['matrix(0 1 -1 0 3 4)', '3,14 3,24'],
    ['translate(5px, 10%)', '15,51.2 25,51.2'],
    ['none', '10,0 20,0'],
    ['nonsense(3)', '10,0 20,0'],
  ])('transform %s', (transform, expected) => {
    expect(line((body) => `<g transform="${transform}">${body}</g>`)).toBe(expected);
    expect(line((body) => `<g style="transform: ${transform}">${body}</g>`)).toBe(expected);
  });

  test('transforms nest, and an origin moves them', () => {
    const nested = (body: string) =>
      `<g transform="translate(100)"><g transform="scale(2)">${body}</g></g>`;
    expect(line(nested)).toBe('120,0 140,0');
    const origin = (body: string) =>
      `<g style="transform: rotate(90deg); transform-origin: 10px 0">${body}</g>`;
    expect(line(origin)).toBe('10,0 10,10');
    const centre = (body: string) =>
      `<g transform="rotate(180)" transform-origin="center">${body}</g>`;
    expect(line(centre)).toBe('502,512 492,512');
  });

  test('document units are those of the viewBox, whatever size it is shown at', () => {
    const plain = (body: string) => body;
    expect(line(plain, 'viewBox="0 0 512 512" width="4096" height="10mm"')).toBe('10,0 20,0');
    expect(line(plain, 'width="100mm" height="100mm"')).toBe('10,0 20,0');
    expect(line(plain, '')).toBe('10,0 20,0');
  });

  test.each([
    ['', '110,50 120,50'],
    ['viewBox="0 0 10 10"', '200,50 300,50'],
    ['viewBox="0 0 10 20"', '175,50 225,50'],
    ['viewBox="0 0 10 20" preserveAspectRatio="xMinYMax meet"', '150,50 200,50'],
    ['viewBox="0 0 10 20" preserveAspectRatio="xMinYMin slice"', '200,50 300,50'],
    ['viewBox="0 0 10 20" preserveAspectRatio="none"', '200,50 300,50'],
  ])('nested svg %s', (attributes, expected) => {
    const nested = (body: string) =>
      `<svg x="100" y="50" width="100" height="100" overflow="visible" ${attributes}>${body}</svg>`;
    expect(line(nested)).toBe(expected);
  });

  test('symbols are sized by their use', () => {
    const body = (inner: string) =>
      `<symbol id="s" viewBox="0 0 10 10" overflow="visible">${inner}</symbol><use href="#s" x="100" width="50" height="50"/>`;
    expect(line(body)).toBe('150,0 200,0');
  });
});
