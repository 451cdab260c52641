import {
  type CancellationToken,
  Hover,
  type HoverProvider,
  l10n,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { isDrawn, isPlaced, type SvgElement } from '../../../runtime/src/index.js';
import { toBase64 } from '../../../runtime/src/image/base64.js';
import type { FaceMaker } from '../generate/face-maker.js';
import type { SketchSource } from '../generate/task.js';
import { type Drawing, drawingAt, findFaces, type FoundFace } from '../in-place/index.js';
import { showsHovers } from '../settings.js';
import { drawingsOf } from './drawings.js';
import { isLikelySketch } from './likely-sketch.js';

/** Pixels of a preview's side. */
const SIDE = 160;

/** Over a face, its picture and the sketch it was made of; over a sketch, its strokes. */
export class FaceHover implements HoverProvider {
  constructor(private readonly maker: FaceMaker) {}

  async provideHover(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<Hover | undefined> {
    if (!showsHovers(document)) return undefined;
    const offset = document.offsetAt(position);
    const at = { start: offset, end: offset };
    const drawing = drawingAt(drawingsOf(document), at);
    if (drawing === undefined) return undefined;
    const aborter = new AbortController();
    token.onCancellationRequested(() => {
      aborter.abort();
    });
    try {
      return await this.describe(document, drawing, offset, aborter.signal);
    } catch {
      // Strokes that cannot be read, or an image of somebody else's: no preview.
      return undefined;
    }
  }

  private async describe(
    document: TextDocument,
    drawing: Drawing,
    offset: number,
    signal: AbortSignal,
  ): Promise<Hover | undefined> {
    const { root } = drawing.document;
    const face = findFaces(drawing).find((one) => holds(one, offset));
    const inRootTag = offset < root.openEnd;
    if (face === undefined && !(inRootTag && isLikelySketch(drawing))) return undefined;
    const content = new MarkdownString('', true);
    content.supportHtml = true;
    const show = (address: string, title: string) => {
      content.appendMarkdown(
        `<img src="${address}" alt="${title}" title="${title}" width="${SIDE}" height="${SIDE}"> `,
      );
    };
    const outline = await this.maker.outline(
      {
        text: document.getText(),
        language: drawing.language,
        source: face === undefined ? shownBy(drawing) : hiddenBy(face),
      },
      SIDE,
      signal,
    );
    show(`data:image/svg+xml;base64,${btoa(outline)}`, l10n.t('Sketch'));
    const png = face === undefined ? undefined : await pngOf(document, face);
    if (png !== undefined) {
      const small = await this.maker.thumbnail(png, SIDE, signal);
      show(`data:image/png;base64,${toBase64(small)}`, l10n.t('Face'));
    }
    if (face !== undefined) content.appendMarkdown(`\n\n${facts(face)}`);
    else content.appendMarkdown(`\n\n${l10n.t('A sketch: it can be converted to a face.')}`);
    const element = face === undefined ? root : elementAt(face, offset);
    return new Hover(
      content,
      new Range(document.positionAt(element.start), document.positionAt(element.openEnd)),
    );
  }
}

function holds(face: FoundFace, offset: number): boolean {
  const element = elementAt(face, offset);
  return element.start <= offset && offset < element.end;
}

/** The element of the face that holds the offset, or else its first group. */
function elementAt({ groups, image, variations }: FoundFace, offset: number): SvgElement {
  const all = [...groups, ...(image === undefined ? [] : [image]), ...variations];
  return all.find(({ start, end }) => start <= offset && offset < end) ?? groups[0]!;
}

function shownBy({ document: { root } }: Drawing): SketchSource {
  const starts = root.children
    .filter((child) => isDrawn(child) && !isPlaced(child))
    .map(({ start }) => start);
  return { kind: 'elements', starts };
}

function hiddenBy({ groups, image }: FoundFace): SketchSource {
  const parent = (image ?? groups.at(-1))?.parent;
  return { kind: 'hidden', starts: groups.map(({ start }) => start), parent: parent?.start };
}

/** The bytes of a face's image, embedded or beside the document. Nothing is fetched. */
async function pngOf(
  document: TextDocument,
  { image }: FoundFace,
): Promise<Uint8Array | undefined> {
  const href = image?.attributes['href'] ?? image?.attributes['xlink:href'];
  if (href === undefined) return undefined;
  const data = /^data:image\/png;base64,([\w+/=\s]+)$/.exec(href)?.[1];
  if (data !== undefined)
    return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  if (/^[a-z]+:|^\//i.test(href) || document.isUntitled) return undefined;
  return workspace.fs.readFile(Uri.joinPath(document.uri, '..', decodeURIComponent(href)));
}

function facts({ made, variations }: FoundFace): string {
  if (made === undefined) return l10n.t('A face made by FacePencil.');
  const { skin, hair, background, clothing } = made.style;
  const swatches = [
    [l10n.t('skin'), skin],
    [l10n.t('hair'), hair],
    [l10n.t('background'), background],
    [l10n.t('clothing'), clothing],
  ].map(([name, color]) => `<span style="color:${color};">$(circle-filled)</span> ${name}`);
  const count = variations.length === 0 ? '' : ` · ${l10n.t('{0} variations', variations.length)}`;
  return `${swatches.join(' &nbsp;')}${count}`;
}
