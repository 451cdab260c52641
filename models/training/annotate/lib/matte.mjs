// @ts-check
/** The person's alpha in a photo, by Robust Video Matting (Lin et al. 2022). */
import sharp from 'sharp';
import { fitPicture } from './pictures.mjs';
import { tf } from './tensorflow.mjs';

const WORKING_SIDE = 512;
/** Side of the matte in pixels; it covers the whole photo, whatever the photo's shape. */
export const MATTE_SIDE = 256;
/** The network finds the person at this scale and refines at the full one. */
const DOWNSAMPLE_RATIO = 0.5;

/** @typedef {import('./pictures.mjs').Picture} Picture */

/** Mattes persons out; made by {@link openMatting}. */
export class Matting {
  #model;

  /** @param {import('@tensorflow/tfjs').GraphModel} model */
  constructor(model) {
    this.#model = model;
  }

  /**
   * @param {Picture} picture
   * @returns {Promise<Buffer>} a grey lossless WebP, 256 x 256, 0 = no person, 255 = person
   */
  async matte(picture) {
    const fitted = await fitPicture(picture, WORKING_SIDE);
    const alpha = await this.#alpha(fitted);
    const raw = { width: fitted.width, height: fitted.height, channels: /** @type {1} */ (1) };
    return sharp(alpha, { raw })
      .resize(MATTE_SIDE, MATTE_SIDE, { fit: 'fill' })
      .webp({ lossless: true })
      .toBuffer();
  }

  /** @param {Picture} picture */
  async #alpha(picture) {
    const src = tf.tidy(() =>
      tf.tensor4d(picture.rgb, [1, picture.height, picture.width, 3], 'float32').div(255),
    );
    // Made for video, the network takes what it remembers of earlier frames: here nothing.
    const [r1i, r2i, r3i, r4i] = [0, 0, 0, 0].map((value) => tf.tensor(value));
    const inputs = { src, r1i, r2i, r3i, r4i, downsample_ratio: tf.tensor(DOWNSAMPLE_RATIO) };
    const alpha = /** @type {import('@tensorflow/tfjs').Tensor} */ (
      await this.#model.executeAsync(inputs, 'pha')
    );
    const values = await alpha.data();
    tf.dispose([alpha, ...Object.values(inputs)]);
    return Buffer.from(Uint8Array.from(values, (value) => Math.round(255 * value)));
  }
}

/**
 * @param {string} modelUrl where the models are served, with a slash at its end
 */
export async function openMatting(modelUrl) {
  return new Matting(await tf.loadGraphModel(`${modelUrl}rvm.json`));
}
