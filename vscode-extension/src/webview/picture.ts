import { applyEdits, type SvgElement, type TextEdit } from '../../../runtime/src/index.js';
import { toBase64 } from '../../../runtime/src/image/base64.js';
import type { Backdrop } from '../../../runtime/ui/canvas/backdrop.js';
import { PAPER_SIZE } from '../../../runtime/ui/drawing/index.js';
import { attributeEdit } from '../in-place/attributes.js';
import { spellingOf } from '../in-place/spelling.js';
import type { OpenedDocument } from './opened-document.js';

/**
 * The document as it looks, over the whole paper: lines beside its page show, too.
 *
 * @param folder address of its folder, from where images beside it come
 */
export async function pictureOf(
  opened: OpenedDocument,
  folder: string | undefined,
): Promise<Backdrop> {
  const svg = await framed(opened, folder);
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } finally {
    URL.revokeObjectURL(url);
  }
  return { image, x: 0, y: 0, width: PAPER_SIZE, height: PAPER_SIZE };
}

/** The drawing inside another that is as large as the paper; what is around its root stays. */
async function framed(opened: OpenedDocument, folder: string | undefined): Promise<string> {
  const { text, drawing, page, fit } = opened;
  const { root } = drawing.document;
  const spelling = spellingOf(text, drawing);
  const geometry = {
    x: String(page.x),
    y: String(page.y),
    width: String(page.width),
    height: String(page.height),
    viewBox: [page.x, page.y, page.width, page.height].join(' '),
    overflow: 'visible',
  };
  const edits = Object.entries(geometry).map(([name, value]) =>
    attributeEdit(text, root, name, value, spelling),
  );
  const images = await Promise.all(
    drawing.document.elements.map((element) => embedded(text, element, folder)),
  );
  const all = [...edits, ...images]
    .filter((edit) => edit !== undefined)
    .sort((a, b) => a.start - b.start);
  const inner = applyEdits(text, all);
  const grown = inner.length - text.length;
  const { x, y, scale } = fit;
  const side = PAPER_SIZE / scale;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${PAPER_SIZE}" height="${PAPER_SIZE}" viewBox="${-x / scale} ${-y / scale} ${side} ${side}">`;
  const edge = `<rect x="${page.x}" y="${page.y}" width="${page.width}" height="${page.height}" fill="none" stroke="#888" stroke-opacity=".35" stroke-width="${1 / scale}"/>`;
  return `${inner.slice(0, root.start)}${open}${edge}${inner.slice(root.start, root.end + grown)}</svg>`;
}

/** A picture that is shown as an image fetches nothing: images beside it are put into it. */
async function embedded(
  text: string,
  element: SvgElement,
  folder: string | undefined,
): Promise<TextEdit | undefined> {
  if (element.name !== 'image' || folder === undefined) return undefined;
  const name = 'href' in element.attributes ? 'href' : 'xlink:href';
  const href = element.attributes[name]?.trim();
  if (href === undefined || href === '' || /^(?:[a-z][\w+.-]*:|[/#])/i.test(href)) return undefined;
  try {
    const response = await fetch(new URL(href, folder));
    if (!response.ok) return undefined;
    const bytes = new Uint8Array(await response.arrayBuffer());
    const type = /\.jpe?g$/i.test(href) ? 'image/jpeg' : 'image/png';
    const uri = `data:${type};base64,${toBase64(bytes)}`;
    return attributeEdit(text, element, name, uri, { escape: (plain) => plain });
  } catch {
    // It is missing, or outside the folder: the document shows nothing there either.
    return undefined;
  }
}
