import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { frameSketch, fromCanvas, toCanvas, unframeSketch } from './framing.js';
import { sketchFromPolylines } from './polylines.js';
import type { FaceFrame, Point } from './types.js';

const number = (from: number, to: number) =>
  fc.double({ min: from, max: to, noNaN: true, noDefaultInfinity: true });
const point = fc.tuple(number(-1e4, 1e4), number(-1e4, 1e4));
const frame = fc.record({
  x: number(-1e4, 1e4),
  y: number(-1e4, 1e4),
  size: number(0.1, 1e4),
  rotation: number(-360, 360),
});

describe('framing', () => {
  test('maps the corners of the square to those of the canvas', () => {
    const map = toCanvas({ x: 100, y: 200, size: 512 });
    expect(map([100, 200])).toEqual([0, 0]);
    expect(map([612, 712])).toEqual([256, 256]);
  });

  test('turns clockwise about the middle', () => {
    const map = toCanvas({ x: 0, y: 0, size: 256, rotation: 90 });
    const [x, y] = map([256, 0]);
    // The square's own top left corner, turned, lies at the document's top right.
    expect(x).toBeCloseTo(0, 9);
    expect(y).toBeCloseTo(0, 9);
  });

  test('has an inverse', () => {
    fc.assert(
      fc.property(frame, point, (given, [x, y]) => {
        const [u, v] = fromCanvas(given)(toCanvas(given)([x, y]));
        expect(Math.abs(u - x)).toBeLessThan(1e-6);
        expect(Math.abs(v - y)).toBeLessThan(1e-6);
      }),
    );
  });

  test('frames whole sketches, their widths and bounds too, and back', () => {
    const points: Point[] = [
      [10, 20],
      [30, 60],
    ];
    const sketch = sketchFromPolylines([{ points, width: 4, id: 'a', source: 3 }]);
    const square: FaceFrame = { x: 10, y: 20, size: 128 };
    const framed = frameSketch(sketch, square);
    expect(framed.strokes).toEqual([
      {
        points: [
          [0, 0],
          [40, 80],
        ],
        width: 8,
        id: 'a',
        source: 3,
      },
    ]);
    expect(framed.bounds).toEqual({ x: 0, y: 0, width: 40, height: 80 });
    expect(unframeSketch(framed, square)).toEqual(sketch);
  });

  test.each([
    { x: 0, y: 0, size: 0 },
    { x: 0, y: 0, size: -1 },
    { x: NaN, y: 0, size: 1 },
    { x: 0, y: 0, size: Infinity },
    { x: 0, y: 0, size: 1, rotation: NaN },
  ])('refuses %p', (bad) => {
    expect(() => toCanvas(bad)).toThrow(expect.objectContaining({ code: 'frame-invalid' }));
  });
});
