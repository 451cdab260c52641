import {
  FACE_ATTRIBUTE,
  type FaceFrame,
  geometryAttributes,
  imageMarkup,
  lineBefore,
  type PlacedFace,
  type Placement,
  placeEdits,
  removalEdits,
  SKETCH_ATTRIBUTE,
  type SvgElement,
  type TextEdit,
  VARIATION_ATTRIBUTE,
  writeFurtherNote,
  writeNote,
} from '../../../runtime/src/index.js';
import { attributeEdit } from './attributes.js';
import { findFaces, type FoundFace, freeId } from './faces.js';
import { growPage, shrinkPage } from './page.js';
import type { Layout, PlacedSketch } from './sketch.js';
import { spellingOf } from './spelling.js';

/** A face that was made, and the address of its PNG as it is to stand in the document. */
export interface MadeFace extends PlacedFace, Pick<PlacedSketch, 'matrix'> {
  readonly frame: FaceFrame;
  readonly href: string;
}

/** Space between variations, in parts of a face. */
const GAP = 1 / 16;

/**
 * The edits that put a face in place of chosen elements: they are wrapped, kept and hidden, and an
 * image stands at their face frame.
 *
 * @param text that the drawing was read from
 * @returns edits in order, none overlapping
 */
export function conversionEdits(text: string, layout: Layout, made: MadeFace): TextEdit[] {
  const { drawing, runs, behind } = layout;
  const id = freeId(drawing);
  const spelling = spellingOf(text, drawing);
  const notes = runs.map((_, i) =>
    i === 0 ? writeNote(made, { id, frame: made.frame }) : writeFurtherNote(id),
  );
  const image = imageMarkup(made.href, placementOf(made), spelling, [FACE_ATTRIBUTE, id]);
  return placeEdits(text, runs, notes, image, behind, spelling);
}

/**
 * The edits that put another face in the place of one: its image's address and its note change.
 * An image that was moved by hand stays where it is.
 */
export function regenerationEdits(text: string, face: FoundFace, made: MadeFace): TextEdit[] {
  const { drawing, groups, image, id } = face;
  const spelling = spellingOf(text, drawing);
  const note = writeNote(made, { id, frame: made.frame });
  const edits = [attributeEdit(text, groups[0]!, SKETCH_ATTRIBUTE, note, spelling)];
  const placement = placementOf(made);
  if (image === undefined) {
    const last = groups.at(-1)!;
    const markup = imageMarkup(made.href, placement, spelling, [FACE_ATTRIBUTE, id]);
    edits.push({
      start: last.end,
      end: last.end,
      text: lineBefore(text, last.start) + markup,
    });
  } else {
    const { href } = spelling;
    const name = 'xlink:href' in image.attributes ? linkName(text, image) : href;
    edits.push(attributeEdit(text, image, name, made.href, spelling));
    if (face.frame !== undefined && standsAt(image, placementOf({ ...made, frame: face.frame }))) {
      const geometry = geometryAttributes(placement);
      for (const key of ['x', 'y', 'width', 'height', 'transform']) {
        edits.push(attributeEdit(text, image, key, geometry[key], spelling));
      }
    }
  }
  return edits.filter((edit) => edit !== undefined).sort((a, b) => a.start - b.start);
}

/**
 * The edits that take a face and its variations away and show its sketch again. A page that was
 * made larger for variations is as it was, once the last of them goes.
 */
export function restorationEdits(text: string, face: FoundFace): TextEdit[] {
  const { drawing, groups, image, variations } = face;
  const gone = [...groups, ...(image === undefined ? [] : [image]), ...variations];
  const isLast = !findFaces(drawing).some(
    (other) => other.groups[0] !== groups[0] && other.variations.length > 0,
  );
  return [...(isLast ? shrinkPage(text, drawing) : []), ...removalEdits(text, gone)];
}

/**
 * The edits that put variations of a face into a row to its right, behind those that are there, and
 * make the page larger where they would be cut off.
 */
export function variationEdits(
  text: string,
  face: FoundFace,
  made: readonly MadeFace[],
): TextEdit[] {
  const { drawing, groups, image, variations, id } = face;
  const spelling = spellingOf(text, drawing);
  const last = [...variations, ...(image === undefined ? groups : [image])].reduce((a, b) =>
    b.end > a.end ? b : a,
  );
  const gap = lineBefore(text, last.start);
  const row = made.map((one, i) => {
    const { frame } = one;
    const step = frame.size * (1 + GAP) * (variations.length + i + 1);
    return { ...one, frame: { ...frame, x: frame.x + step } };
  });
  const markup = row.map((one) => {
    const mark = [VARIATION_ATTRIBUTE, writeNote(one, { id, frame: one.frame })] as const;
    return gap + imageMarkup(one.href, placementOf(one), spelling, mark);
  });
  return [
    ...growPage(text, drawing, last.parent ?? drawing.document.root, row),
    { start: last.end, end: last.end, text: markup.join('') },
  ];
}

function placementOf({ frame, matrix }: Pick<MadeFace, 'frame' | 'matrix'>): Placement {
  return matrix === undefined ? { frame } : { frame, matrix };
}

function standsAt({ attributes }: SvgElement, placement: Placement): boolean {
  const geometry = geometryAttributes(placement);
  return ['x', 'y', 'width', 'height', 'transform'].every(
    (name) => attributes[name] === geometry[name],
  );
}

/** As the text spells it: xlink:href or xlinkHref. */
function linkName(text: string, { start, openEnd }: SvgElement): string {
  return text.slice(start, openEnd).includes('xlinkHref') ? 'xlinkHref' : 'xlink:href';
}
