import { type Sketch, sketchFromPolylines, type Stroke } from '../../src/sketch/index.js';
import { round } from './round.js';
import {
  type Drawing,
  type DrawnStroke,
  PAPER_SIZE,
  PEN_WIDTH,
  type PenPoint,
  USUAL_PRESSURE,
} from './types.js';

/** Room left around a sketch that does not fit the paper, as part of its side. */
const MARGIN = 0.06;

/**
 * The sketch of a drawing, in its own document units.
 *
 * @throws FacePencilError what sketchFromPolylines throws: sketch-no-visible-strokes if nothing is
 *   drawn
 */
export function sketchOf(drawing: Drawing): Sketch {
  return sketchFromPolylines(
    drawing.strokes.map(({ points, closed, width, id, source }): Stroke => ({
      points: points.map(([x, y]) => [x, y] as const),
      width,
      ...(closed === undefined ? {} : { closed }),
      ...(id === undefined ? {} : { id }),
      ...(source === undefined ? {} : { source }),
    })),
  );
}

/**
 * A sketch laid on the paper: as it is if it lies there already at a size that can be drawn on,
 * else moved and scaled to fit.
 */
export function drawingOf(sketch: Sketch): Drawing {
  const { x, y, width, height } = sketch.bounds;
  const longer = Math.max(width, height);
  const fits = x >= 0 && y >= 0 && x + width <= PAPER_SIZE && y + height <= PAPER_SIZE;
  if (fits && longer >= PAPER_SIZE / 3) return place(sketch, 1, 0, 0);
  const scale = (PAPER_SIZE * (1 - 2 * MARGIN)) / longer;
  const left = (PAPER_SIZE - width * scale) / 2 - x * scale;
  const top = (PAPER_SIZE - height * scale) / 2 - y * scale;
  return place(sketch, scale, left, top);
}

function place({ strokes }: Sketch, scale: number, dx: number, dy: number): Drawing {
  return {
    strokes: strokes.map(({ points, closed, id, source }): DrawnStroke => ({
      points: points.map(([x, y]): PenPoint => [
        round(x * scale + dx),
        round(y * scale + dy),
        USUAL_PRESSURE,
      ]),
      width: PEN_WIDTH,
      ...(closed === true ? { closed } : {}),
      ...(id === undefined ? {} : { id }),
      ...(source === undefined ? {} : { source }),
    })),
  };
}
