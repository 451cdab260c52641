import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { proceduralFace } from '../../../test/fixtures/faces/procedural-face.js';
import { boundsOf } from './bounds.js';
import { rasterize } from './rasterize.js';
import type { Point, Sketch, Stroke } from './types.js';

function sketch(...strokes: Stroke[]): Sketch {
  return { strokes, bounds: boundsOf(strokes) };
}

/** The formula as it stands in the contract, for every pixel and segment. */
function reference({ strokes }: Sketch, size: number, strokeWidth: number): Float32Array {
  const ink = new Float32Array(size * size);
  for (const { points, closed } of strokes) {
    const ends: [Point, Point][] = points.length === 1 ? [[points[0]!, points[0]!]] : [];
    for (let i = closed === true ? 0 : 1; i < points.length; i++) {
      ends.push([points.at(i - 1)!, points[i]!]);
    }
    for (const [[ax, ay], [bx, by]] of ends) {
      const [dx, dy] = [bx - ax, by - ay];
      const squared = dx * dx + dy * dy;
      for (let i = 0; i < ink.length; i++) {
        const px = (i % size) + 0.5;
        const py = Math.floor(i / size) + 0.5;
        const along = squared > 0 ? ((px - ax) * dx + (py - ay) * dy) / squared : 0;
        const t = Math.min(Math.max(along, 0), 1);
        const d = Math.sqrt((px - ax - t * dx) ** 2 + (py - ay - t * dy) ** 2);
        const value = Math.min(Math.max(strokeWidth / 2 + 0.5 - d, 0), 1);
        if (value > ink[i]!) ink[i] = value;
      }
    }
  }
  return ink;
}

const coordinate = fc.double({ min: -20, max: 60, noNaN: true });
const stroke = fc.record({
  points: fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 6 }),
  closed: fc.boolean(),
});

describe('rasterize', () => {
  test('is the formula of the contract, cut-offs and all', () => {
    fc.assert(
      fc.property(
        fc.array(stroke, { maxLength: 4 }),
        fc.double({ min: 0.5, max: 9, noNaN: true }),
        (strokes, strokeWidth) => {
          const ink = rasterize(sketch(...strokes), { size: 32, strokeWidth });
          const wanted = reference(sketch(...strokes), 32, strokeWidth);
          for (let i = 0; i < ink.length; i++) {
            expect(Math.abs(ink[i]! - wanted[i]!)).toBeLessThan(1e-6);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('does not depend on the order or direction of strokes', () => {
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 5 }), (strokes) => {
        const ink = rasterize(sketch(...strokes), { size: 32 });
        const other = rasterize(sketch(...strokes.toReversed()), { size: 32 });
        expect(other).toEqual(ink);
      }),
      { numRuns: 60 },
    );
  });

  test('a dot, a line and the gap between pixels', () => {
    const dot = rasterize(sketch({ points: [[2.5, 2.5]] }), { size: 5 });
    const row = (y: number) => Array.from(dot.slice(y * 5, y * 5 + 5));
    expect(row(2)).toEqual([0, 0.25, 1, 0.25, 0]);
    expect(row(1)[1]).toBe(0);
    const between = rasterize(
      sketch({
        points: [
          [0, 2],
          [5, 2],
        ],
      }),
      { size: 5 },
    );
    expect(Array.from(between.slice(5, 15))).toEqual(Array.from({ length: 10 }, () => 0.75));
  });

  test('a closed stroke is joined up', () => {
    const points: Point[] = [
      [4.5, 4.5],
      [12.5, 4.5],
      [12.5, 12.5],
    ];
    const at = (ink: Float32Array) => ink[8 * 16 + 8];
    expect(at(rasterize(sketch({ points }), { size: 16 }))).toBe(0);
    expect(at(rasterize(sketch({ points, closed: true }), { size: 16 }))).toBe(1);
  });

  test('far away strokes cost nothing and draw nothing', () => {
    const far: Stroke = {
      points: [
        [-1e9, -5],
        [1e9, -5],
        [1e9, 1e9],
      ],
    };
    expect(rasterize(sketch(far)).some((value) => value !== 0)).toBe(false);
  });

  test('draws the same bytes for ever', () => {
    const hash = createHash('sha256');
    // Coordinates on a grid of eighths, which every engine holds exactly.
    const eighths = ({ strokes }: Sketch) =>
      sketch(
        ...strokes.map((one) => ({
          ...one,
          points: one.points.map(([x, y]): Point => [Math.round(x * 8) / 8, Math.round(y * 8) / 8]),
        })),
      );
    for (let seed = 1; seed <= 4; seed++) hash.update(rasterize(eighths(proceduralFace(seed))));
    expect(hash.digest('hex')).toMatchInlineSnapshot(
      `"c37282993188b2d181e59028c502afdff77d5ed7123d36273daddf12790b7db6"`,
    );
  });
});
