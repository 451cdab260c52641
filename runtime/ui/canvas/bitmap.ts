import type { Pixels } from '../../src/image/index.js';

const bitmaps = new WeakMap<Pixels, HTMLCanvasElement>();

/** The pixels as something that a canvas can draw, made once. */
export function bitmapOf(pixels: Pixels): HTMLCanvasElement {
  const known = bitmaps.get(pixels);
  if (known !== undefined) return known;
  const canvas = document.createElement('canvas');
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  const data = new Uint8ClampedArray(pixels.data);
  canvas.getContext('2d')?.putImageData(new ImageData(data, pixels.width, pixels.height), 0, 0);
  bitmaps.set(pixels, canvas);
  return canvas;
}
