import { describe, expect, test } from '@jest/globals';
import { applyEdits, parseSvg, type Point } from '../../../runtime/src/index.js';
import { drawEdits, eraseEdits, readSvgDrawing } from './index.js';
import { pathData } from './path-data.js';

const LINE: Point[] = [
  [10, 10],
  [20, 10],
  [30, 10],
];

const draw = (text: string, ...lines: Point[][]) =>
  applyEdits(
    text,
    drawEdits(
      text,
      readSvgDrawing(text),
      lines.map((points) => ({ points })),
      100,
    ),
  );

describe('drawing', () => {
  test('a line goes behind the last one, in its group, without what it inherits', () => {
    const text = `<svg xmlns="http://www.w3.org/2000/svg">
  <g fill="none" stroke="black" stroke-width="2" stroke-linecap="round">
    <path d="M0 0L9 9"/>
  </g>
  <text>a</text>
</svg>
`;
    expect(draw(text, LINE)).toBe(
      text.replace(
        '9"/>\n',
        '9"/>\n    <path stroke-linejoin="round" d="M10 10C16.667 10 23.333 10 30 10"/>\n',
      ),
    );
  });

  test('it lies where it was drawn, whatever transforms are around', () => {
    const text =
      '<svg xmlns="http://www.w3.org/2000/svg"><g transform="translate(5 7) scale(2)"><path stroke="red" d="M0 0L9 9"/></g></svg>';
    const strokes = parseSvg(draw(text, LINE)).strokes;
    expect(strokes).toHaveLength(2);
    const { points, width, color } = strokes[1]!;
    expect(points[0]![0]).toBeCloseTo(10, 2);
    expect(points.at(-1)![0]).toBeCloseTo(30, 2);
    for (const [, y] of points) expect(y).toBeCloseTo(10, 2);
    expect([width, color]).toEqual([strokes[0]!.width, '#ff0000']);
  });

  test('what a style sheet may say is written out', () => {
    const text =
      '<svg xmlns="http://www.w3.org/2000/svg"><g class="lines" fill="none" stroke="#000"><path d="M0 0L9 9"/></g></svg>';
    expect(draw(text, LINE)).toContain('<path fill="none" stroke="#000000"');
  });

  test.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', '</svg>'],
    ['<svg xmlns="http://www.w3.org/2000/svg"></svg>', '</svg>'],
    ['<s:svg xmlns:s="http://www.w3.org/2000/svg"/>\r\n', '</s:svg>\r\n'],
  ])('into an empty drawing: %s', (text, end) => {
    const drawn = draw(text, LINE, LINE);
    expect(parseSvg(drawn).strokes).toHaveLength(2);
    expect(drawn.endsWith(end)).toBe(true);
    expect(drawn.replaceAll('\r\n', '').includes('\n')).toBe(!text.includes('\r\n'));
  });

  test('never into a hidden sketch', () => {
    const text =
      '<svg xmlns="http://www.w3.org/2000/svg"><g data-facepencil-sketch="" display="none"><path stroke="red" d="M0 0L9 9"/></g></svg>';
    expect(draw(text, LINE)).toMatch(/<\/g><path [^>]+\/><\/svg>$/);
  });
});

describe('erasing', () => {
  test('takes the line of text with it, and what is inside', () => {
    const text = `<svg>
  <path id="a" d="M0 0"/>
  <g>
    <path id="b" d="M0 0"/>
  </g><path id="c"/>
</svg>`;
    const { elements } = readSvgDrawing(text).document;
    const [, a, group, b] = elements;
    expect(applyEdits(text, eraseEdits(text, [b!, group!, a!]))).toBe(
      '<svg><path id="c"/>\n</svg>',
    );
  });
});

test('path data: a dot, and curves that follow the points', () => {
  expect(pathData([[1, 2]], 0.1)).toBe('M1 2L1 2');
  const circle = Array.from({ length: 40 }, (_, i): Point => {
    const angle = (i / 40) * Math.PI;
    return [100 * Math.cos(angle), 100 * Math.sin(angle)];
  });
  const data = pathData(circle, 0.25);
  expect(data.match(/C/g)!.length).toBeLessThan(8);
  const [{ points }] = parseSvg(
    `<svg xmlns="http://www.w3.org/2000/svg"><path stroke="#000" fill="none" d="${data}"/></svg>`,
  ).strokes as [{ points: Point[] }];
  for (const [x, y] of points) expect(Math.abs(Math.hypot(x, y) - 100)).toBeLessThan(0.6);
});
