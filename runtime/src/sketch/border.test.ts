import { expect, test } from '@jest/globals';
import { proceduralFace } from '../../../test/fixtures/faces/procedural-face.js';
import { withoutBorder } from './border.js';
import { sketchFromPolylines } from './polylines.js';
import type { Point, Stroke } from './types.js';

const face = proceduralFace(4).strokes;
const box = (x: number, y: number, right: number, bottom: number): Point[] => [
  [x, y],
  [right, y],
  [right, bottom],
  [x, bottom],
];
const around = box(-20, -30, 280, 300);

test.each<[string, Stroke]>([
  ['a rectangle', { points: around, closed: true }],
  ['one drawn in one go', { points: [...around, [-18, -27]] }],
  [
    'a shaky one',
    { points: [...around.flatMap(([x, y], i): Point[] => [[x, y + (i % 3)]]), [-15, -33]] },
  ],
  [
    'one of round corners',
    {
      closed: true,
      points: box(0, 0, 1, 1).flatMap(([u, v]): Point[] => {
        const [x, y] = [u * 300 - 20, v * 330 - 30];
        const [dx, dy] = [u === 0 ? 12 : -12, v === 0 ? 12 : -12];
        return u === v
          ? [
              [x, y + dy],
              [x + dx, y],
            ]
          : [
              [x + dx, y],
              [x, y + dy],
            ];
      }),
    },
  ],
])('%s around a face is not of the face', (_, border) => {
  expect(withoutBorder(sketchFromPolylines([border, ...face])).strokes).toEqual(face);
});

test('two rectangles, one in the other, both go', () => {
  const outer = { points: box(-40, -50, 300, 330), closed: true };
  const sketch = sketchFromPolylines([...face, { points: around, closed: true }, outer]);
  expect(withoutBorder(sketch).strokes).toEqual(face);
});

test.each<[string, Stroke[]]>([
  ['nothing but a rectangle', [{ points: around, closed: true }]],
  ['a rectangle that lines run out of', [...face, { points: box(40, 40, 220, 280), closed: true }]],
  ['three sides', [...face, { points: around }]],
  [
    'an ellipse around all',
    [
      ...face,
      {
        closed: true,
        points: Array.from({ length: 64 }, (_, i): Point => {
          const t = (i / 32) * Math.PI;
          return [128 + 160 * Math.cos(t), 128 + 170 * Math.sin(t)];
        }),
      },
    ],
  ],
])('%s stays', (_, strokes) => {
  const sketch = sketchFromPolylines(strokes);
  expect(withoutBorder(sketch)).toBe(sketch);
});
