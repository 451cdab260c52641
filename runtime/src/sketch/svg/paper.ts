import type { Bounds } from '../types.js';
import type { DrawnShape, Drawing, VisiblePaint } from './collect.js';
import { clippedBounds } from './clip.js';
import { BLACK, difference, lightness, over, type Rgba, WHITE } from './color.js';

/** Less difference of any channel than this, and a line cannot be told from the paper. */
const UNSEEN = 24;
/** Fainter fills let the lines below show. */
const COVERING = 0.5;
/** Ink is at least this much darker than light paper, or lighter than dark paper. */
const CONTRAST = 0.45;
/** A rectangle is the page itself if it leaves no more than this share of it free at any side. */
const PAGE_SLACK = 0.025;

/** The drawing without its page: what colour the paper is, and what is drawn on it. */
export interface OnPaper {
  readonly paper: Rgba;
  readonly shapes: readonly DrawnShape[];
  /** Beyond it nothing shows; undefined where the SVG does not say how large its page is. */
  readonly page: Bounds | undefined;
}

/**
 * Takes the page away: the rectangles painted first that fill the whole viewport (a frame's own
 * rectangle, a background laid under a drawing) are paper, with the colour of the last of them,
 * and so is an unfilled border along its edge. Without such a shape the paper is the
 * root's background, or else white; or black if the drawing is only white, as it is made for
 * dark canvases.
 */
export function takePaper(drawing: Drawing): OnPaper {
  const page = drawing.page ?? boundsOfAll(drawing.shapes);
  let paper = drawing.background === undefined ? undefined : over(drawing.background, WHITE);
  let first = 0;
  for (const shape of drawing.shapes) {
    // With no page given, a single shape always fills its own bounds and is the drawing.
    if (drawing.page === undefined && drawing.shapes.length === first + 1) break;
    if (!isPage(shape, page)) break;
    if (shape.fill !== undefined) paper = seen(shape.fill, paper ?? WHITE) ?? paper;
    first++;
  }
  const shapes = drawing.shapes.slice(first).filter((shape) => !isBorder(shape, drawing.page));
  if (paper !== undefined) return { paper, shapes, page: drawing.page };
  const isWhite = (paint: VisiblePaint | undefined) =>
    paint === undefined || !differs(paint, WHITE);
  const allWhite = shapes.every(({ stroke, fill }) => isWhite(stroke) && isWhite(fill));
  return { paper: allWhite ? BLACK : WHITE, shapes, page: drawing.page };
}

/** The colour that shows where paint lies on paper; undefined for gradients and patterns. */
export function seen({ color, opacity }: VisiblePaint, paper: Rgba): Rgba | undefined {
  return color === undefined ? undefined : over(color, paper, opacity);
}

/** Whether paint can be told from the paper. Gradients and patterns can. */
export function differs(paint: VisiblePaint, paper: Rgba): boolean {
  const color = seen(paint, paper);
  return color === undefined || difference(color, paper) > UNSEEN;
}

/** Whether a shape's fill hides what is painted below it. */
export function covers(shape: DrawnShape): boolean {
  if (shape.fill === undefined || !shape.covers) return false;
  const { color, opacity } = shape.fill;
  return opacity * (color?.[3] ?? 1) >= COVERING;
}

/** Whether paint is as far from the paper as drawn lines are. */
export function isInk(paint: VisiblePaint, paper: Rgba): boolean {
  const color = seen(paint, paper);
  return color !== undefined && Math.abs(lightness(color) - lightness(paper)) >= CONTRAST;
}

function isPage(shape: DrawnShape, page: Bounds): boolean {
  return (
    shape.fill !== undefined &&
    shape.clip === undefined &&
    reachesEdges(shape, page) &&
    shape.path.isRectangle()
  );
}

function isBorder(shape: DrawnShape, page: Bounds | undefined): boolean {
  if (page === undefined || shape.fill !== undefined || shape.clip !== undefined) return false;
  return reachesEdges(shape, page) && shape.path.isRectangle();
}

function reachesEdges({ path }: DrawnShape, page: Bounds): boolean {
  const { x, y, width, height } = path.bounds();
  const slackX = PAGE_SLACK * page.width;
  const slackY = PAGE_SLACK * page.height;
  return (
    page.width > 0 &&
    page.height > 0 &&
    x <= page.x + slackX &&
    y <= page.y + slackY &&
    x + width >= page.x + page.width - slackX &&
    y + height >= page.y + page.height - slackY
  );
}

export function boundsOfAll(shapes: readonly DrawnShape[]): Bounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { path, clip } of shapes) {
    const bounds = clippedBounds(path.bounds(), clip);
    if (bounds === undefined) continue;
    const { x, y, width, height } = bounds;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}
