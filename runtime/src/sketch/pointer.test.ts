import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from './limits.js';
import { sketchFromPointer } from './pointer.js';
import { sketchFromPolylines } from './polylines.js';

const refusal = (code: string) => expect.objectContaining({ code }) as unknown as Error;

describe('sketchFromPointer', () => {
  test('keeps where a line begins, turns and ends, and drops what lies too near', () => {
    const samples = [
      { x: 0, y: 0 },
      { x: 0, y: 0 },
      { x: 0.2, y: 0 },
      { x: 5, y: 0 },
      { x: 5.1, y: 0.1 },
      { x: 10, y: 10 },
      { x: 10.1, y: 10 },
    ];
    const { strokes, bounds } = sketchFromPointer([samples], { spacing: 1, width: 2 });
    expect(strokes).toEqual([
      {
        points: [
          [0, 0],
          [5, 0],
          [10, 10],
          [10.1, 10],
        ],
        width: 2,
      },
    ]);
    expect(bounds).toEqual({ x: 0, y: 0, width: 10.1, height: 10 });
  });

  test('finds its own spacing from the size of the drawing', () => {
    const line = Array.from({ length: 10_241 }, (_, i) => ({ x: i / 10, y: 0 }));
    const [stroke] = sketchFromPointer([line]).strokes;
    expect(stroke?.points.length).toBeGreaterThan(900);
    expect(stroke?.points.length).toBeLessThanOrEqual(1025);
    expect(stroke?.points.at(-1)).toEqual([1024, 0]);
  });

  test('a tap is a dot; a stroke of nothing is none', () => {
    const { strokes } = sketchFromPointer([
      [{ x: 1, y: 2 }],
      [],
      [
        { x: 9, y: 9 },
        { x: 9, y: 9 },
      ],
    ]);
    expect(strokes).toEqual([{ points: [[1, 2]] }, { points: [[9, 9]] }]);
  });

  test('refuses what is no sketch', () => {
    expect(() => sketchFromPointer([])).toThrow(refusal('sketch-no-visible-strokes'));
    expect(() => sketchFromPointer([[{ x: 1, y: 1 }]])).toThrow(refusal('sketch-one-point'));
    expect(() => sketchFromPointer([[{ x: NaN, y: 1 }]])).toThrow(refusal('sketch-not-finite'));
    const limits = { ...DEFAULT_LIMITS, maxPoints: 3 };
    const four = [1, 2, 3, 4].map((x) => ({ x, y: 0 }));
    expect(() => sketchFromPointer([four], { limits })).toThrow(refusal('sketch-too-many-points'));
  });
});

describe('sketchFromPolylines', () => {
  test('drops repeated points, and the last of a ring that is its first', () => {
    const ring = sketchFromPolylines([
      {
        points: [
          [0, 0],
          [0, 0],
          [4, 0],
          [4, 3],
          [0, 0],
        ],
        closed: true,
        id: 'ring',
      },
    ]);
    expect(ring.strokes).toEqual([
      {
        points: [
          [0, 0],
          [4, 0],
          [4, 3],
        ],
        closed: true,
        id: 'ring',
      },
    ]);
  });

  test('refuses what is no sketch, and says which stroke', () => {
    const points: [number, number][] = [
      [0, 0],
      [Infinity, 0],
    ];
    expect(() => sketchFromPolylines([{ points }])).toThrow(
      expect.objectContaining({ code: 'sketch-not-finite', where: 'stroke 0' }),
    );
    expect(() => sketchFromPolylines([{ points: [] }])).toThrow(
      refusal('sketch-no-visible-strokes'),
    );
  });
});
