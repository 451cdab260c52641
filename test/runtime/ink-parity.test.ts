import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { rasterize } from '../../runtime/src/sketch/rasterize.js';
import type { Point } from '../../runtime/src/sketch/types.js';

interface Drawn {
  readonly strokeWidth: number;
  readonly strokes: readonly (readonly Point[])[];
}

const folder = new URL('../fixtures/ink/', import.meta.url);
const drawn = JSON.parse(readFileSync(new URL('sketches.json', folder), 'utf8')) as Drawn[];
const sheet = decode(readFileSync(new URL('ink.png', folder)));
const SIZE = 256;

describe('ink', () => {
  test.each(drawn.map((sketch, index) => [index, sketch] as const))(
    'of sketch %i is what training drew',
    (index, { strokeWidth, strokes }) => {
      const sketch = {
        strokes: strokes.map((points) => ({ points })),
        bounds: { x: 0, y: 0, width: SIZE, height: SIZE },
      };
      const ink = rasterize(sketch, { size: SIZE, strokeWidth });
      let worst = 0;
      let total = 0;
      for (let i = 0; i < SIZE * SIZE; i++) {
        const difference = Math.abs(ink[i]! - sheet.data[index * SIZE * SIZE + i]! / 255);
        worst = Math.max(worst, difference);
        total += difference;
      }
      expect(sheet.channels).toBe(1);
      expect(total / (SIZE * SIZE)).toBeLessThan(0.01);
      // The sheet holds whole 255ths, so half of one is the most that two equal inks differ by.
      expect(worst).toBeLessThan(0.51 / 255);
    },
  );
});
