import type { Pixels } from './pixels.js';

/**
 * Bicubic resampling (Catmull-Rom; Keys, "Cubic Convolution Interpolation", IEEE TASSP 29, 1981),
 * widened when shrinking so that every source pixel counts. Colours are weighted by their alpha, so
 * that what is transparent does not bleed into edges. Its weights are polynomials: unlike a sinc's
 * sines they come out the same to the last bit in every host.
 *
 * @param width of the result, above 0
 * @param height of the result, above 0
 */
export function resize(pixels: Pixels, width: number, height: number): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  const across = resample(premultiply(pixels), pixels.height, pixels.width, width);
  // The rows of the first pass come out as columns, so the same pass serves both directions.
  const down = resample(across, width, pixels.height, height);
  return { width, height, data: unpremultiply(down) };
}

/** Taps of each output pixel: where they start, and their weights. */
interface Taps {
  readonly start: number;
  readonly weights: Float64Array;
}

/** Resamples each of `lines` lines from `from` to `to` pixels, and hands them back transposed. */
function resample(source: Float64Array, lines: number, from: number, to: number): Float64Array {
  const taps = tapsOf(from, to);
  const target = new Float64Array(lines * to * 4);
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < to; i++) {
      const { start, weights } = taps[i]!;
      const at = (i * lines + line) * 4;
      for (let tap = 0; tap < weights.length; tap++) {
        const weight = weights[tap]!;
        const pixel = (line * from + start + tap) * 4;
        for (let c = 0; c < 4; c++) target[at + c]! += weight * source[pixel + c]!;
      }
    }
  }
  return target;
}

function tapsOf(from: number, to: number): Taps[] {
  const step = from / to;
  const stretch = Math.max(step, 1);
  const reach = 2 * stretch;
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * step - 0.5;
    const start = Math.max(0, Math.ceil(centre - reach));
    const end = Math.min(from - 1, Math.floor(centre + reach));
    const weights = new Float64Array(end - start + 1);
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap++) {
      weights[tap] = catmullRom(Math.abs(start + tap - centre) / stretch);
      sum += weights[tap]!;
    }
    for (let tap = 0; tap < weights.length; tap++) weights[tap]! /= sum;
    return { start, weights };
  });
}

function catmullRom(x: number): number {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
}

function premultiply({ data }: Pixels): Float64Array {
  const result = new Float64Array(data.length);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]!;
    for (let c = 0; c < 3; c++) result[i + c] = (data[i + c]! * alpha) / 255;
    result[i + 3] = alpha;
  }
  return result;
}

function unpremultiply(source: Float64Array): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(source.length);
  for (let i = 0; i < source.length; i += 4) {
    const alpha = source[i + 3]!;
    if (!(alpha > 0)) continue;
    for (let c = 0; c < 3; c++) data[i + c] = (source[i + c]! * 255) / alpha;
    data[i + 3] = alpha;
  }
  return data;
}
