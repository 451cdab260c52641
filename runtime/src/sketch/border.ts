import { boundsOf } from './bounds.js';
import type { Bounds, Sketch, Stroke } from './types.js';

/** How far a hand drawn side may be from straight, in parts of the rectangle's longer side. */
const STRAIGHT = 0.03;

/**
 * The sketch without a rectangle drawn around all the rest of it: that is the frame of a picture,
 * and no line of a face.
 */
export function withoutBorder(sketch: Sketch): Sketch {
  const { strokes, bounds } = sketch;
  if (strokes.length < 2) return sketch;
  const rest = strokes.filter((stroke) => !surrounds(stroke, bounds));
  if (rest.length === strokes.length || rest.length === 0) return sketch;
  const inner = boundsOf(rest);
  if (inner.width === 0 && inner.height === 0) return sketch;
  return withoutBorder({ strokes: rest, bounds: inner });
}

/** Whether a stroke runs along all four sides of the bounds, and nowhere else. */
function surrounds({ points, closed }: Stroke, bounds: Bounds): boolean {
  const { x: left, y: top, width, height } = bounds;
  const slack = STRAIGHT * Math.max(width, height);
  if (!(width > 4 * slack && height > 4 * slack)) return false;
  const ring = closed === true ? [...points, points[0]!] : points;
  let around = 0;
  for (const [i, [x, y]] of ring.entries()) {
    const atSide = x - left <= slack || left + width - x <= slack;
    const atEnd = y - top <= slack || top + height - y <= slack;
    if (!atSide && !atEnd) return false;
    const before = ring[i - 1];
    if (before === undefined) continue;
    // From one side straight to another cuts the corner.
    const middle = [(x + before[0]) / 2, (y + before[1]) / 2] as const;
    const along =
      Math.min(middle[0] - left, left + width - middle[0]) <= slack ||
      Math.min(middle[1] - top, top + height - middle[1]) <= slack;
    if (!along) return false;
    around += Math.sqrt((x - before[0]) ** 2 + (y - before[1]) ** 2);
  }
  // All the way round, or nearly.
  return around >= 1.6 * (width + height);
}
