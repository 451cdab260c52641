import { checkFrame } from '../sketch/framing.js';
import type { FaceFrame } from '../sketch/types.js';
import { DEFAULT_STYLE } from '../style/presets.js';
import { type StoredStyle, withLook } from '../style/stored.js';
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

/** What tells faces of one document apart, and whether their images were moved since. */
export interface FaceMark {
  readonly id: string;
  readonly frame: FaceFrame;
}

/** The note of a face, as JSON. */
export function writeNote({ style, seed, background }: PlacedFace, mark?: FaceMark): string {
  return JSON.stringify({
    ...(mark === undefined ? {} : { face: mark.id }),
    style,
    ...(seed === undefined ? {} : { seed }),
    background,
    ...(mark === undefined ? {} : { frame: mark.frame }),
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
    const whole = withLook(checkStyle(style) as StoredStyle);
    if (Object.keys(whole).length < Object.keys(DEFAULT_STYLE).length) return undefined;
    return {
      style: whole,
      ...(typeof seed === 'number' ? { seed } : {}),
      background: background === 'transparent' ? 'transparent' : 'style',
    };
  } catch {
    return undefined;
  }
}

/** The frame that a face was placed at, in its image's coordinates, where its note tells. */
export function readNoteFrame(note: string | undefined): FaceFrame | undefined {
  try {
    const { frame } = JSON.parse(note ?? '') as { frame?: FaceFrame };
    return frame === undefined ? undefined : checkFrame(frame);
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
