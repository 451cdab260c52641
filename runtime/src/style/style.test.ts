import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FacePencilError } from '../errors.js';
import {
  checkStyle,
  DEFAULT_STYLE,
  inColorsOf,
  MAX_SEED,
  parseColor,
  PRESET_NAMES,
  PRESETS,
  presetStyle,
  resolveStyle,
  sampleStyle,
  STYLE_LAYOUT,
  type Style,
  type StyleStatistics,
  styleVector,
  varyStyle,
} from './index.js';
import { lookVector } from './look.js';

const statistics: StyleStatistics = {
  samples: [
    { skin: '#100000', hair: '#200000', background: '#300000', clothing: '#400000' },
    { skin: '#110000', hair: '#210000', background: '#310000', clothing: '#410000' },
    { skin: '#120000', hair: '#220000', background: '#320000', clothing: '#420000' },
    { skin: '#130000', hair: '#230000', background: '#330000', clothing: '#430000' },
  ],
};
const seeds = fc.integer({ min: 0, max: MAX_SEED });

function errorOf(run: () => unknown): FacePencilError {
  try {
    run();
  } catch (error) {
    if (error instanceof FacePencilError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseColor', () => {
  test.each([
    ['#A1b2C3', '#a1b2c3'],
    ['a1b2c3', '#a1b2c3'],
    ['#f0c', '#ff00cc'],
    [' 012 ', '#001122'],
  ])('reads %s', (text, color) => {
    expect(parseColor(text, 'skin')).toBe(color);
  });

  test.each(['', '#', '#12345', 'red', '#gggggg', '#12345678', 12, null, undefined])(
    'refuses %p, naming field and format',
    (text) => {
      const error = errorOf(() => parseColor(text, 'hair'));
      expect(error.code).toBe('style-invalid');
      expect(error.where).toBe('hair');
      expect(error.hint).toContain('#rrggbb');
    },
  );
});

describe('checkStyle', () => {
  test('keeps what is given, leaves out what is undefined', () => {
    expect(checkStyle({ skin: 'FFF', hair: undefined, faithfulness: 0, look: MAX_SEED })).toEqual({
      skin: '#ffffff',
      faithfulness: 0,
      look: MAX_SEED,
    });
  });

  test.each([-0.1, 1.1, NaN, Infinity, '0.5', null])('refuses faithfulness %p', (faithfulness) => {
    const error = errorOf(() => checkStyle({ faithfulness }));
    expect([error.code, error.where]).toEqual(['style-invalid', 'faithfulness']);
    expect(error.hint).toMatch(/0.*1/);
  });

  test.each([-1, 1.5, NaN, MAX_SEED + 1, '7', null])('refuses look %p', (look) => {
    const error = errorOf(() => checkStyle({ look }));
    expect([error.code, error.where]).toEqual(['style-invalid', 'look']);
    expect(error.hint).toMatch(/whole number from 0 to 4294967295/);
  });

  test('refuses unknown fields, and says which there are', () => {
    const error = errorOf(() => checkStyle({ eyes: '#00f' }));
    expect([error.code, error.where]).toEqual(['style-invalid', 'eyes']);
    expect(error.hint).toContain('clothing');
    expect(error.hint).toContain('look');
  });

  test.each([null, 'studio', [], 3])('refuses %p for a style', (style) => {
    expect(errorOf(() => checkStyle(style)).code).toBe('style-invalid');
  });
});

describe('presets', () => {
  test.each(PRESET_NAMES)('%s is a whole, valid style', (name) => {
    const style = presetStyle(name);
    expect(checkStyle(style)).toEqual(style);
    expect(Object.keys(style).sort()).toEqual(Object.keys(DEFAULT_STYLE).sort());
  });

  test('no two are the same', () => {
    expect(new Set(PRESET_NAMES.map((name) => JSON.stringify(PRESETS[name]))).size).toBe(
      PRESET_NAMES.length,
    );
  });

  test.each(['Studio', '', 'toString', '__proto__'])('there is no %p', (name) => {
    const error = errorOf(() => presetStyle(name));
    expect(error.code).toBe('style-unknown-preset');
    expect(error.hint).toContain('studio');
  });
});

test('styleVector lays the style out as the generator takes it', () => {
  const style: Style = {
    skin: '#ff0000',
    hair: '#00ff00',
    background: '#0000ff',
    clothing: '#336699',
    faithfulness: 0.25,
    look: 9,
  };
  const expected = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0.2, 0.4, 0.6, 1, 1, 0.25, ...lookVector(9)];
  expect(STYLE_LAYOUT).toHaveLength(expected.length);
  expect(STYLE_LAYOUT.slice(14, 16)).toEqual(['faithfulness', 'look.1']);
  expect(STYLE_LAYOUT.at(-1)).toBe('look.24');
  expect([...styleVector(style)]).toEqual(expected.map((v) => expect.closeTo(v, 6)));
});

describe('sampleStyle', () => {
  test('does not change from one release to the next', () => {
    expect([0, 1, 2, 3, MAX_SEED].map((seed) => sampleStyle(seed, statistics)))
      .toMatchInlineSnapshot(`
      [
        {
          "background": "#300000",
          "clothing": "#400000",
          "faithfulness": 0.5,
          "hair": "#220000",
          "look": 0,
          "skin": "#120000",
        },
        {
          "background": "#330000",
          "clothing": "#430000",
          "faithfulness": 0.5,
          "hair": "#210000",
          "look": 1,
          "skin": "#110000",
        },
        {
          "background": "#310000",
          "clothing": "#410000",
          "faithfulness": 0.5,
          "hair": "#220000",
          "look": 2,
          "skin": "#120000",
        },
        {
          "background": "#310000",
          "clothing": "#410000",
          "faithfulness": 0.5,
          "hair": "#210000",
          "look": 3,
          "skin": "#110000",
        },
        {
          "background": "#310000",
          "clothing": "#410000",
          "faithfulness": 0.5,
          "hair": "#230000",
          "look": 4294967295,
          "skin": "#130000",
        },
      ]
    `);
  });

  test('takes skin with its hair and background with its clothing', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { skin, hair, background, clothing } = sampleStyle(seed, statistics);
        expect(skin[2]).toBe(hair[2]);
        expect(background[2]).toBe(clothing[2]);
      }),
    );
  });

  test('neighbouring seeds reach every sample about as often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 1600; seed++) {
      const { skin, clothing } = sampleStyle(seed, statistics);
      counts.set(skin + clothing, (counts.get(skin + clothing) ?? 0) + 1);
    }
    expect(counts.size).toBe(16);
    for (const count of counts.values()) {
      expect(count).toBeGreaterThan(60);
      expect(count).toBeLessThan(140);
    }
  });

  test.each([-1, 0.5, NaN, MAX_SEED + 1, '1'])('refuses seed %p', (seed) => {
    const error = errorOf(() => sampleStyle(seed as number, statistics));
    expect([error.code, error.where]).toEqual(['option-invalid', 'seed']);
  });

  test('refuses statistics without samples', () => {
    expect(errorOf(() => sampleStyle(1, { samples: [] })).code).toBe('option-invalid');
  });
});

test('varyStyle stays near, valid, and depends on the seed alone', () => {
  fc.assert(
    fc.property(seeds, fc.constantFrom(...PRESET_NAMES), (seed, name) => {
      const varied = varyStyle(PRESETS[name], seed);
      expect(checkStyle(varied)).toEqual(varied);
      expect(varied).toEqual(varyStyle(PRESETS[name], seed));
      expect(varied.look).toBe(seed);
      const before = styleVector(PRESETS[name]);
      const change = styleVector(varied).map((v, i) => (i < 15 ? Math.abs(v - before[i]!) : 0));
      expect(Math.max(...change)).toBeLessThanOrEqual(38.5 / 255);
      expect(Math.max(...change.slice(0, 3))).toBeLessThanOrEqual(18.5 / 255);
    }),
  );
  expect(varyStyle(DEFAULT_STYLE, 1)).not.toEqual(varyStyle(DEFAULT_STYLE, 2));
});

describe('resolveStyle', () => {
  test('nothing asked: the default', () => {
    expect(resolveStyle({}, statistics)).toEqual(DEFAULT_STYLE);
  });

  test('what is given beats the preset, the preset beats the default', () => {
    expect(resolveStyle({ style: { hair: '#123456' }, preset: 'dusk' }, statistics)).toEqual({
      ...PRESETS.dusk,
      hair: '#123456',
    });
  });

  test('a seed samples what is open, and what is given does not shift the rest', () => {
    const sampled = sampleStyle(9, statistics);
    expect(sampled.look).toBe(9);
    const style: Partial<Style> = { skin: '#abcdef', faithfulness: 1 };
    expect(resolveStyle({ style, seed: 9 }, statistics)).toEqual({ ...sampled, ...style });
  });

  test('a seed leaves a look that is given, and a preset has the default one', () => {
    expect(resolveStyle({ style: { look: 5 }, seed: 9 }, statistics)).toEqual({
      ...sampleStyle(9, statistics),
      look: 5,
    });
    expect(resolveStyle({ style: { look: 5 }, preset: 'slate', seed: 9 }, statistics).look).toBe(5);
    expect(resolveStyle({ preset: 'slate' }, statistics).look).toBe(DEFAULT_STYLE.look);
  });

  test('a seed varies a preset', () => {
    expect(resolveStyle({ preset: 'slate', seed: 9 }, statistics)).toEqual(
      varyStyle(PRESETS.slate, 9),
    );
  });

  test('says what is wrong', () => {
    expect(errorOf(() => resolveStyle({ preset: 'x' }, statistics)).code).toBe(
      'style-unknown-preset',
    );
    expect(errorOf(() => resolveStyle({ seed: -1 }, statistics)).code).toBe('option-invalid');
  });
});

test('a style in the colours of a preset keeps its look, and how its lines are meant', () => {
  const style = { ...PRESETS.copper, faithfulness: 0.9, look: 12 };
  expect(inColorsOf(PRESETS.dusk, style)).toEqual({ ...PRESETS.dusk, faithfulness: 0.9, look: 12 });
  expect(inColorsOf(PRESETS.dusk, { look: 0 })).toEqual({ ...PRESETS.dusk, look: 0 });
  expect(inColorsOf(PRESETS.dusk)).toEqual(PRESETS.dusk);
});
