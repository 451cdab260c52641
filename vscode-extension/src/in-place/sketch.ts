import {
  ancestorsOf,
  boundsOf,
  FacePencilError,
  invert,
  isPlaced,
  type Matrix,
  type Run,
  runsOf,
  type Sketch,
  sketchOf,
  type SvgElement,
  unitsInside,
} from '../../../runtime/src/index.js';
import type { Drawing } from './drawing.js';
import { computed } from './select.js';

/** Where in a drawing chosen elements stand, and where an image of them is to stand. */
export interface Layout {
  readonly drawing: Drawing;
  readonly elements: readonly SvgElement[];
  readonly runs: readonly Run[];
  /** The image stands behind this element, in the same parent. */
  readonly behind: SvgElement;
}

/** A sketch in the coordinates that its face frame is to be found in. */
export interface PlacedSketch {
  readonly sketch: Sketch;
  /** Maps those coordinates to the image's parent's; undefined where they are the same. */
  readonly matrix: Matrix | undefined;
}

/** What a shape's outline depends on. */
const GEOMETRY: ReadonlySet<string> = new Set(
  'd x y width height cx cy r rx ry x1 y1 x2 y2 points href xlink:href transform style ...'.split(
    ' ',
  ),
);
const SHAPES = /^(?:path|rect|circle|ellipse|line|polyline|polygon|use)$/;
/** Turned further than this a parent's coordinates are not those in which the face is upright. */
const UPRIGHT = Math.SQRT1_2;
/** Relative difference below which two scales are one. */
const SAME_SCALE = 1e-3;

/**
 * Where the image of chosen elements goes. Quick, whatever they hold.
 *
 * @param elements one or more, of the drawing
 * @throws FacePencilError selection-computed
 */
export function layOut(drawing: Drawing, elements: readonly SvgElement[]): Layout {
  for (const element of elements) checkSpelledOut(drawing, element);
  const runs = runsOf(elements);
  return { drawing, elements, runs, behind: placeBehind(runs) };
}

/**
 * Reads chosen elements as a sketch. Its coordinates are those of the parent in which the image will
 * stand, so that the image goes along with whatever is done to the parent; or, where that parent
 * mirrors, stretches or lays the drawing on its side, document units, in which it is upright.
 *
 * @throws FacePencilError frame-invalid, and what sketchOf throws
 */
export function readChosen({ drawing, elements, behind }: Layout): PlacedSketch {
  return sketchIn(drawing, elements, behind.parent);
}

/**
 * The hidden sketch of a face, as it is when it is shown, in coordinates for its image.
 *
 * @param groups that hide it
 * @param parent of the image
 * @throws FacePencilError selection-computed, and what readChosen throws
 */
export function readHidden(
  drawing: Drawing,
  groups: readonly SvgElement[],
  parent: SvgElement | undefined,
): PlacedSketch {
  const hidden = new Set(groups);
  for (const group of groups) {
    for (const child of group.children) checkSpelledOut(drawing, child);
  }
  const shown = showAgain(drawing, hidden);
  const at = parent === undefined ? undefined : shown.copies.get(parent);
  return sketchIn(shown.drawing, shown.elements, at);
}

function sketchIn(
  { document }: Drawing,
  elements: readonly SvgElement[],
  parent: SvgElement | undefined,
): PlacedSketch {
  const sketch = sketchOf(document, { only: new Set(elements) });
  const units = unitsInside(document, parent ?? document.root);
  const back = invert(units);
  if (back === undefined) {
    throw new FacePencilError('frame-invalid', 'A transform around the sketch flattens it.', {
      hint: 'Give every transform a scale other than 0.',
    });
  }
  return isUpright(units)
    ? { sketch: transformed(sketch, back), matrix: undefined }
    : { sketch, matrix: back };
}

function isUpright([a, b, c, d]: Matrix): boolean {
  const scale = Math.hypot(a, b);
  const same = (x: number, y: number) => Math.abs(x - y) <= SAME_SCALE * scale;
  // Turned and scaled alike, not mirrored.
  return same(a, d) && same(b, -c) && a / scale >= UPRIGHT;
}

function transformed(sketch: Sketch, [a, b, c, d, e, f]: Matrix): Sketch {
  const scale = Math.sqrt(Math.abs(a * d - b * c));
  const strokes = sketch.strokes.map((stroke) => ({
    ...stroke,
    points: stroke.points.map(([x, y]) => [a * x + c * y + e, b * x + d * y + f] as const),
    ...(stroke.width === undefined ? {} : { width: stroke.width * scale }),
  }));
  return { strokes, bounds: boundsOf(strokes) };
}

/** The last of the runs; or, where they have different parents, what holds it beside the others. */
function placeBehind(runs: readonly Run[]): SvgElement {
  const last = runs.at(-1)!.last;
  const common = ancestorsOf(last).find((ancestor) =>
    runs.every(({ first }) => ancestorsOf(first).includes(ancestor)),
  );
  return [last, ...ancestorsOf(last)].find(({ parent }) => parent === common) ?? last;
}

/** @throws FacePencilError selection-computed */
function checkSpelledOut({ computed: names }: Drawing, element: SvgElement): void {
  const refuse = (one: SvgElement, matters: (name: string) => boolean) => {
    const name = names.get(one)?.find(matters);
    if (name === undefined) return;
    const what = name === '...' ? `What <${one.name}> is given` : `The ${name} of <${one.name}>`;
    throw computed(one, `${what} is computed by the program around it`);
  };
  for (const ancestor of ancestorsOf(element)) {
    refuse(ancestor, (name) => name === 'transform' || name === 'viewBox');
  }
  const within = (one: SvgElement) => {
    if (SHAPES.test(one.name)) {
      refuse(one, (name) => GEOMETRY.has(name) && !(name === '...' && isWhole(one)));
    } else refuse(one, (name) => name === 'transform');
    one.children.forEach(within);
  };
  within(element);
}

/** What is spread into a shape that has its outline is colours and handlers, most likely. */
function isWhole({ attributes }: SvgElement): boolean {
  return ['d', 'points', 'r', 'rx', 'x2', 'width', 'href'].some((name) => name in attributes);
}

/** The drawing as it was before groups were put around a sketch. */
function showAgain(
  { document, ...rest }: Drawing,
  hidden: ReadonlySet<SvgElement>,
): { drawing: Drawing; elements: SvgElement[]; copies: Map<SvgElement, SvgElement> } {
  const copies = new Map<SvgElement, SvgElement>();
  const elements: SvgElement[] = [];
  const shown: SvgElement[] = [];
  const copy = (element: SvgElement, parent: SvgElement | undefined): SvgElement => {
    const children: SvgElement[] = [];
    const made = { ...element, parent, children, index: elements.length };
    elements.push(made);
    copies.set(element, made);
    for (const child of element.children) {
      const inner = hidden.has(child) ? child.children : [child];
      if (hidden.has(child)) copies.set(child, made);
      for (const one of inner) {
        if (isPlaced(one) && one.children.length === 0) continue;
        children.push(copy(one, made));
        if (hidden.has(child)) shown.push(children.at(-1)!);
      }
    }
    return made;
  };
  const root = copy(document.root, undefined);
  const byId = new Map(
    [...document.byId].map(([id, element]) => [id, copies.get(element) ?? element]),
  );
  return {
    drawing: { ...rest, document: { ...document, root, elements, byId } },
    elements: shown,
    copies,
  };
}
