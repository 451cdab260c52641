import type { Page } from 'playwright-core';
import { type FaceFrame, frameSketch, type Sketch } from '../../runtime/src/index.js';
import { rasterize } from '../../runtime/src/sketch/rasterize.js';

/** Side of the picture that a browser and our strokes are compared in. */
export const SIDE = 512;

/** Two neighbouring colours differ at least this much, of 255, where something is seen. */
const CONTRAST = 60;
/** Lines of the drawings that are compared are at most 8 pixels wide; strokes are their middles. */
const REACH = 6;

/** Two pictures of one drawing: 1 where there is something to see. */
export interface Shown {
  /** Edges of what the browser paints. */
  readonly browser: Uint8Array;
  /** Our strokes. */
  readonly strokes: Uint8Array;
}

/** What a browser paints of an SVG, as an image on white paper: its edges. */
export async function edgesInBrowser(page: Page, svg: string): Promise<Uint8Array> {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  const edges = await page.evaluate(
    async ({ source, side, contrast }) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      context.fillStyle = '#fff';
      context.fillRect(0, 0, side, side);
      context.drawImage(image, 0, 0, side, side);
      const { data } = context.getImageData(0, 0, side, side);
      const found: number[] = [];
      for (let at = 0; at < side * (side - 1); at++) {
        if (at % side === side - 1) continue;
        const differs = [1, side].some((step) =>
          [0, 1, 2].some(
            (c) => Math.abs(data[at * 4 + c]! - data[(at + step) * 4 + c]!) >= contrast,
          ),
        );
        if (differs) found.push(at);
      }
      return found;
    },
    { source, side: SIDE, contrast: CONTRAST },
  );
  const mask = new Uint8Array(SIDE * SIDE);
  for (const at of edges) mask[at] = 1;
  return mask;
}

/** Our strokes, drawn on the same page. */
export function strokesOnPage(sketch: Sketch, page: FaceFrame): Uint8Array {
  const ink = rasterize(frameSketch(sketch, page), { size: 256, strokeWidth: 1 });
  const strokes = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < strokes.length; i++) {
    const row = Math.floor(i / SIDE) >> 1;
    if (ink[row * 256 + ((i % SIDE) >> 1)]! >= 0.5) strokes[i] = 1;
  }
  return strokes;
}

/** Share of what is in one picture that has something of the other near it; 1 if it is empty. */
export function foundIn(wanted: Uint8Array, given: Uint8Array): number {
  const near = dilate(given);
  let all = 0;
  let met = 0;
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i] !== 1) continue;
    all++;
    if (near[i] === 1) met++;
  }
  return all === 0 ? 1 : met / all;
}

/** Everything within REACH, by squares: rows first, then columns. */
function dilate(mask: Uint8Array): Uint8Array {
  const rows = new Uint8Array(mask.length);
  const both = new Uint8Array(mask.length);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 1) continue;
    const column = i % SIDE;
    const from = i - Math.min(column, REACH);
    rows.fill(1, from, i + Math.min(SIDE - 1 - column, REACH) + 1);
  }
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] !== 1) continue;
    for (let step = -REACH; step <= REACH; step++) {
      const at = i + step * SIDE;
      if (at >= 0 && at < both.length) both[at] = 1;
    }
  }
  return both;
}
