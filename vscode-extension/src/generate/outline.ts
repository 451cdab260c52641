import type { Sketch } from '../../../runtime/src/index.js';

/** Previews are read by eye; a hover takes no more than some tens of kilobytes. */
const MAX_POINTS = 4000;

/**
 * A sketch as a small picture: dark lines on white, so that it shows on any theme.
 *
 * @param side of the picture in pixels
 */
export function outlineOf({ strokes, bounds }: Sketch, side: number): string {
  const margin = side / 32;
  const larger = Math.max(bounds.width, bounds.height) || 1;
  const scale = (side - 2 * margin) / larger;
  const left = bounds.x - (larger - bounds.width) / 2;
  const top = bounds.y - (larger - bounds.height) / 2;
  const total = strokes.reduce((sum, { points }) => sum + points.length, 0);
  const step = Math.max(1, Math.ceil(total / MAX_POINTS));
  const d = strokes.map(({ points, closed }) => {
    const kept = points.filter((_, i) => i % step === 0 || i === points.length - 1);
    const pairs = kept.map(
      ([x, y]) => `${place(margin + (x - left) * scale)} ${place(margin + (y - top) * scale)}`,
    );
    return `M${pairs.join('L')}${closed === true ? 'Z' : ''}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" rx="4" fill="#fff"/><path d="${d.join('')}" fill="none" stroke="#222" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
}

function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}
