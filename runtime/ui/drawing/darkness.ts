import type { Pixels } from '../../src/image/index.js';

/** Cells along the longer side in which the brightness of the paper is measured. */
const CELLS = 24;
/** Cells around each in which the brightest is the paper: solid black up to this wide stays ink. */
const REACH = 2;

/**
 * How much darker than the paper around it each pixel is, as part of the paper's brightness: 0
 * paper, 1 black. So shadows over a photographed sheet do not count. Drawings of light lines on a
 * dark ground are turned round first.
 */
export function darkness(pixels: Pixels): Float32Array {
  const { width, height } = pixels;
  const light = brightness(pixels);
  const cell = Math.max(4, Math.ceil(Math.max(width, height) / CELLS));
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const brightest = new Float32Array(columns * rows);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = Math.floor(y / cell) * columns + Math.floor(x / cell);
      brightest[i] = Math.max(brightest[i]!, light[y * width + x]!);
    }
  }
  const paper = around(brightest, columns, rows);
  const dark = new Float32Array(light.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const ground = Math.max(sample(paper, columns, rows, x / cell, y / cell), 0.05);
      dark[y * width + x] = Math.min(Math.max(1 - light[y * width + x]! / ground, 0), 1);
    }
  }
  return dark;
}

/** 0 black .. 1 white, over white paper; negatives made positive. */
function brightness({ data, width, height }: Pixels): Float32Array {
  const light = new Float32Array(width * height);
  let bright = 0;
  for (let i = 0; i < light.length; i++) {
    const at = i * 4;
    const luma = 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
    const alpha = data[at + 3]! / 255;
    light[i] = (luma / 255) * alpha + (1 - alpha);
    if (light[i]! > 0.5) bright++;
  }
  const veryDark = light.reduce((count, value) => count + (value < 0.3 ? 1 : 0), 0);
  if (bright < veryDark) for (let i = 0; i < light.length; i++) light[i] = 1 - light[i]!;
  return light;
}

/** The brightest of the cells around each. */
function around(cells: Float32Array, columns: number, rows: number): Float32Array {
  return cells.map((_, i) => {
    const column = i % columns;
    const row = (i - column) / columns;
    let most = 0;
    for (let y = Math.max(0, row - REACH); y <= Math.min(rows - 1, row + REACH); y++) {
      for (let x = Math.max(0, column - REACH); x <= Math.min(columns - 1, column + REACH); x++) {
        most = Math.max(most, cells[y * columns + x]!);
      }
    }
    return most;
  });
}

/** Between the cells' centres, linearly. */
function sample(cells: Float32Array, columns: number, rows: number, x: number, y: number): number {
  const column = Math.min(Math.max(x - 0.5, 0), columns - 1);
  const row = Math.min(Math.max(y - 0.5, 0), rows - 1);
  const left = Math.floor(column);
  const top = Math.floor(row);
  const right = Math.min(left + 1, columns - 1);
  const bottom = Math.min(top + 1, rows - 1);
  const a = column - left;
  const b = row - top;
  const upper = cells[top * columns + left]! * (1 - a) + cells[top * columns + right]! * a;
  const lower = cells[bottom * columns + left]! * (1 - a) + cells[bottom * columns + right]! * a;
  return upper * (1 - b) + lower * b;
}
