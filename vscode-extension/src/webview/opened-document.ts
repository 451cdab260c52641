import {
  ancestorsOf,
  type Bounds,
  boundsOf,
  FacePencilError,
  isDrawn,
  isPlaced,
  pageOf,
  type Sketch,
  sketchOf,
  type SvgElement,
} from '../../../runtime/src/index.js';
import {
  type Drawing as Paper,
  type DrawnStroke,
  fitOnPaper,
  PAPER_SIZE,
  type PaperFit,
  placeOnPaper,
} from '../../../runtime/ui/drawing/index.js';
import type { DocumentState } from '../editor/messages.js';
import type { Drawing } from '../in-place/drawing.js';
import { findFaces, type FoundFace } from '../in-place/faces.js';
import { readSvgDrawing } from '../in-place/read/svg.js';
import { readHidden } from '../in-place/sketch.js';

/** An SVG file as the page works on it. Made anew for every text. */
export interface OpenedDocument {
  readonly version: number;
  readonly text: string;
  readonly readOnly: boolean;
  readonly drawing: Drawing;
  readonly faces: readonly FoundFace[];
  /** The page of the drawing, in document units. */
  readonly page: Bounds;
  readonly fit: PaperFit;
  /** Every stroke that can be picked: those that show, and the hidden ones of faces. */
  readonly paper: Paper;
  /** The element that a stroke of the paper is of; of a hidden sketch, its group. */
  readonly elementOf: (stroke: DrawnStroke) => SvgElement | undefined;
}

/** Drawn so far beside the page, in its sides, lines are still shown; what lies farther is not. */
const BESIDE = 0.5;
/** Where nothing says how large a drawing is. */
const USUAL_PAGE: Bounds = { x: 0, y: 0, width: PAPER_SIZE, height: PAPER_SIZE };
/** An SVG that holds nothing to draw is no failure here: it is where one begins. */
const NOTHING_DRAWN: ReadonlySet<string> = new Set([
  'sketch-empty',
  'sketch-no-visible-strokes',
  'sketch-one-point',
]);
const DEFINITIONS = new Set(['clipPath', 'defs', 'marker', 'mask', 'pattern', 'symbol']);

/** @throws FacePencilError what readSvg and sketchOf throw, but for what says that nothing is drawn */
export function openDocument({ text, version, readOnly }: DocumentState): OpenedDocument {
  const drawing = readSvgDrawing(text);
  const faces = findFaces(drawing);
  const { document } = drawing;
  const shown = orNothing(() => sketchOf(document));
  const hidden = faces.map((face) => ({
    source: face.groups[0]!.index,
    // Somebody may have emptied or broken it; then there is nothing to pick.
    sketch: orNothing(() => readHidden(drawing, face.groups, undefined).sketch, true),
  }));
  const strokes = [
    ...(shown?.strokes ?? []).filter(
      ({ source }) => !isDefinition(document.elements[source ?? -1]),
    ),
    ...hidden.flatMap(({ source, sketch }) =>
      (sketch?.strokes ?? []).map((stroke) => ({ ...stroke, source })),
    ),
  ];
  const page = pageOf(document.root) ?? (strokes.length > 0 ? boundsOf(strokes) : USUAL_PAGE);
  const fit = fitOnPaper(strokes.length > 0 ? together(page, boundsOf(strokes)) : page);
  return {
    version,
    text,
    readOnly,
    drawing,
    faces,
    page,
    fit,
    paper: placeOnPaper({ strokes, bounds: page }, fit),
    elementOf: ({ source }) => (source === undefined ? undefined : document.elements[source]),
  };
}

/** The face that an element belongs to: a part of its hidden sketch, its image, a variation. */
export function faceOf(
  { faces }: Pick<OpenedDocument, 'faces'>,
  element: SvgElement,
): FoundFace | undefined {
  const around = [element, ...ancestorsOf(element)];
  return faces.find(({ groups, image, variations }) =>
    around.some((one) => groups.includes(one) || one === image || variations.includes(one)),
  );
}

/** The largest elements in another that are drawn and hold no face. */
export function unplacedIn(element: SvgElement): SvgElement[] {
  return element.children
    .filter((child) => isDrawn(child) && !isPlaced(child))
    .flatMap((child) => (holdsPlaced(child) ? unplacedIn(child) : [child]));
}

function holdsPlaced(element: SvgElement): boolean {
  return element.children.some((child) => isPlaced(child) || holdsPlaced(child));
}

function isDefinition(element: SvgElement | undefined): boolean {
  return element === undefined || ancestorsOf(element).some(({ name }) => DEFINITIONS.has(name));
}

function orNothing(read: () => Sketch, whatever = false): Sketch | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FacePencilError && (whatever || NOTHING_DRAWN.has(error.code))) {
      return undefined;
    }
    throw error;
  }
}

/** The page, and what is drawn a little beside it. */
function together(page: Bounds, drawn: Bounds): Bounds {
  const across = BESIDE * page.width;
  const down = BESIDE * page.height;
  const left = Math.max(Math.min(page.x, drawn.x), page.x - across);
  const top = Math.max(Math.min(page.y, drawn.y), page.y - down);
  const right = Math.min(
    Math.max(page.x + page.width, drawn.x + drawn.width),
    page.x + page.width + across,
  );
  const bottom = Math.min(
    Math.max(page.y + page.height, drawn.y + drawn.height),
    page.y + page.height + down,
  );
  return { x: left, y: top, width: right - left, height: bottom - top };
}
