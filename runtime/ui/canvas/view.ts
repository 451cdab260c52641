import { PAPER_SIZE } from '../drawing/types.js';

/** How the paper lies in the canvas: canvas pixel = document unit * scale + offset. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const MOST = 12;
/** The paper may not be made smaller than this part of its fit. */
const LEAST = 0.5;

/** The whole paper in the middle. */
export function fitView(width: number, height: number): View {
  const scale = Math.max(Math.min(width, height), 1) / PAPER_SIZE;
  return { scale, x: (width - PAPER_SIZE * scale) / 2, y: (height - PAPER_SIZE * scale) / 2 };
}

export function toPaper(view: View, x: number, y: number): [x: number, y: number] {
  return [(x - view.x) / view.scale, (y - view.y) / view.scale];
}

/** Larger or smaller about a place of the canvas that stays where it is. */
export function zoomView(view: View, fit: View, factor: number, x: number, y: number): View {
  const scale = Math.min(Math.max(view.scale * factor, fit.scale * LEAST), fit.scale * MOST);
  const [px, py] = toPaper(view, x, y);
  return keepInSight({ scale, x: x - px * scale, y: y - py * scale }, fit);
}

export function panView(view: View, fit: View, dx: number, dy: number): View {
  return keepInSight({ ...view, x: view.x + dx, y: view.y + dy }, fit);
}

/** Some of the paper stays in sight, so that nobody gets lost. */
function keepInSight(view: View, fit: View): View {
  const side = PAPER_SIZE * view.scale;
  const room = PAPER_SIZE * fit.scale;
  const rest = room / 4;
  const keep = (at: number, start: number) =>
    Math.min(Math.max(at, start + rest - side), start + room - rest);
  return { ...view, x: keep(view.x, fit.x), y: keep(view.y, fit.y) };
}
