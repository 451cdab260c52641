import { describe, expect, test } from '@jest/globals';
import { sketchOf } from '../svg.js';
import { unitsInside } from './collect.js';
import { readSvg } from './document.js';
import { invert, multiply } from './matrix.js';

/** The matrix of the element with the id "at". */
const inside = (text: string) => {
  const document = readSvg(text);
  return unitsInside(document, document.byId.get('at')!).map((value) => Number(value.toFixed(6)));
};

describe('units inside a container', () => {
  test.each([
    ['the root: document units', '<svg id="at" viewBox="10 10 5 5"/>', [1, 0, 0, 1, 0, 0]],
    [
      'transforms from the root down, its own with them',
      '<svg><g transform="translate(10 20)"><g id="at" transform="scale(2)"/></g></svg>',
      [2, 0, 0, 2, 10, 20],
    ],
    [
      'transforms in style sheets',
      '<svg><style>.a{transform:translate(3px,4px)}</style><g id="at" class="a"/></svg>',
      [1, 0, 0, 1, 3, 4],
    ],
    [
      'a nested svg: its viewport and viewBox',
      '<svg viewBox="0 0 100 100"><svg id="at" x="5" y="6" width="50" height="50" viewBox="0 0 100 100"/></svg>',
      [0.5, 0, 0, 0.5, 5, 6],
    ],
  ])('%s', (_, text, matrix) => {
    expect(inside(text)).toEqual(matrix);
  });

  test('undone by its inverse', () => {
    const matrix = [2, 1, -0.5, 3, 7, -9] as const;
    multiply(matrix, invert(matrix)!).forEach((value, i) => {
      expect(value).toBeCloseTo([1, 0, 0, 1, 0, 0][i]!, 12);
    });
    expect(invert([0, 0, 0, 1, 5, 5])).toBeUndefined();
  });
});

describe('some elements only', () => {
  const document = readSvg(`<svg viewBox="0 0 100 100">
    <rect width="100" height="100" fill="#111"/>
    <g id="face" stroke="#fff" fill="none"><path id="a" d="M10 10L20 20"/><path id="b" d="M30 30L40 40"/></g>
    <defs><path id="mark" d="M1 1L2 2"/><path id="unused" d="M1 1L2 2"/></defs>
    <use id="used" href="#mark" stroke="#fff"/>
  </svg>`);
  const idsOf = (...ids: string[]) =>
    sketchOf(document, { only: new Set(ids.map((id) => document.byId.get(id)!)) }).strokes.map(
      ({ id }) => id,
    );

  test('a shape, a group with all in it, what a use shows', () => {
    expect(idsOf('b')).toEqual(['b']);
    expect(idsOf('face')).toEqual(['a', 'b']);
    expect(idsOf('used')).toEqual(['mark']);
    expect(idsOf('unused', 'a')).toEqual(['a']);
  });

  test('the page still tells the paper, and is no stroke', () => {
    const all = new Set(document.root.children);
    expect(sketchOf(document, { only: all }).strokes.map(({ id }) => id)).toEqual([
      'a',
      'b',
      'mark',
    ]);
  });

  test('nothing that shows is an error', () => {
    expect(() => idsOf('unused')).toThrow(
      expect.objectContaining({ code: 'sketch-no-visible-strokes' }),
    );
  });
});
