import { describe, expect, test } from '@jest/globals';
import type { Pixels } from '../../src/image/index.js';
import { linesOf } from './line-drawing.js';

const SIDE = 400;

/** A ring of radius 120 and a mouth, 5 pixels wide, on whatever paper. */
function picture(paint: (ink: boolean, x: number, y: number) => readonly number[]): Pixels {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const ring = Math.abs(Math.hypot(x - 200, y - 200) - 120) < 2.5;
      const mouth = Math.abs(y - 260) < 2.5 && Math.abs(x - 200) < 40;
      data.set(paint(ring || mouth, x, y), (y * SIDE + x) * 4);
    }
  }
  return { width: SIDE, height: SIDE, data };
}

const grey = (value: number, alpha = 255) => [value, value, value, alpha];

describe('pictures of lines', () => {
  const drawings: Record<string, Pixels> = {
    'black on white': picture((ink) => grey(ink ? 0 : 255)),
    'pencil on paper in a shadow': picture((ink, x) => grey((ink ? 0.55 : 1) * (250 - x * 0.35))),
    'black on transparent': picture((ink) => grey(0, ink ? 255 : 0)),
    'white on black': picture((ink) => grey(ink ? 255 : 10)),
  };

  test.each(Object.keys(drawings))('%s gives the ring and the mouth', (name) => {
    const { strokes } = linesOf(drawings[name]!);
    expect(strokes).toHaveLength(2);
    const ring = strokes.find(({ closed }) => closed === true)!;
    for (const [x, y] of ring.points) expect(Math.hypot(x - 200, y - 200)).toBeCloseTo(120, -0.7);
    const mouth = strokes.find(({ closed }) => closed !== true)!;
    for (const [, y] of mouth.points) expect(Math.abs(y - 260)).toBeLessThan(2);
    const xs = mouth.points.map(([x]) => x);
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(70);
  });

  test('a large picture comes in its own pixels', () => {
    const small = drawings['black on white']!;
    const data = new Uint8ClampedArray(small.data.length * 4);
    const side = SIDE * 2;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const at = ((y >> 1) * SIDE + (x >> 1)) * 4;
        data.set(small.data.subarray(at, at + 4), (y * side + x) * 4);
      }
    }
    const { bounds } = linesOf({ width: side, height: side, data });
    expect(bounds.width).toBeGreaterThan(2 * 236);
    expect(bounds.width).toBeLessThan(2 * 246);
  });
});

describe('what is no line drawing', () => {
  test('blank paper', () => {
    expect(() => linesOf(picture(() => grey(240)))).toThrow(/no lines/);
  });
  test('noise, as a photo of hair', () => {
    let seed = 1;
    const noise = picture(() => {
      seed = (seed * 48271) % 2147483647;
      return grey(seed % 256);
    });
    expect(() => linesOf(noise)).toThrow(/not a line drawing/);
  });
});
