import {
  FACE_ATTRIBUTE,
  type FaceFrame,
  type PlacedFace,
  readNote,
  readNoteFrame,
  readNoteId,
  SKETCH_ATTRIBUTE,
  type SvgElement,
  VARIATION_ATTRIBUTE,
} from '../../../runtime/src/index.js';
import type { Drawing } from './drawing.js';
import { drawingAt, type TextRange } from './select.js';

/** A face that stands in a drawing, with the sketch that it was made from. */
export interface FoundFace {
  readonly drawing: Drawing;
  /** '' where the drawing has a single face that needs none. */
  readonly id: string;
  /** The hidden groups of its sketch, at least one. */
  readonly groups: readonly SvgElement[];
  /** Missing if somebody deleted it. */
  readonly image: SvgElement | undefined;
  readonly variations: readonly SvgElement[];
  /** How it was made; undefined if its note was tampered with. */
  readonly made: PlacedFace | undefined;
  /** Where it was placed, in its image's coordinates, if its note tells. */
  readonly frame: FaceFrame | undefined;
}

interface Gathered {
  readonly id: string;
  readonly groups: SvgElement[];
  image: SvgElement | undefined;
  readonly variations: SvgElement[];
}

/**
 * Every face of a drawing, in order. Groups and images belong together by the id in their notes;
 * copies with the same id, by order.
 */
export function findFaces(drawing: Drawing): FoundFace[] {
  const all: Gathered[] = [];
  const open = new Map<string, Gathered>();
  const faceOf = (id: string, fits: (face: Gathered) => boolean): Gathered => {
    const known = open.get(id);
    if (known !== undefined && fits(known)) return known;
    const face: Gathered = { id, groups: [], image: undefined, variations: [] };
    open.set(id, face);
    all.push(face);
    return face;
  };
  for (const element of drawing.document.elements) {
    const { attributes } = element;
    const sketch = attributes[SKETCH_ATTRIBUTE];
    const image = attributes[FACE_ATTRIBUTE];
    const variation = attributes[VARIATION_ATTRIBUTE];
    if (sketch !== undefined) {
      // A complete face is followed by a copy of itself; one without a sketch is met by it.
      const joins = ({ groups, image: has }: Gathered) => has === undefined || groups.length === 0;
      faceOf(readNoteId(sketch), joins).groups.push(element);
    } else if (image !== undefined) {
      faceOf(image, (face) => face.image === undefined).image = element;
    } else if (variation !== undefined) {
      faceOf(readNoteId(variation), () => true).variations.push(element);
    }
  }
  for (const face of all) if (face.groups.length === 0) joinNeighbour(face, all);
  return all.flatMap((face) => {
    const note = face.groups[0]?.attributes[SKETCH_ATTRIBUTE];
    if (note === undefined) return [];
    return [{ ...face, drawing, made: readNote(note), frame: readNoteFrame(note) }];
  });
}

/** An image whose id nobody has belongs to the sketch right before it, if that has lost its own. */
function joinNeighbour({ image }: Gathered, all: readonly Gathered[]): void {
  const siblings = image?.parent?.children ?? [];
  const before = image === undefined ? undefined : siblings[siblings.indexOf(image) - 1];
  const other = all.find(
    (one) => one.image === undefined && before !== undefined && one.groups.includes(before),
  );
  if (other !== undefined) other.image = image;
}

/** The face at a place; the only face of the drawing there, or of the whole text. */
export function faceAt(drawings: readonly Drawing[], range: TextRange): FoundFace | undefined {
  const drawing = drawingAt(drawings, range);
  const faces = (drawing === undefined ? drawings : [drawing]).flatMap(findFaces);
  const touches = ({ start, end }: SvgElement) => start <= range.end && range.start <= end;
  const touched = faces.filter(({ groups, image, variations }) =>
    [...groups, ...(image === undefined ? [] : [image]), ...variations].some(touches),
  );
  if (touched.length > 0) return touched[0];
  return faces.length === 1 ? faces[0] : undefined;
}

/** The smallest number that no face of the drawing has as its id. */
export function freeId(drawing: Drawing): string {
  const taken = new Set(findFaces(drawing).map(({ id }) => id));
  for (let number = 1; ; number++) if (!taken.has(String(number))) return String(number);
}
