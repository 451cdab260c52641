import { strToU8, zipSync } from 'fflate';
import type { GeneratedFace } from '../src/generator/index.js';
import { encodePng, type Provenance } from '../src/image/index.js';
import { saveSvg } from '../ui/drawing/index.js';
import type { Studio } from '../ui/studio/index.js';
import { saveFile } from './files.js';

/** The ways out of the page: files, and the clipboard. */

export function savePng(face: GeneratedFace): void {
  saveFile('face.png', pngOf(face), 'image/png');
}

/** @throws if the browser does not let the page write to the clipboard */
export async function copyPng(face: GeneratedFace): Promise<void> {
  const blob = new Blob([pngOf(face)], { type: 'image/png' });
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}

export function saveSketch({ drawing, settings }: Studio): void {
  saveFile('sketch.svg', saveSvg(drawing, settings), 'image/svg+xml');
}

/**
 * The sketch, the face, the variations that are made, and every sketch of the history with its
 * settings, in one zip file.
 */
export function saveEverything(studio: Studio): void {
  const { face, variations, history } = studio.state;
  const files: Record<string, Uint8Array> = {
    'sketch.svg': strToU8(saveSvg(studio.drawing, studio.settings)),
  };
  if (face !== undefined) {
    files['face.png'] = pngOf(face);
    variations.forEach(({ image, settings: { style, seed } }, i) => {
      if (image === undefined) return;
      files[`variations/${numbered(i)}.png`] = pngOf({ image, model: face.model, style, seed });
    });
  }
  [...history].reverse().forEach(({ drawing, settings }, i) => {
    files[`history/${numbered(i)}.svg`] = strToU8(saveSvg(drawing, settings));
  });
  // One fixed date: the same work gives the same file.
  const zip = zipSync(files, { mtime: '2000-01-01', level: 6 });
  saveFile('facepencil.zip', zip, 'application/zip');
}

function numbered(i: number): string {
  return String(i + 1).padStart(2, '0');
}

function pngOf({
  image,
  model,
  style,
  seed,
}: Provenance & Pick<GeneratedFace, 'image'>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encodePng(image, { model, style, seed }));
}
