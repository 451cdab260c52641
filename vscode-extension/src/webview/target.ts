import {
  boundsOf,
  type FaceFrame,
  IDENTITY,
  invert,
  type Matrix,
  multiply,
  type Point,
  type Sketch,
  type SvgElement,
  unitsInside,
} from '../../../runtime/src/index.js';
import type { Drawing as Paper, DrawnStroke, PaperFit } from '../../../runtime/ui/drawing/index.js';
import type { FoundFace } from '../in-place/faces.js';
import { checkChosen } from '../in-place/select.js';
import { layOut, type PlacedSketch, readChosen, readHidden } from '../in-place/sketch.js';
import { faceOf, type OpenedDocument, unplacedIn } from './opened-document.js';

/** What a face is made of: elements that are no face yet, or the hidden sketch of one. */
export interface Target {
  /** Undefined for elements. */
  readonly face: FoundFace | undefined;
  /** Those to be hidden behind a new face; empty where there is one. */
  readonly elements: readonly SvgElement[];
  /** Its strokes, as the paper shows them. */
  readonly strokes: readonly DrawnStroke[];
  /**
   * The sketch, in the coordinates that its face will be placed in; read when it is first asked for.
   *
   * @throws FacePencilError what reading the elements throws
   */
  readonly sketch: () => PlacedSketch;
  /** Maps the sketch's coordinates to the paper's. Throws what `sketch` throws. */
  readonly toPaper: () => Matrix;
}

/**
 * What is meant by the elements that are chosen: the face that one of them belongs to; or they; or,
 * if none is chosen, all that is no face yet, and if there is nothing left, the last face.
 */
export function targetOf(
  opened: OpenedDocument,
  chosen: ReadonlySet<SvgElement>,
): Target | undefined {
  const { root } = opened.drawing.document;
  const faces = [...chosen].map((element) => faceOf(opened, element));
  const face = faces.find((one) => one !== undefined);
  if (face !== undefined) return faceTarget(opened, face);
  const wanted = chosen.size === 0 ? [root] : [...chosen];
  const elements = wanted.flatMap((element) =>
    element === root || hasFaces(opened, element) ? unplacedIn(element) : [element],
  );
  const target = elements.length === 0 ? undefined : sketchTarget(opened, elements);
  if (chosen.size > 0 || (target?.strokes.length ?? 0) > 0) return target;
  const last = opened.faces.at(-1);
  return last === undefined ? target : faceTarget(opened, last);
}

/** A sketch's strokes and lines drawn on the paper beside them, as one sketch. */
export function withDrawn(target: Target, { strokes }: Paper): Sketch {
  const { sketch } = target.sketch();
  const drawn = strokes.filter(({ source }) => source === undefined);
  const back = drawn.length === 0 ? undefined : invert(target.toPaper());
  if (back === undefined) return sketch;
  const all = [
    ...sketch.strokes,
    ...drawn.map(({ points }) => ({ points: points.map(([x, y]) => moved(back, [x, y])) })),
  ];
  return { strokes: all, bounds: boundsOf(all) };
}

/** The frame as it lies on the paper. */
export function frameOnPaper(target: Target, { x, y, size, rotation = 0 }: FaceFrame): FaceFrame {
  const matrix = target.toPaper();
  const [a, b] = matrix;
  const [cx, cy] = moved(matrix, [x + size / 2, y + size / 2]);
  const side = size * Math.hypot(a, b);
  const turn = (Math.atan2(b, a) * 180) / Math.PI;
  return { x: cx - side / 2, y: cy - side / 2, size: side, rotation: rotation + turn };
}

/** The uppermost face whose image covers a place on the paper. */
export function faceAt(opened: OpenedDocument, [x, y]: Point): FoundFace | undefined {
  return opened.faces.findLast((face) => {
    if (face.frame === undefined) return false;
    const { x: left, y: top, size, rotation = 0 } = shownFrame(opened, face, face.frame);
    const [dx, dy] = [x - left - size / 2, y - top - size / 2];
    const angle = (-rotation * Math.PI) / 180;
    const across = dx * Math.cos(angle) - dy * Math.sin(angle);
    const down = dx * Math.sin(angle) + dy * Math.cos(angle);
    return Math.max(Math.abs(across), Math.abs(down)) <= size / 2;
  });
}

function shownFrame(opened: OpenedDocument, face: FoundFace, frame: FaceFrame): FaceFrame {
  try {
    return frameOnPaper(faceTarget(opened, face), frame);
  } catch {
    // Its sketch was emptied: it is nowhere.
    return { x: 0, y: 0, size: 0 };
  }
}

/** A place on the paper in document units. */
export function toDocument({ scale, x, y }: PaperFit, [px, py]: Point): Point {
  return [(px - x) / scale, (py - y) / scale];
}

function faceTarget(opened: OpenedDocument, face: FoundFace): Target {
  const { groups, image } = face;
  const parent = (image ?? groups.at(-1))?.parent;
  const sketch = once(() => readHidden(opened.drawing, groups, parent));
  return {
    face,
    elements: [],
    strokes: opened.paper.strokes.filter(({ source }) => source === groups[0]?.index),
    sketch,
    toPaper: () => toPaper(opened, sketch(), parent),
  };
}

function sketchTarget(opened: OpenedDocument, elements: readonly SvgElement[]): Target {
  const { drawing, paper, elementOf } = opened;
  const within = new Set<SvgElement>();
  const add = (element: SvgElement): void => {
    within.add(element);
    element.children.forEach(add);
  };
  elements.forEach(add);
  const layout = once(() => {
    for (const element of elements) checkChosen(drawing, element);
    return layOut(drawing, elements);
  });
  const sketch = once(() => readChosen(layout()));
  return {
    face: undefined,
    elements,
    strokes: paper.strokes.filter((stroke) => {
      const element = elementOf(stroke);
      return element !== undefined && within.has(element);
    }),
    sketch,
    toPaper: () => toPaper(opened, sketch(), layout().behind.parent),
  };
}

function toPaper(
  { drawing: { document }, fit: { scale, x, y } }: OpenedDocument,
  { matrix }: PlacedSketch,
  parent: SvgElement | undefined,
): Matrix {
  // With a matrix of its own it is in document units already.
  const units = matrix === undefined ? unitsInside(document, parent ?? document.root) : IDENTITY;
  return multiply([scale, 0, 0, scale, x, y], units);
}

function hasFaces(opened: OpenedDocument, element: SvgElement): boolean {
  return element.children.some(
    (child) => faceOf(opened, child) !== undefined || hasFaces(opened, child),
  );
}

function moved([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point {
  return [a * x + c * y + e, b * x + d * y + f];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
