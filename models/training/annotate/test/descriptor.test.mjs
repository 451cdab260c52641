// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CROP_SIDE, cropFace } from '../lib/descriptor.mjs';

const SIDE = 300;

/**
 * Red grows by one a pixel to the right, green by one a pixel down (within 0..255).
 *
 * @returns {import('../lib/pictures.mjs').Picture}
 */
function ramps() {
  const rgb = Buffer.alloc(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      rgb[3 * (y * SIDE + x)] = Math.min(x, 255);
      rgb[3 * (y * SIDE + x) + 1] = Math.min(y, 255);
    }
  }
  return { width: SIDE, height: SIDE, rgb };
}

/**
 * Landmarks with the eyes and the mouth at the given places, the others at the origin.
 *
 * @param {[number, number]} left
 * @param {[number, number]} right
 * @param {[number, number]} mouth
 */
function landmarksAt(left, right, mouth) {
  /** @type {[number, number][]} */
  const points = Array.from({ length: 478 }, () => [0, 0]);
  for (const index of [33, 133, 159, 145]) points[index] = left;
  for (const index of [263, 362, 386, 374]) points[index] = right;
  for (const index of [61, 291, 0, 17]) points[index] = mouth;
  return points;
}

/** @param {Float32Array} crop @param {number} row @param {number} col */
function pixel(crop, row, col) {
  const at = 3 * (row * CROP_SIDE + col);
  return [crop[at], crop[at + 1]];
}

/** @param {number[]} found @param {number[]} expected */
function near(found, expected) {
  found.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) < 0.01, `${found} instead of ${expected}`);
  });
}

test('the crop is centred between eyes and mouth and as large as they ask for', () => {
  // Eyes 80 apart, mouth 75 below: 85 from eye to mouth, so a crop of 85 / 0.45 pixels.
  const crop = cropFace(ramps(), landmarksAt([100, 100], [180, 100], [140, 175]));
  const side = 85 / 0.45;
  const step = side / CROP_SIDE;
  // A pixel's value is that of its left edge, half a pixel before its centre.
  near(pixel(crop, 0, 0), [140 - 0.5 * side + step / 2 - 0.5, 125 - 0.43 * side + step / 2 - 0.5]);
  near(pixel(crop, 100, 50), [
    140 - 0.5 * side + 50.5 * step - 0.5,
    125 - 0.43 * side + 100.5 * step - 0.5,
  ]);
});

test('a tilted face is cut out upright', () => {
  // The first face turned by a quarter: right becomes down, down becomes left.
  const crop = cropFace(ramps(), landmarksAt([180, 100], [180, 180], [105, 140]));
  const side = 85 / 0.45;
  const middle = pixel(crop, 64, 75);
  const right = pixel(crop, 64, 85);
  const below = pixel(crop, 74, 75);
  const step = (10 * side) / CROP_SIDE;
  near([right[0] - middle[0], right[1] - middle[1]], [0, step]);
  near([below[0] - middle[0], below[1] - middle[1]], [-step, 0]);
});

test('outside of the picture its edge goes on', () => {
  const crop = cropFace(ramps(), landmarksAt([-40, 10], [40, 10], [0, 85]));
  near(pixel(crop, 0, 0), [0, 0]);
});
