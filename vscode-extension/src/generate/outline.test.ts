import { expect, test } from '@jest/globals';
import { parseSvg, sketchFromPolylines } from '../../../runtime/src/index.js';
import { outlineOf } from './outline.js';

test('the strokes, in the middle of the picture, whatever their units', () => {
  const sketch = sketchFromPolylines([
    {
      points: [
        [1000, 500],
        [1000, 700],
      ],
    },
    {
      points: [
        [900, 600],
        [1000, 600],
        [1000, 650],
      ],
      closed: true,
    },
  ]);
  const picture = outlineOf(sketch, 64);
  expect(picture).toContain('width="64" height="64"');
  expect(picture).toContain('d="M47 2L47 62M17 32L47 32L47 47Z"');
  expect(() => parseSvg(picture)).not.toThrow();
});

test('few points, however many there are', () => {
  const points = Array.from({ length: 100_000 }, (_, i) => [i, Math.sin(i) * 999] as const);
  expect(outlineOf(sketchFromPolylines([{ points }]), 160).length).toBeLessThan(60_000);
});
