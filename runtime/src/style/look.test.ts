import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LOOK_SIZE, lookVector } from './look.js';
import { MAX_SEED } from './random.js';

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Of numbers of a look, which are 0.5 +- 1 / 6. */
function correlation(a: readonly number[], b: readonly number[]): number {
  return mean(a.map((v, i) => (v - 0.5) * (b[i]! - 0.5))) * 36;
}

describe('lookVector', () => {
  test('is of 24 numbers in 0..1, the same every time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_SEED }), (look) => {
        const numbers = lookVector(look);
        expect(numbers).toHaveLength(LOOK_SIZE);
        expect(numbers.every((v) => v >= 0 && v <= 1)).toBe(true);
        expect(lookVector(look)).toEqual(numbers);
      }),
    );
  });

  test('is close to normal, as in training: mean 0.5, deviation 1/6, and its tails', () => {
    const numbers = Array.from({ length: 4000 }, (_, look) => lookVector(look)).flat();
    expect(mean(numbers)).toBeCloseTo(0.5, 2);
    expect(Math.sqrt(mean(numbers.map((v) => (v - 0.5) ** 2)))).toBeCloseTo(1 / 6, 2);
    const within = (deviations: number) =>
      mean(numbers.map((v) => (Math.abs(v - 0.5) < deviations / 6 ? 1 : 0)));
    expect(within(1)).toBeCloseTo(0.683, 1);
    expect(within(2)).toBeCloseTo(0.954, 2);
  });

  test('neighbouring looks are unrelated, and so are the numbers of one', () => {
    const looks = Array.from({ length: 2000 }, (_, look) => lookVector(look));
    for (const apart of [1, 2, 16, 256]) {
      const [a, b] = [looks.slice(0, -apart).flat(), looks.slice(apart).flat()];
      expect(Math.abs(correlation(a, b))).toBeLessThan(0.03);
    }
    const numbers = Array.from({ length: LOOK_SIZE }, (_, i) => looks.map((look) => look[i]!));
    for (let i = 1; i < LOOK_SIZE; i++) {
      expect(Math.abs(correlation(numbers[i - 1]!, numbers[i]!))).toBeLessThan(0.1);
    }
  });

  test('does not change from one release to the next', () => {
    expect(lookVector(1)).toMatchInlineSnapshot(`
      [
        0.5235493977864584,
        0.5758183797200521,
        0.6070531209309896,
        0.45600128173828125,
        0.5480168660481771,
        0.419891357421875,
        0.7373275756835938,
        0.62530517578125,
        0.5495936075846354,
        0.4087931315104167,
        0.5693028767903646,
        0.5093536376953125,
        0.42953236897786456,
        0.4353586832682292,
        0.7051162719726562,
        0.6287129720052084,
        0.5090891520182291,
        0.43747202555338544,
        0.5332387288411459,
        0.5782470703125,
        0.3878428141276042,
        0.4276835123697917,
        0.8924179077148438,
        0.5357081095377604,
      ]
    `);
  });

  test.each([-1, 0.5, NaN, MAX_SEED + 1])('refuses look %p', (look) => {
    expect(() => lookVector(look)).toThrow(expect.objectContaining({ code: 'option-invalid' }));
  });
});
