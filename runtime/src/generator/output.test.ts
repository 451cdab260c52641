import { describe, expect, test } from '@jest/globals';
import { outputFault, toPixels } from './output.js';

/** Four planes of 2 x 2. */
const PLANES = Float32Array.of(
  ...[0, 0.5, 1, 1.5],
  ...[0.1, 0.2, 0.3, 0.4],
  ...[-1, 0, 0, 0],
  ...[0, 1, 0.25, 0.75],
);

describe('toPixels', () => {
  test('planes to pixels, clamped, alpha straight', () => {
    const { data, width, height } = toPixels(PLANES, 2, false);
    expect([width, height]).toEqual([2, 2]);
    expect([...data]).toEqual([
      ...[0, 26, 0, 0],
      ...[128, 51, 0, 255],
      ...[255, 77, 0, 64],
      ...[255, 102, 0, 191],
    ]);
  });

  test('opaque: the same colours, alpha 255', () => {
    const cut = toPixels(PLANES, 2, false).data;
    const opaque = toPixels(PLANES, 2, true).data;
    opaque.forEach((value, i) => {
      expect(value).toBe(i % 4 === 3 ? 255 : cut[i]);
    });
  });
});

describe('outputFault', () => {
  test('a picture is fine', () => {
    expect(outputFault(PLANES)).toBeUndefined();
  });

  test.each([NaN, Infinity, -Infinity])('%p anywhere is not finite', (value) => {
    for (let i = 0; i < PLANES.length; i++) {
      const broken = PLANES.slice();
      broken[i] = value;
      expect(outputFault(broken)).toBe('not-finite');
    }
  });

  test('zeros, and one flat colour, are constant, whatever alpha is', () => {
    expect(outputFault(new Float32Array(16))).toBe('constant');
    const flat = Float32Array.of(
      ...[0.2, 0.2, 0.2, 0.2],
      ...[0.5, 0.5, 0.5, 0.5],
      ...[0.9, 0.9, 0.9, 0.9],
      ...[0, 1, 0, 1],
    );
    expect(outputFault(flat)).toBe('constant');
  });

  test('one colour that varies is enough', () => {
    const blue = new Float32Array(16);
    blue[9] = 0.1;
    expect(outputFault(blue)).toBeUndefined();
  });
});
