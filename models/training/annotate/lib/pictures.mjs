// @ts-check
/** Picture files in and out. */
import { readdir, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import sharp from 'sharp';

const EXTENSIONS = new Set(['.webp', '.jpg', '.jpeg', '.png', '.tif', '.tiff', '.avif']);

/**
 * @typedef {object} Picture sRGB without alpha, upright (the EXIF orientation is applied)
 * @property {number} width in pixels
 * @property {number} height in pixels
 * @property {Buffer} rgb width * height * 3 bytes, row by row
 */

/**
 * Lists the pictures below a folder, sorted by path. Links to pictures count; links to folders are
 * not followed, nor are those that lead nowhere.
 *
 * @param {string} folder
 * @returns {Promise<string[]>} paths that start with the folder
 */
export async function listPictures(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const named = entries.filter((entry) => EXTENSIONS.has(parse(entry.name).ext.toLowerCase()));
  const paths = await Promise.all(
    named.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const file = entry.isSymbolicLink() ? await linksToFile(path) : entry.isFile();
      return file ? [path] : [];
    }),
  );
  return paths.flat().sort();
}

/** @param {string} path */
async function linksToFile(path) {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}

/**
 * A photo's id: its file name without the extension.
 *
 * @param {string} path
 */
export function pictureId(path) {
  return parse(path).name;
}

/**
 * @param {string} path
 * @returns {Promise<Picture>}
 * @throws {Error} if the file cannot be read or decoded
 */
export async function readPicture(path) {
  const { data, info } = await sharp(path)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${path}: ${info.channels} channels after decoding`);
  return { width: info.width, height: info.height, rgb: data };
}

/**
 * Scales a picture so that its longer side has the given length.
 *
 * @param {Picture} picture
 * @param {number} side in pixels
 * @returns {Promise<Picture>}
 */
export async function fitPicture(picture, side) {
  const longer = Math.max(picture.width, picture.height);
  if (longer === side) return picture;
  const width = Math.max(1, Math.round((picture.width * side) / longer));
  const height = Math.max(1, Math.round((picture.height * side) / longer));
  const raw = { width: picture.width, height: picture.height, channels: /** @type {3} */ (3) };
  const rgb = await sharp(picture.rgb, { raw })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  return { width, height, rgb };
}
