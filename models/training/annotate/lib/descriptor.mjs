// @ts-check
/**
 * A face's descriptor: 128 numbers whose Euclidean distance tells persons apart, by the face
 * recognition network of @vladmandic/face-api (the ResNet-34 of dlib, King 2017).
 */
import { createRequire } from 'node:module';
import { entries } from './models.mjs';
import { tf } from './tensorflow.mjs';

const require = createRequire(import.meta.url);

/** Side in pixels of what the network looks at. */
export const CROP_SIDE = 150;
/** Samples a side of an output pixel, so that shrinking does not alias. */
const SUPERSAMPLES = 3;
/** Where the middle of eyes and mouth lies in the crop, and how large they are in it. */
const CENTRE = [0.5, 0.43];
const EYE_TO_MOUTH = 0.45;

const LEFT_EYE = [33, 133, 159, 145];
const RIGHT_EYE = [263, 362, 386, 374];
const MOUTH = [61, 291, 0, 17];

/** @typedef {import('./pictures.mjs').Picture} Picture */
/** @typedef {[x: number, y: number]} Point */

/**
 * Cuts the inner face out, upright: eyes level, eyes and mouth always of the same size.
 *
 * @param {Picture} picture
 * @param {Point[]} landmarks face mesh in pixels of the picture
 * @returns {Float32Array} CROP_SIDE * CROP_SIDE * 3 values in 0..255; the picture's edge goes on
 *   outside of it
 */
export function cropFace(picture, landmarks) {
  const left = middle(landmarks, LEFT_EYE);
  const right = middle(landmarks, RIGHT_EYE);
  const mouth = middle(landmarks, MOUTH);
  const toMouth = (distance(left, mouth) + distance(right, mouth)) / 2;
  const side = toMouth / EYE_TO_MOUTH;
  const angle = Math.atan2(right[1] - left[1], right[0] - left[0]);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const centre = [(left[0] + right[0] + mouth[0]) / 3, (left[1] + right[1] + mouth[1]) / 3];

  const crop = new Float32Array(CROP_SIDE * CROP_SIDE * 3);
  const sample = [0, 0, 0];
  for (let row = 0; row < CROP_SIDE; row++) {
    for (let col = 0; col < CROP_SIDE; col++) {
      const at = 3 * (row * CROP_SIDE + col);
      for (let i = 0; i < SUPERSAMPLES * SUPERSAMPLES; i++) {
        const subCol = ((i % SUPERSAMPLES) + 0.5) / SUPERSAMPLES;
        const subRow = (Math.floor(i / SUPERSAMPLES) + 0.5) / SUPERSAMPLES;
        const u = ((col + subCol) / CROP_SIDE - CENTRE[0]) * side;
        const v = ((row + subRow) / CROP_SIDE - CENTRE[1]) * side;
        bilinear(picture, centre[0] + cos * u - sin * v, centre[1] + sin * u + cos * v, sample);
        for (let c = 0; c < 3; c++) crop[at + c] += sample[c] / (SUPERSAMPLES * SUPERSAMPLES);
      }
    }
  }
  return crop;
}

/** Computes descriptors; made by {@link openDescriptor}. */
export class Descriptor {
  #net;

  /** @param {any} net face-api's FaceRecognitionNet with its weights loaded */
  constructor(net) {
    this.#net = net;
  }

  /**
   * @param {Picture} picture
   * @param {Point[]} landmarks face mesh in pixels of the picture
   * @returns {Promise<number[]>} 128 numbers; two of the same person are less than 0.6 apart
   */
  async describe(picture, landmarks) {
    const crop = tf.tensor3d(cropFace(picture, landmarks), [CROP_SIDE, CROP_SIDE, 3]);
    try {
      return Array.from(await this.#net.computeFaceDescriptor(crop));
    } finally {
      crop.dispose();
    }
  }
}

/**
 * @param {string} modelUrl where the models are served, with a slash at its end
 */
export async function openDescriptor(modelUrl) {
  const { FaceRecognitionNet } = require(entries.faceApi);
  const net = new FaceRecognitionNet();
  await net.loadFromUri(modelUrl);
  return new Descriptor(net);
}

/** @param {Point[]} points @param {number[]} indices @returns {Point} */
function middle(points, indices) {
  const sum = [0, 0];
  for (const index of indices) {
    sum[0] += points[index][0];
    sum[1] += points[index][1];
  }
  return [sum[0] / indices.length, sum[1] / indices.length];
}

/** @param {Point} a @param {Point} b */
function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/**
 * @param {Picture} picture
 * @param {number} x pixel edges are whole numbers, pixel centres halves
 * @param {number} y
 * @param {number[]} out red, green and blue in 0..255
 */
function bilinear({ width, height, rgb }, x, y, out) {
  const px = Math.min(Math.max(x - 0.5, 0), width - 1);
  const py = Math.min(Math.max(y - 0.5, 0), height - 1);
  const [x0, y0] = [Math.floor(px), Math.floor(py)];
  const [x1, y1] = [Math.min(x0 + 1, width - 1), Math.min(y0 + 1, height - 1)];
  const [fx, fy] = [px - x0, py - y0];
  for (let c = 0; c < 3; c++) {
    const top = rgb[3 * (y0 * width + x0) + c] * (1 - fx) + rgb[3 * (y0 * width + x1) + c] * fx;
    const bottom = rgb[3 * (y1 * width + x0) + c] * (1 - fx) + rgb[3 * (y1 * width + x1) + c] * fx;
    out[c] = top * (1 - fy) + bottom * fy;
  }
}
