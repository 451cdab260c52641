import { FacePencilError } from '../src/errors.js';
import type { Pixels } from '../src/image/index.js';
import { drawingOf, linesOf, type OpenedSvg, openSvg } from '../ui/drawing/index.js';

/** Larger pictures are brought down to this before they are looked at. */
const LARGEST_SIDE = 2048;

/**
 * A file that was chosen, dropped or pasted: SVG, or a picture of a line drawing.
 *
 * @throws FacePencilError what openSvg and linesOf throw; file-unreadable
 */
export async function openFile(file: Blob): Promise<OpenedSvg> {
  if (file.type.startsWith('image/') && file.type !== 'image/svg+xml') {
    return { drawing: drawingOf(linesOf(await pixelsOf(file))) };
  }
  return openSvg(await file.text());
}

async function pixelsOf(file: Blob): Promise<Pixels> {
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new FacePencilError('file-unreadable', 'The picture could not be opened.', {
      hint: 'Give an SVG, or a PNG or JPEG of a line drawing.',
      cause,
    });
  });
  const shrink = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * shrink));
  canvas.height = Math.max(1, Math.round(bitmap.height * shrink));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser gives no canvas.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** What a paste or drop holds that can be opened. */
export function takeFrom(data: DataTransfer): Blob | undefined {
  const [file] = data.files;
  if (file !== undefined) return file;
  const text = data.getData('image/svg+xml') || data.getData('text/plain');
  return looksLikeSvg(text) ? new Blob([text], { type: 'image/svg+xml' }) : undefined;
}

/** @throws if the browser or the person does not let the page read */
export async function takeFromClipboard(): Promise<Blob | undefined> {
  for (const item of await navigator.clipboard.read()) {
    for (const type of ['image/svg+xml', 'image/png', 'text/plain']) {
      if (!item.types.includes(type)) continue;
      const blob = await item.getType(type);
      if (type !== 'text/plain') return blob;
      const text = await blob.text();
      if (looksLikeSvg(text)) return new Blob([text], { type: 'image/svg+xml' });
    }
  }
  return undefined;
}

function looksLikeSvg(text: string): boolean {
  return /<svg[\s>]/.test(text);
}

export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
