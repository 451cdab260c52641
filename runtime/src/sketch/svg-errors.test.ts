import { describe, expect, test } from '@jest/globals';
import { FacePencilError, type FacePencilErrorJson } from '../errors.js';
import { DEFAULT_LIMITS } from './limits.js';
import { parseSvg, type ParseSvgOptions } from './svg.js';

function svg(body: string, attributes = 'viewBox="0 0 512 512"'): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${body}</svg>`;
}

const LINE = '<path stroke="#000" fill="none" d="M0 0L10 10"/>';

function refusal(text: string, options?: ParseSvgOptions): FacePencilErrorJson {
  try {
    parseSvg(text, options);
  } catch (error) {
    if (error instanceof FacePencilError) return error.toJSON();
    throw error;
  }
  throw new Error('It was taken.');
}

function chain(length: number): string {
  const links = Array.from({ length }, (_, i) => `<g id="l${i}"><use href="#l${i + 1}"/></g>`);
  return `<defs>${links.join('')}<g id="l${length}">${LINE}</g></defs><use href="#l0"/>`;
}

test.each([
  ['nothing', '', 'svg-not-svg'],
  ['space', ' \n', 'svg-not-svg'],
  ['a PNG', '\u0089PNG\r\n\u001a\n\0\0', 'svg-not-svg'],
  ['JSON', '{"svg": true}', 'svg-not-svg'],
  ['another XML', '<html><svg/></html>', 'svg-not-svg'],
  ['another namespace', '<svg xmlns="http://example.com/svg"/>', 'svg-not-svg'],
  ['no element', '<?xml version="1.0"?><!-- nothing -->', 'svg-not-svg'],
  ['an open tag', svg('<g>'), 'svg-malformed'],
  ['a half file', svg(LINE).slice(0, -20), 'svg-malformed'],
  ['a bare ampersand', svg('<g id="a & b"/>'), 'svg-malformed'],
  ['an entity that is not there', svg('<g id="&nbsp;"/>'), 'svg-malformed'],
  ['an attribute twice', svg('<g id="a" id="b"/>'), 'svg-malformed'],
  ['no shapes', svg('<text>Face</text><image href="a.png"/>'), 'sketch-empty'],
  ['no elements', '<svg/>', 'sketch-empty'],
  ['hidden strokes only', svg(`<g display="none">${LINE}</g>`), 'sketch-no-visible-strokes'],
  ['a hidden root', svg(LINE, 'style="display:none"'), 'sketch-no-visible-strokes'],
  ['definitions only', svg(`<defs>${LINE}</defs>`), 'sketch-no-visible-strokes'],
  ['paper only', svg('<rect width="512" height="512"/>'), 'sketch-no-visible-strokes'],
  ['one move', svg('<path stroke="#000" d="M5 5"/>'), 'sketch-one-point'],
  ['one dot', svg('<path stroke="#000" d="M5 5L5 5z"/>'), 'sketch-one-point'],
  ['one polyline point', svg('<polyline stroke="#000" points="5,5"/>'), 'sketch-one-point'],
  ['NaN in a path', svg('<path stroke="#000" d="M0 0L10 NaN"/>'), 'sketch-not-finite'],
  ['undefined in a path', svg('<path stroke="#000" d="M0 0L10 undefined"/>'), 'sketch-not-finite'],
  ['an infinite path', svg('<path stroke="#000" d="M0 0L10 1e999"/>'), 'sketch-not-finite'],
  ['NaN in points', svg('<polygon stroke="#000" points="0,0 NaN,4 5,6"/>'), 'sketch-not-finite'],
  ['an infinite radius', svg('<circle stroke="#000" r="Infinity"/>'), 'sketch-not-finite'],
  ['a NaN transform', svg(`<g transform="translate(NaN 0)">${LINE}</g>`), 'sketch-not-finite'],
  ['a far transform', svg(`<g transform="scale(1e300)">${LINE}</g>`), 'sketch-not-finite'],
  [
    'relative steps to infinity',
    svg('<path stroke="#000" d="m1e308 0l1e308 0"/>'),
    'sketch-not-finite',
  ],
  ['a use of another file', svg('<use href="other.svg#a"/>'), 'svg-external-reference'],
  [
    'a use of a web page',
    svg('<use xlink:href="https://example.com/a.svg#a"/>'),
    'svg-external-reference',
  ],
  ['a use of data', svg('<use href="data:image/svg+xml,&lt;svg/>#a"/>'), 'svg-external-reference'],
  [
    'an entity in another file',
    `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg(LINE)}`,
    'svg-external-reference',
  ],
  ['a use of itself', svg('<g id="a"><use href="#a"/></g>'), 'svg-use-cycle'],
  [
    'two uses of one another',
    svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    'svg-use-cycle',
  ],
  ['a use of the root', svg('<use href="#r"/>', 'id="r"'), 'svg-use-cycle'],
  [
    'a deep chain of clip paths',
    svg(
      `${Array.from({ length: 1000 }, (_, i) => `<clipPath id="c${i}"><path clip-path="url(#c${i + 1})" d="M0 0H9V9z"/></clipPath>`).join('')}<g clip-path="url(#c0)">${LINE}</g>`,
    ),
    'svg-too-deep',
  ],
  ['a deep file', svg('<g>'.repeat(100_000)), 'svg-too-deep'],
  ['a deep chain of uses', svg(chain(1000)), 'svg-too-deep'],
])('%s', (_, text, code) => {
  const json = refusal(text);
  expect(json.code).toBe(code);
  expect(json.message).toMatch(/\.$/);
  expect(json.hint.length).toBeGreaterThan(10);
});

describe('where', () => {
  test('names line and column of broken XML', () => {
    expect(refusal(svg('\n\n  <g></path>')).where).toMatch(/^line 3, column \d+$/);
  });

  test('names the element of a broken number', () => {
    const text = svg('\n<path id="nose" stroke="#000" d="M0 0L1 NaN"/>');
    expect(refusal(text).where).toBe('<path id="nose"> in line 2');
  });
});

describe('entities', () => {
  const laughs = Array.from(
    { length: 10 },
    (_, i) => `<!ENTITY lol${i} "${i === 0 ? 'lol' : `&lol${i - 1};`.repeat(10)}">`,
  ).join('');

  test.each([
    ['billion laughs', `<!DOCTYPE svg [${laughs}]>${svg('<text>&lol9;</text>')}`],
    ['parameter entities', `<!DOCTYPE svg [<!ENTITY % a "b">%a;]>${svg(LINE)}`],
    [
      'one long entity many times',
      `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(1000)}">]>${svg(`<text>${'&a;'.repeat(2000)}</text>`)}`,
    ],
    ['a very long document type', `<!DOCTYPE svg [${'<!-- -->'.repeat(10_000)}]>${svg(LINE)}`],
  ])('%s are refused', (_, text) => {
    expect(refusal(text).code).toBe('svg-entities');
  });

  test('plain ones are expanded, once', () => {
    const text = `<!DOCTYPE svg [<!ENTITY d 'M0 0'><!ENTITY e "L10 &#x31;0">]>`;
    // A character reference inside an entity is one entity in another: refused, not guessed.
    expect(refusal(text + svg(LINE)).code).toBe('svg-entities');
    const plain = `<!DOCTYPE svg [<!ENTITY d "M0 0L10 10">]>${svg('<path stroke="#000" d="&d;"/>')}`;
    expect(parseSvg(plain).strokes).toHaveLength(1);
  });
});

describe('sizes', () => {
  test('a file of 50 MB is refused before it is read', () => {
    // Not even XML: reading it would say so.
    const text = '<'.repeat(50_000_000);
    expect(refusal(text).code).toBe('svg-too-large');
  });

  test('2 million points are refused', () => {
    const text = svg(`<path stroke="#000" fill="none" d="M0 0${'l1 1'.repeat(2_000_000)}"/>`);
    expect(refusal(text).code).toBe('sketch-too-many-points');
  });

  test('curves that come to too many points are refused', () => {
    const curves = 'C0 400 400 400 400 0'.repeat(400);
    const text = svg(`<path stroke="#000" fill="none" d="M0 0${curves}"/>`);
    expect(refusal(text, { tolerance: 1e-9 }).code).toBe('sketch-too-many-points');
  });

  test('480,000 points are taken', () => {
    const points = Array.from({ length: 480_000 }, (_, i) => `${i % 512} ${(i * 7) % 512}`);
    const sketch = parseSvg(
      svg(`<polyline stroke="#000" fill="none" points="${points.join(' ')}"/>`),
    );
    expect(sketch.strokes[0]?.points).toHaveLength(480_000);
  });

  test.each([
    [
      'uses of uses',
      svg(
        `<defs>${Array.from({ length: 20 }, (_, i) => `<g id="l${i}">${`<use href="#l${i + 1}"/>`.repeat(10)}</g>`).join('')}<g id="l20">${LINE}</g></defs><use href="#l0"/>`,
      ),
    ],
    ['elements', svg('<g/>'.repeat(50_001))],
    [
      'selectors against elements',
      svg(
        `<style>${'g g g g path {fill: none} '.repeat(3000)}</style>${'<g>'.repeat(200)}${LINE.repeat(3000)}${'</g>'.repeat(200)}`,
      ),
    ],
    [
      'siblings that a selector counts',
      svg(`<style>:nth-child(3) {fill: none}</style>${'<g/>'.repeat(20_000)}${LINE}`),
    ],
    [
      'clips over one another',
      svg(
        `${Array.from({ length: 100 }, (_, i) => `<clipPath id="c${i}"><path d="M0 0H${400 + i}L400 400z"/></clipPath>`).join('')}${Array.from({ length: 100 }, (_, i) => `<g clip-path="url(#c${i})">`).join('')}${LINE.replace('10 10', '500 500').repeat(9)}${Array.from({ length: 100 }, (_, i) => `<path fill="none" stroke="#000" d="M0 ${i}H512" clip-path="url(#c${(i * 37) % 100})"/>`).join('')}${'</g>'.repeat(100)}`,
      ),
    ],
    [
      'fills over one another',
      svg(
        Array.from(
          { length: 2000 },
          (_, i) => `<path fill="#${String(100 + (i % 800))}" d="M0 0L512 ${i}L0 512z"/>`,
        ).join(''),
      ),
    ],
  ])('too many %s', (_, text) => {
    const limits = { ...DEFAULT_LIMITS, maxElements: 50_000, maxSteps: 50_000_000 };
    expect(refusal(text, { limits }).code).toBe('svg-too-complex');
  });

  test('deep brackets in a style sheet do no harm', () => {
    const style = `<style>a:not(${':not('.repeat(50_000)}{fill:red} ${'a{b:('.repeat(50_000)}</style>`;
    expect(parseSvg(svg(style + LINE)).strokes).toHaveLength(1);
  });

  test.each([
    ['themselves', '--a:var(--a)'],
    ['one another', '--a:var(--b);--b:var(--a)'],
    [
      'ever more of one another',
      `--a:${'var(--b)'.repeat(99)};--b:${'var(--c)'.repeat(99)};--c:red`,
    ],
  ])('variables that stand for %s count as missing', (_, variables) => {
    const text = svg(`<g style="${variables};stroke:var(--a)">${LINE}<path d="M0 0H9"/></g>`);
    expect(parseSvg(text).strokes).toHaveLength(1);
  });

  test.each([
    ['itself', '<clipPath id="c" clip-path="url(#c)"><rect width="9" height="99"/></clipPath>'],
    [
      'its own shapes',
      '<clipPath id="c"><rect clip-path="url(#c)" width="9" height="99"/></clipPath>',
    ],
  ])('a clip path clipped by %s ends', (_, clip) => {
    expect(parseSvg(svg(`${clip}<g clip-path="url(#c)">${LINE}</g>`)).strokes).toHaveLength(1);
  });

  test('a tolerance of nothing is refused', () => {
    expect(refusal(svg(LINE), { tolerance: 0 }).code).toBe('option-invalid');
    expect(refusal(svg(LINE), { tolerance: NaN }).code).toBe('option-invalid');
  });
});

test('what names another file without needing it is passed over', () => {
  const text = `<?xml-stylesheet href="https://example.com/a.css"?>${svg(
    `<style>@import url(https://example.com/b.css); .a { stroke: #000 }</style>
     <image href="https://example.com/a.png" width="9" height="9"/>
     <path class="a" fill="url(https://example.com/c.svg#g)" d="M0 0L10 10"/>`,
  )}`;
  expect(parseSvg(text).strokes).toHaveLength(1);
});
