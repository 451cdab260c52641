import {
  type Bounds,
  type FaceFrame,
  IDENTITY,
  type Matrix,
  multiply,
  pageOf,
  type SvgElement,
  type TextEdit,
  unitsInside,
} from '../../../runtime/src/index.js';
import { attributeEdit } from './attributes.js';
import type { Drawing } from './drawing.js';
import { spellingOf } from './spelling.js';

/** On a root whose page was made larger: what its attributes were, and what they are since. */
const PAGE_ATTRIBUTE = 'data-facepencil-page';
const NAMES = ['viewBox', 'width', 'height'] as const;

type Attributes = Partial<Record<(typeof NAMES)[number], string>>;

interface GrownPage {
  readonly before: Attributes;
  readonly after: Attributes;
}

/** An image's square, and what maps its coordinates to those of its parent. */
export interface PlacedSquare {
  readonly frame: FaceFrame;
  readonly matrix: Matrix | undefined;
}

/**
 * The edits that make the page of a drawing as large as it must be to show images that stand beside
 * it, at the same scale. None if they are on the page, or if nothing says how large that is.
 *
 * @param parent of the images
 */
export function growPage(
  text: string,
  drawing: Drawing,
  parent: SvgElement,
  squares: readonly PlacedSquare[],
): TextEdit[] {
  const { document, computed } = drawing;
  const { root } = document;
  const page = pageOf(root);
  const isGiven = NAMES.some((name) => computed.get(root)?.includes(name) === true);
  if (page === undefined || isGiven) return [];
  const units = unitsInside(document, parent);
  const grown = squares.map((square) => boundsOn(square, units)).reduce(union, page);
  if (isSame(page, grown)) return [];

  const now: Attributes = attributesOf(root);
  const before = readPage(root)?.before ?? now;
  const viewBox = [grown.x, grown.y, grown.width, grown.height].map(short).join(' ');
  const after: Attributes = {
    viewBox,
    ...scaled('width', now.width, grown.width / page.width),
    ...scaled('height', now.height, grown.height / page.height),
  };
  return pageEdits(text, drawing, after, JSON.stringify({ before, after }));
}

/**
 * The edits that make a page that was grown what it was. What somebody has changed since stays.
 */
export function shrinkPage(text: string, drawing: Drawing): TextEdit[] {
  const { root } = drawing.document;
  const grown = readPage(root);
  if (grown === undefined) return [];
  const now = attributesOf(root);
  const back = NAMES.filter(
    (name) => now[name] === grown.after[name] && grown.after[name] !== grown.before[name],
  );
  const attributes = Object.fromEntries(back.map((name) => [name, grown.before[name]]));
  return pageEdits(text, drawing, attributes, undefined);
}

function pageEdits(
  text: string,
  drawing: Drawing,
  attributes: Readonly<Record<string, string | undefined>>,
  note: string | undefined,
): TextEdit[] {
  const { root } = drawing.document;
  const spelling = spellingOf(text, drawing);
  return Object.entries({ ...attributes, [PAGE_ATTRIBUTE]: note })
    .map(([name, value]) => attributeEdit(text, root, name, value, spelling))
    .filter((edit) => edit !== undefined)
    .sort((a, b) => a.start - b.start);
}

function readPage({ attributes }: SvgElement): GrownPage | undefined {
  try {
    const { before, after } = JSON.parse(attributes[PAGE_ATTRIBUTE] ?? '') as Partial<GrownPage>;
    return before === undefined || after === undefined ? undefined : { before, after };
  } catch {
    // There is none, or somebody has tampered with it.
    return undefined;
  }
}

function attributesOf({ attributes }: SvgElement): Attributes {
  return Object.fromEntries(
    NAMES.flatMap((name) => (attributes[name] === undefined ? [] : [[name, attributes[name]]])),
  );
}

/** A length with its unit, larger; percentages are of what is around, and stay. */
function scaled(name: 'width' | 'height', value: string | undefined, by: number): Attributes {
  const [, number, unit] = /^\s*([\d.]+(?:e[-+]?\d+)?)\s*([a-z]*)\s*$/i.exec(value ?? '') ?? [];
  return number === undefined ? {} : { [name]: short(Number(number) * by) + (unit ?? '') };
}

function boundsOn({ frame, matrix = IDENTITY }: PlacedSquare, units: Matrix): Bounds {
  const { x, y, size, rotation = 0 } = frame;
  const angle = (rotation * Math.PI) / 180;
  const [a, b, c, d, e, f] = multiply(units, matrix);
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([u = 0, v = 0]) => {
    const px = x + size / 2 + (size / 2) * (u * Math.cos(angle) - v * Math.sin(angle));
    const py = y + size / 2 + (size / 2) * (u * Math.sin(angle) + v * Math.cos(angle));
    return [a * px + c * py + e, b * px + d * py + f] as const;
  });
  const xs = corners.map(([px]) => px);
  const ys = corners.map(([, py]) => py);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

function union(a: Bounds, b: Bounds): Bounds {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

function isSame(a: Bounds, b: Bounds): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function short(value: number): string {
  return String(Number(value.toPrecision(7)));
}
