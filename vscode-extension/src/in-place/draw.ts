import {
  ancestorsOf,
  CANVAS_SIZE,
  FacePencilError,
  invert,
  isDrawn,
  isPlaced,
  lineBefore,
  type Matrix,
  type Point,
  sketchOf,
  type Stroke,
  type SvgElement,
  type TextEdit,
  unitsInside,
} from '../../../runtime/src/index.js';
import type { Drawing } from './drawing.js';
import { pathData } from './path-data.js';
import { spellingOf } from './spelling.js';

/** A line that was drawn by hand, in document units. */
export interface NewStroke {
  readonly points: readonly Point[];
}

/** What a line is painted with where the drawing has none yet, as part of the page's longer side. */
const USUAL_WIDTH = 3 / 512;
/** Of the curves, in parts of the sketch's side: a quarter of a model pixel. */
const TOLERANCE = 1 / (4 * CANVAS_SIZE);
const SHAPES = /^(?:path|rect|circle|ellipse|line|polyline|polygon)$/;

/**
 * The edits that add drawn lines to a drawing as paths: behind its last line, in the same group,
 * painted as that is, one to a line of text with its indentation.
 *
 * @param side of the paper that was drawn on, in document units
 * @returns edits in order, none overlapping
 */
export function drawEdits(
  text: string,
  drawing: Drawing,
  strokes: readonly NewStroke[],
  side: number,
): TextEdit[] {
  const { root } = drawing.document;
  const model = lastLine(drawing);
  const parent = model?.element.parent ?? root;
  const units = unitsInside(drawing.document, parent);
  const back = invert(units);
  if (back === undefined) {
    throw new FacePencilError('frame-invalid', 'A transform around the drawing flattens it.', {
      hint: 'Give every transform a scale other than 0.',
    });
  }
  const scale = Math.sqrt(Math.abs(back[0] * back[3] - back[1] * back[2]));
  const { prefix } = spellingOf(text, drawing);
  const paint = paintOf(parent, model?.stroke, scale, side);
  const paths = strokes.map(({ points }) => {
    const d = pathData(
      points.map((point) => moved(back, point)),
      side * TOLERANCE * scale,
    );
    return `<${prefix}path${paint} d="${d}"/>`;
  });
  return [insertInto(text, root, parent, model?.element, paths)];
}

/**
 * The edits that take elements out, each with the line of text that it had for itself.
 *
 * @returns edits in order, none overlapping
 */
export function eraseEdits(text: string, elements: readonly SvgElement[]): TextEdit[] {
  const chosen = new Set(elements);
  return [...chosen]
    .filter((element) => !ancestorsOf(element).some((ancestor) => chosen.has(ancestor)))
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => ({ start: start - lineBefore(text, start).length, end, text: '' }));
}

/** The last shape that shows as a line, and the stroke that it gives. */
function lastLine(drawing: Drawing): { element: SvgElement; stroke: Stroke } | undefined {
  const { document } = drawing;
  let strokes: readonly Stroke[];
  try {
    ({ strokes } = sketchOf(document));
  } catch {
    // Nothing is drawn yet.
    return undefined;
  }
  for (const stroke of [...strokes].reverse()) {
    const element = document.elements[stroke.source ?? -1];
    if (element === undefined || !SHAPES.test(element.name)) continue;
    const around = [element, ...ancestorsOf(element)];
    if (around.every((one) => isDrawn(one) && !isPlaced(one))) return { element, stroke };
  }
  return undefined;
}

/** Attributes that make a path a line like another, less those that it inherits. */
function paintOf(
  parent: SvgElement,
  like: Stroke | undefined,
  scale: number,
  side: number,
): string {
  const width = (like?.width ?? side * USUAL_WIDTH) * scale;
  const wanted = {
    fill: 'none',
    stroke: like?.color ?? '#000',
    'stroke-width': String(Number(width.toPrecision(3))),
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  const around = [parent, ...ancestorsOf(parent)];
  // What a style sheet says cannot be told from here: then all is written out.
  const isPlain = around.every(
    ({ attributes }) => !('style' in attributes || 'class' in attributes),
  );
  const inherited = (name: string) =>
    around.find(({ attributes }) => name in attributes)?.attributes[name];
  return Object.entries(wanted)
    .filter(([name, value]) => !isPlain || !sameValue(inherited(name), value))
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

/** `#000`, `#000000` and `black` are one colour, and it is the one that matters here. */
function sameValue(one: string | undefined, other: string): boolean {
  const settle = (value: string | undefined) =>
    value
      ?.trim()
      .toLowerCase()
      .replace(/^(?:black|#000000)$/, '#000');
  return settle(one) === settle(other);
}

function insertInto(
  text: string,
  root: SvgElement,
  parent: SvgElement,
  behind: SvgElement | undefined,
  paths: readonly string[],
): TextEdit {
  const last = behind ?? parent.children.at(-1);
  if (last !== undefined) {
    const gap = lineBefore(text, last.start);
    const at = last.end;
    return { start: at, end: at, text: paths.map((path) => gap + path).join('') };
  }
  // The root, and it is empty.
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const content = paths.map((path) => `${eol}  ${path}`).join('') + eol;
  if (root.end !== root.openEnd) {
    const close = text.lastIndexOf('</', root.end - 1);
    return { start: root.openEnd, end: close, text: content };
  }
  const name = /^<([^\s/>]+)/.exec(text.slice(root.start, root.openEnd))?.[1] ?? 'svg';
  const slash = text.lastIndexOf('/', root.openEnd - 1);
  return { start: slash, end: root.openEnd, text: `>${content}</${name}>` };
}

function moved([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point {
  return [a * x + c * y + e, b * x + d * y + f];
}
