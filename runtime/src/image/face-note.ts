import type { Style } from '../style/types.js';
import { checkStyle } from '../style/validate.js';

/** On a group that holds a hidden sketch; its value is a note. */
export const SKETCH_ATTRIBUTE = 'data-facepencil-sketch';
/** On the image of a face; its value is the face's id. */
export const FACE_ATTRIBUTE = 'data-facepencil-face';
/** On the image of a variation; its value is a note of its own. */
export const VARIATION_ATTRIBUTE = 'data-facepencil-variation';

/** How the face in a document was made, kept there so that it can be made again. */
export interface PlacedFace {
  readonly style: Style;
  readonly seed?: number | undefined;
  readonly background: 'style' | 'transparent';
}

/** The note of a face, as JSON. */
export function writeNote({ style, seed, background }: PlacedFace, id?: string): string {
  return JSON.stringify({
    ...(id === undefined ? {} : { face: id }),
    style,
    ...(seed === undefined ? {} : { seed }),
    background,
  });
}

/** The note of a further group of the same sketch: it only tells which face it belongs to. */
export function writeFurtherNote(id: string): string {
  return JSON.stringify({ face: id });
}

/** Undefined where a note says nothing of how a face was made, or was tampered with. */
export function readNote(note: string | undefined): PlacedFace | undefined {
  try {
    const { style, seed, background } = JSON.parse(note ?? '') as Record<string, unknown>;
    const checked = checkStyle(style);
    if (Object.keys(checked).length < 5) return undefined;
    return {
      style: checked as Style,
      ...(typeof seed === 'number' ? { seed } : {}),
      background: background === 'transparent' ? 'transparent' : 'style',
    };
  } catch {
    return undefined;
  }
}

/** The id of the face that a note belongs to; '' where the document has one face only. */
export function readNoteId(note: string | undefined): string {
  try {
    const { face } = JSON.parse(note ?? '') as Record<string, unknown>;
    return typeof face === 'string' ? face : '';
  } catch {
    return '';
  }
}
