import { fileURLToPath } from 'node:url';
import { type GeneratorAssets, type Sketch, sketchFromPolylines } from '../../runtime/src/index.js';
import { readAssets } from '../../runtime/src/generator/node.js';

/** The stand-in model: see make_tiny.py there. */
export const TINY = fileURLToPath(new URL('../fixtures/model', import.meta.url));

export function tinyAssets(): Promise<GeneratorAssets> {
  return readAssets(TINY);
}

/** A round head with two eyes and a mouth, in a document of 400 x 400 units. */
export function headSketch(): Sketch {
  const ring = (x: number, y: number, rx: number, ry: number) =>
    Array.from({ length: 48 }, (_, i): [number, number] => {
      const angle = (i / 48) * 2 * Math.PI;
      return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
    });
  return sketchFromPolylines([
    { points: ring(200, 200, 110, 150), closed: true },
    { points: ring(155, 185, 18, 9), closed: true },
    { points: ring(245, 185, 18, 9), closed: true },
    {
      points: [
        [165, 275],
        [200, 285],
        [235, 275],
      ],
    },
  ]);
}
