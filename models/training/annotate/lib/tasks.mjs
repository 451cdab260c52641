// @ts-check
/** What is done with one picture; runs in a worker. */
import { openDescriptor } from './descriptor.mjs';
import { openLandmarks } from './landmarks.mjs';
import { openMatting } from './matte.mjs';
import { pictureId, readPicture } from './pictures.mjs';
import { startWasm } from './tensorflow.mjs';

/** A second face smaller than this, beside the largest, is background. */
const SECOND_FACE_SIDE = 1 / 3;

/**
 * Why a photo has no landmarks.
 * @typedef {'no-face' | 'several-faces' | 'unreadable' | 'failed'} Reason
 */

/**
 * @typedef {object} Annotation one line of the annotations; coordinates in photo pixels
 * @property {string} id the photo's file name without extension
 * @property {number} [width]
 * @property {number} [height]
 * @property {Reason} [reason] if set, nothing below is
 * @property {string} [detail] the message of the error, if there was one
 * @property {number} [score]
 * @property {number} [age]
 * @property {'female' | 'male'} [sex]
 * @property {number} [sexScore]
 * @property {number[]} [box]
 * @property {[number, number][]} [landmarks]
 */

/**
 * @typedef {object} Embedding one line of the embeddings; coordinates in picture pixels
 * @property {string} file
 * @property {boolean} detected
 * @property {string} [error] set if the picture could not be read or processed
 * @property {number} [faces] how many were found; the rest is about the largest
 * @property {number} [score]
 * @property {number[]} [descriptor] 128 numbers
 * @property {[number, number][]} [landmarks]
 */

/** @typedef {{ modelUrl: string, mattes?: boolean }} TaskOptions */

/**
 * @param {TaskOptions} options
 * @returns {Promise<(path: string) => Promise<{ record: Annotation, matte?: Buffer }>>}
 */
async function annotate({ modelUrl, mattes }) {
  await startWasm();
  const landmarks = await openLandmarks(modelUrl, { description: true });
  const matting = mattes ? await openMatting(modelUrl) : undefined;
  return async (path) => {
    const id = pictureId(path);
    let picture;
    try {
      picture = await readPicture(path);
    } catch (error) {
      return { record: { id, reason: 'unreadable', detail: message(error) } };
    }
    const { width, height } = picture;
    try {
      const faces = await twice(() => landmarks.find(picture));
      if (faces.length === 0) return { record: { id, width, height, reason: 'no-face' } };
      const [face, second] = faces;
      if (second && second.box[2] >= SECOND_FACE_SIDE * face.box[2]) {
        return { record: { id, width, height, reason: 'several-faces' } };
      }
      const matte = await matting?.matte(picture);
      return { record: { id, width, height, ...face }, matte };
    } catch (error) {
      return { record: { id, width, height, reason: 'failed', detail: message(error) } };
    }
  };
}

/**
 * @param {TaskOptions} options
 * @returns {Promise<(path: string) => Promise<Embedding>>}
 */
async function embed({ modelUrl }) {
  await startWasm();
  const landmarks = await openLandmarks(modelUrl, { description: false });
  const descriptor = await openDescriptor(modelUrl);
  return async (file) => {
    try {
      const picture = await readPicture(file);
      const faces = await twice(() => landmarks.find(picture));
      if (faces.length === 0) return { file, detected: false, faces: 0 };
      const face = faces[0];
      return {
        file,
        detected: true,
        faces: faces.length,
        score: face.score,
        descriptor: await descriptor.describe(picture, face.landmarks),
        landmarks: face.landmarks,
      };
    } catch (error) {
      return { file, detected: false, error: message(error) };
    }
  };
}

export const tasks = { annotate, embed };

/**
 * The first picture after the start fails once in a while, with a call stack too deep.
 *
 * @template T
 * @param {() => Promise<T>} attempt
 * @returns {Promise<T>}
 */
async function twice(attempt) {
  try {
    return await attempt();
  } catch {
    return attempt();
  }
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(error);
}
