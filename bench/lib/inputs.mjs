import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Half of the stroke width that the runtime draws with, in canvas pixels. */
const HALF_WIDTH = 0.75;

/**
 * A round head with eyes and a mouth, drawn on the canvas: what is in it does not change what a
 * forward pass costs, but nothing but paper would be no sketch.
 *
 * @param {number} size side of the canvas in pixels
 * @returns {Float32Array<ArrayBuffer>} ink in 0..1, row by row
 */
export function drawInk(size) {
  const rings = [
    { x: 0.5, y: 0.5, radius: 0.32 },
    { x: 0.38, y: 0.45, radius: 0.05 },
    { x: 0.62, y: 0.45, radius: 0.05 },
    { x: 0.5, y: 0.66, radius: 0.08 },
  ];
  const ink = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const distances = rings.map(({ x, y, radius }) =>
        Math.abs(Math.hypot(column + 0.5 - x * size, row + 0.5 - y * size) - radius * size),
      );
      const coverage = HALF_WIDTH + 0.5 - Math.min(...distances);
      ink[row * size + column] = Math.min(1, Math.max(0, coverage));
    }
  }
  return ink;
}

/**
 * Writes the inputs of every graph as raw float32.
 *
 * @param {string} folder
 * @param {readonly { readonly name: string, readonly shape: readonly number[] }[]} inputs as the
 *   manifest lists them; the first is the ink
 * @returns {Promise<import('./runner.mjs').Input[]>} in the order given
 */
export async function writeInputs(folder, inputs) {
  return Promise.all(
    inputs.map(async ({ name, shape }, index) => {
      const path = join(folder, `${name}.f32`);
      const length = shape.reduce((product, dim) => product * dim, 1);
      await writeFile(
        path,
        index === 0 ? drawInk(Math.sqrt(length)) : new Float32Array(length).fill(0.5),
      );
      return { name, dims: shape, path };
    }),
  );
}
