import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { proceduralTemplate } from '../../../test/fixtures/faces/frame-template.js';
import {
  ALL_PARTS,
  type FacePart,
  generator,
  LANDMARKS,
  placed,
  proceduralFace,
} from '../../../test/fixtures/faces/procedural-face.js';
import { findFrame } from './frame.js';
import { toCanvas } from './framing.js';
import { sketchFromPolylines } from './polylines.js';
import { parseSvg } from './svg.js';
import type { FaceFrame, Point, Sketch } from './types.js';

const statistics = proceduralTemplate(40);

/** Mean distance, in canvas pixels, of where features come to lie from where they should. */
function misplaced(frame: FaceFrame, left: number, top: number, size: number): number {
  const map = toCanvas(frame);
  const distances = LANDMARKS.map(([x, y]) => {
    const [u, v] = map([x * size + left, y * size + top]);
    return Math.hypot(u - x, v - y);
  });
  return distances.reduce((sum, d) => sum + d, 0) / distances.length;
}

describe('findFrame', () => {
  const without = (...parts: FacePart[]) => ALL_PARTS.filter((part) => !parts.includes(part));

  test.each<[string, readonly FacePart[]]>([
    ['whole', ALL_PARTS],
    ['without shoulders', without('shoulders')],
    ['without neck and shoulders', without('neck', 'shoulders')],
    ['bald', without('hair')],
    ['a bare face', ['head', 'brows', 'eyes', 'nose', 'mouth']],
    ['features alone', ['brows', 'eyes', 'nose', 'mouth']],
  ])('brings faces back wherever they are drawn: %s', (_, parts) => {
    const random = generator(7);
    for (let seed = 1; seed <= 4; seed++) {
      const size = 0.05 * 2 ** (random() * 10);
      const left = (random() - 0.5) * 5000;
      const top = (random() - 0.5) * 5000;
      const sketch = placed(proceduralFace(seed, parts), left, top, size);
      expect(misplaced(findFrame(sketch, statistics), left, top, size)).toBeLessThan(5);
    }
  });

  test('finds the head of a whole figure', () => {
    const limb = (...points: Point[]) => ({ points });
    const figure = sketchFromPolylines([
      ...proceduralFace(6).strokes,
      limb([10, 256], [-20, 500], [0, 800]),
      limb([246, 256], [276, 500], [256, 800]),
      limb([40, 300], [50, 700], [60, 1100], [20, 1400]),
      limb([216, 300], [206, 700], [196, 1100], [236, 1400]),
      limb([128, 700], [128, 900], [110, 1400]),
      limb([128, 900], [146, 1400]),
    ]);
    expect(misplaced(findFrame(figure, statistics), 0, 0, 1)).toBeLessThan(5);
  });

  test('of two faces takes one, whole', () => {
    const second = placed(proceduralFace(9), 270, 0, 1);
    const both = sketchFromPolylines([...proceduralFace(8).strokes, ...second.strokes]);
    const frame = findFrame(both, statistics);
    const off = [misplaced(frame, 0, 0, 1), misplaced(frame, 270, 0, 1)];
    expect(Math.min(...off)).toBeLessThan(5);
    expect(Math.max(...off)).toBeGreaterThan(250);
  });

  test.each([
    [0, 0, 256, 256],
    [-80, -60, 336, 330],
    [20, 4, 236, 256],
  ])('a rectangle around it changes nothing: %p %p %p %p', (x, y, right, bottom) => {
    const points: Point[] = [
      [x, y],
      [right, y],
      [right, bottom],
      [x, bottom],
    ];
    const face = proceduralFace(6);
    const framed = sketchFromPolylines([...face.strokes, { points, closed: true }]);
    expect(misplaced(findFrame(framed, statistics), 0, 0, 1)).toBeLessThan(5);
  });

  test('is not drawn off by a scribble beside the face, or hatching in the hair', () => {
    const face = proceduralFace(3);
    const hatching = Array.from({ length: 60 }, (_, i) => ({
      points: [
        [60 + i, 20],
        [50 + i, 60],
      ] as Point[],
    }));
    const scribble = {
      points: Array.from({ length: 200 }, (_, i): Point => [280 + (i % 7) * 4, 100 + (i % 11) * 5]),
    };
    const noisy = sketchFromPolylines([...face.strokes, ...hatching, scribble]);
    expect(misplaced(findFrame(noisy, statistics), 0, 0, 1)).toBeLessThan(8);
  });

  test('moves with the sketch, and is the same every time', () => {
    const face = proceduralFace(5);
    const frame = findFrame(face, statistics);
    expect(findFrame(face, statistics)).toEqual(frame);
    // By powers of two, which round nothing.
    const moved = findFrame(placed(face, 1024, -512, 4), statistics);
    expect(moved.x).toBeCloseTo(frame.x * 4 + 1024, 0);
    expect(moved.y).toBeCloseTo(frame.y * 4 - 512, 0);
    expect(moved.size).toBeCloseTo(frame.size * 4, 0);
  });

  test('without a template lays the bounds on those of training sketches', () => {
    const box = (x: number, y: number, width: number, height: number): Sketch =>
      sketchFromPolylines([
        {
          points: [
            [x, y],
            [x + width, y + height],
          ],
        },
      ]);
    const bounds = { mean: [28, 6, 228, 256], std: [20, 5, 20, 1] };
    const frame = findFrame(box(1000, 2000, 400, 500), { bounds });
    expect(frame.x).toBeCloseTo(1000 - 56, 6);
    expect(frame.y).toBeCloseTo(2000 - 12, 6);
    expect(frame.size).toBeCloseTo(512, 6);
    expect(findFrame(box(0, 0, 100, 0)).size).toBeGreaterThan(0);
  });

  test('a sketch of something else is framed by its bounds', () => {
    const stairs = Array.from({ length: 40 }, (_, i): Point => [(i >> 1) * 5, ((i + 1) >> 1) * 5]);
    const sketch = sketchFromPolylines([{ points: stairs }]);
    expect(findFrame(sketch, statistics)).toEqual(findFrame(sketch, {}));
  });

  test.each(['bald', 'bob-cut', 'curly-hair', 'long-hair', 'short-hair', 'tilted-head'])(
    'finds the example %s about where it was drawn to be',
    (name) => {
      const sketch = parseSvg(readFileSync(`examples/${name}.svg`, 'utf8'));
      expect(misplaced(findFrame(sketch, statistics), 0, 0, 2)).toBeLessThan(14);
    },
  );

  test('refuses a template that is not what it says', () => {
    const template = { size: 32, data: 'AAAA' };
    expect(() => findFrame(proceduralFace(1), { template })).toThrow(
      expect.objectContaining({ code: 'manifest-invalid' }),
    );
  });
});
