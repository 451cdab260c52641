import type { Pixels } from '../image/pixels.js';

/** Flatter than this in every colour is no picture; uint8 has steps of 0.004. */
const FLAT = 1e-3;

/**
 * What may be wrong with the generator's output; WebGPU drivers have been seen to give such.
 *
 * @param planes red, green, blue and alpha, one plane after the other
 */
export function outputFault(planes: Float32Array): 'not-finite' | 'constant' | undefined {
  const length = planes.length / 4;
  let flat = true;
  for (let plane = 0; plane < 4; plane++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = plane * length; i < (plane + 1) * length; i++) {
      const value = planes[i]!;
      if (!Number.isFinite(value)) return 'not-finite';
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (plane < 3 && high - low > FLAT) flat = false;
  }
  return flat ? 'constant' : undefined;
}

/**
 * The generator's planes as pixels, 0..1 to 0..255.
 *
 * @param opaque the person before what the generator painted behind; else the person cut out
 */
export function toPixels(planes: Float32Array, size: number, opaque: boolean): Pixels {
  const length = size * size;
  const data = new Uint8ClampedArray(length * 4);
  for (let i = 0; i < length; i++) {
    data[i * 4] = planes[i]! * 255;
    data[i * 4 + 1] = planes[length + i]! * 255;
    data[i * 4 + 2] = planes[2 * length + i]! * 255;
    data[i * 4 + 3] = opaque ? 255 : planes[3 * length + i]! * 255;
  }
  return { width: size, height: size, data };
}
