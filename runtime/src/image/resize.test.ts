import { describe, expect, test } from '@jest/globals';
import type { Pixels } from './pixels.js';
import { resize } from './resize.js';

function filled(
  width: number,
  height: number,
  color: (x: number, y: number) => readonly number[],
): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(color(x, y), (y * width + x) * 4);
  }
  return { width, height, data };
}

function at({ width, data }: Pixels, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

describe('resize', () => {
  test('the same size is the same picture', () => {
    const picture = filled(5, 4, (x, y) => [x, y, 7, 255]);
    expect(resize(picture, 5, 4).data).toEqual(picture.data);
  });

  test.each([
    [3, 5],
    [20, 31],
    [7, 2],
  ])('one colour stays that colour at %d x %d', (width, height) => {
    const result = resize(
      filled(10, 12, () => [200, 100, 50, 128]),
      width,
      height,
    );
    expect([result.width, result.height, result.data.length]).toEqual([
      width,
      height,
      width * height * 4,
    ]);
    for (let i = 0; i < width * height; i++) {
      expect([...result.data.subarray(i * 4, i * 4 + 4)]).toEqual([200, 100, 50, 128]);
    }
  });

  test('keeps the way up: x grows right, y grows down', () => {
    const ramp = filled(16, 16, (x, y) => [x * 16, y * 16, 0, 255]);
    const big = resize(ramp, 64, 48);
    for (const [x, y] of [
      [12, 20],
      [40, 8],
      [50, 40],
    ] as const) {
      const [red, green] = at(big, x, y);
      expect(Math.abs(red! - ((x + 0.5) / 4 - 0.5) * 16)).toBeLessThanOrEqual(1);
      expect(Math.abs(green! - ((y + 0.5) / 3 - 0.5) * 16)).toBeLessThanOrEqual(1);
    }
  });

  test('shrinking averages: no fine pattern is lost or turned into another', () => {
    const stripes = filled(64, 64, (x) => (x % 2 === 0 ? [0, 0, 0, 255] : [200, 200, 200, 255]));
    const small = resize(stripes, 8, 8);
    for (let x = 1; x < 7; x++) expect(Math.abs(at(small, x, 4)[0]! - 100)).toBeLessThanOrEqual(2);
  });

  test('a transparent colour does not bleed into an opaque edge', () => {
    const edge = filled(16, 4, (x) => (x < 8 ? [255, 0, 0, 0] : [0, 0, 255, 255]));
    const big = resize(edge, 64, 16);
    for (let x = 0; x < 64; x++) {
      const [red, , blue, alpha] = at(big, x, 8);
      expect(red).toBe(0);
      if (alpha! > 0) expect(blue).toBe(255);
    }
    expect(at(big, 60, 8)[3]).toBe(255);
    expect(at(big, 3, 8)[3]).toBe(0);
  });
});
