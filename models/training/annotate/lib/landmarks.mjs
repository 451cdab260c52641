// @ts-check
/** Faces in a picture: box, 478 mesh points, estimated age and sex, by @vladmandic/human. */
import { createRequire } from 'node:module';
import { entries, wasmFolder } from './models.mjs';
import { fitPicture } from './pictures.mjs';
import { tf } from './tensorflow.mjs';

const require = createRequire(import.meta.url);

/** human cuts coordinates down to whole pixels; at this longer side that loss is small. */
const WORKING_SIDE = 1024;
/** Mesh points below this score are not on a face. */
const MIN_SCORE = 0.5;

/**
 * @typedef {object} Face coordinates in pixels of the picture
 * @property {number} score of the face mesh, 0..1
 * @property {[x: number, y: number, width: number, height: number]} box
 * @property {[x: number, y: number][]} landmarks 468 points of the MediaPipe Face Mesh, then
 *   5 of each iris, centre first: the eye on the picture's right, then the one on its left
 * @property {number} [age] estimated years
 * @property {'female' | 'male'} [sex] estimate
 * @property {number} [sexScore] how sure it is, 0..1
 */

/** @typedef {import('./pictures.mjs').Picture} Picture */

/** Finds faces; made by {@link openLandmarks}. */
export class Landmarks {
  #human;

  /** @param {import('@vladmandic/human').Human} human with its models loaded */
  constructor(human) {
    this.#human = human;
  }

  /**
   * @param {Picture} picture
   * @returns {Promise<Face[]>} best first; empty if there is none
   */
  async find(picture) {
    const fitted = await fitPicture(picture, WORKING_SIDE);
    const input = tf.tensor4d(fitted.rgb, [1, fitted.height, fitted.width, 3], 'int32');
    try {
      const result = await this.#human.detect(/** @type {any} */ (input));
      if (result.error) throw new Error(result.error);
      const scale = [picture.width / fitted.width, picture.height / fitted.height];
      return result.face
        .filter((face) => face.mesh.length === 478 && face.score >= MIN_SCORE)
        .sort((a, b) => area(b.box) - area(a.box))
        .map((face) => toFace(face, scale));
    } finally {
      input.dispose();
    }
  }
}

/**
 * Loads the detector, the mesh and the iris network, and on demand the one for age and sex.
 *
 * @param {string} modelUrl where the models are served, with a slash at its end
 * @param {{ description: boolean }} options whether age and sex are wanted
 */
export async function openLandmarks(modelUrl, { description }) {
  /** @type {{ Human: new (config: object) => import('@vladmandic/human').Human }} */
  const { Human } = require(entries.human);
  const human = new Human({
    backend: 'wasm',
    wasmPath: wasmFolder,
    modelBasePath: modelUrl,
    cacheSensitivity: 0,
    warmup: 'none',
    debug: false,
    filter: { enabled: false },
    gesture: { enabled: false },
    body: { enabled: false },
    hand: { enabled: false },
    object: { enabled: false },
    segmentation: { enabled: false },
    face: {
      enabled: true,
      detector: { maxDetected: 5, minConfidence: 0.3 },
      mesh: { enabled: true },
      iris: { enabled: true },
      emotion: { enabled: false },
      description: { enabled: description },
    },
  });
  await human.load();
  return new Landmarks(human);
}

/** @param {number[]} box */
function area(box) {
  return box[2] * box[3];
}

/**
 * @param {import('@vladmandic/human').FaceResult} face
 * @param {number[]} scale picture pixels per working pixel, across and down
 * @returns {Face}
 */
function toFace(face, scale) {
  const [x, y, width, height] = face.box;
  /** @type {Face} */
  const found = {
    score: face.score,
    box: [
      round(x * scale[0]),
      round(y * scale[1]),
      round(width * scale[0]),
      round(height * scale[1]),
    ],
    // Cut down, coordinates are half a working pixel too small on average.
    landmarks: face.mesh.map(([px, py]) => [
      round((px + 0.5) * scale[0]),
      round((py + 0.5) * scale[1]),
    ]),
  };
  if (face.age !== undefined) found.age = face.age;
  if (face.gender === 'female' || face.gender === 'male') {
    found.sex = face.gender;
    found.sexScore = face.genderScore;
  }
  return found;
}

/** @param {number} value @returns {number} to a hundredth */
function round(value) {
  return Math.round(value * 100) / 100;
}
