import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PRESETS } from '../../src/style/index.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';
import { openSvg, saveSvg } from './svg-file.js';
import type { Drawing } from './types.js';

const settings: Settings = {
  style: { ...PRESETS.copper, faithfulness: 0.85, look: 77 },
  seed: 4711,
  background: 'transparent',
};

/** What the file keeps of a number: two decimals. */
const number = (min: number, max: number) =>
  fc.integer({ min: min * 100, max: max * 100 }).map((value) => value / 100);
const strokes = fc.array(
  fc.record({
    points: fc.array(fc.tuple(number(-50, 600), number(-50, 600), number(0, 1)), {
      minLength: 2,
      maxLength: 20,
    }),
    width: number(1, 20),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('a saved sketch', () => {
  test('opens again as it was', () => {
    fc.assert(
      fc.property(strokes, (made) => {
        const opened = openSvg(saveSvg({ strokes: made }, settings));
        expect(opened).toEqual({ drawing: { strokes: made }, settings });
      }),
      { numRuns: 50 },
    );
  });

  test('keeps closed strokes closed', () => {
    const drawing: Drawing = {
      strokes: [
        {
          points: [
            [100, 100, 0.5],
            [200, 100, 0.5],
            [150, 200, 0.5],
          ],
          closed: true,
          width: 3,
        },
      ],
    };
    expect(openSvg(saveSvg(drawing, DEFAULT_SETTINGS)).drawing).toEqual(drawing);
  });

  test('that another program has edited keeps its settings, and its strokes as they are now', () => {
    const text = saveSvg(
      {
        strokes: [
          {
            points: [
              [0, 0, 0.5],
              [400, 400, 0.5],
            ],
            width: 3,
          },
        ],
      },
      settings,
    ).replace(/ d="[^"]*"/, ' d="m0 0 c0 200 200 400 400 400"');
    const opened = openSvg(text);
    expect(opened.settings).toEqual(settings);
    expect(opened.drawing.strokes[0]!.points.length).toBeGreaterThan(5);
  });

  test('with settings that are no JSON still opens', () => {
    const text = saveSvg(
      {
        strokes: [
          {
            points: [
              [0, 0, 0.5],
              [400, 400, 0.5],
            ],
            width: 3,
          },
        ],
      },
      settings,
    ).replace(/data-facepencil="[^"]*"/, 'data-facepencil="?"');
    expect(openSvg(text).settings).toEqual(DEFAULT_SETTINGS);
  });

  test('of before there were looks opens with the default one, and all else as it was', () => {
    const text = saveSvg({ strokes: [] }, settings).replace(/,&quot;look&quot;:77/, '');
    expect(text).not.toContain('look');
    const { look } = DEFAULT_SETTINGS.style;
    expect(openSvg(text).settings).toEqual({ ...settings, style: { ...settings.style, look } });
  });

  test('with a style edited into nonsense is refused with the reason', () => {
    const text = saveSvg({ strokes: [] }, settings).replace('#9c4a22', 'ginger');
    expect(() => openSvg(text)).toThrow(expect.objectContaining({ code: 'style-invalid' }));
  });
});

test('a file of another program is laid on the paper', () => {
  const { drawing, settings: none } = openSvg(
    '<svg xmlns="http://www.w3.org/2000/svg"><path fill="none" stroke="#000" d="M0 0H2000V1000"/></svg>',
  );
  expect(none).toBeUndefined();
  const xs = drawing.strokes.flatMap(({ points }) => points.map(([x]) => x));
  expect(Math.min(...xs)).toBeGreaterThan(0);
  expect(Math.max(...xs)).toBeLessThan(512);
  expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(400);
});
