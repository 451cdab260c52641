import {
  type Bounds,
  type Sketch,
  sketchFromPolylines,
  type Stroke,
} from '../../src/sketch/index.js';
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

/** How document units lie on the paper: unit * scale + offset. */
export interface PaperFit {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Bounds moved and scaled into the middle of the paper. */
export function fitOnPaper({ x, y, width, height }: Bounds): PaperFit {
  const scale = (PAPER_SIZE * (1 - 2 * MARGIN)) / Math.max(width, height);
  return {
    scale,
    x: (PAPER_SIZE - width * scale) / 2 - x * scale,
    y: (PAPER_SIZE - height * scale) / 2 - y * scale,
  };
}

/**
 * A sketch laid on the paper: as it is if it lies there already at a size that can be drawn on,
 * else moved and scaled to fit.
 */
export function drawingOf(sketch: Sketch): Drawing {
  const { x, y, width, height } = sketch.bounds;
  const longer = Math.max(width, height);
  const fits = x >= 0 && y >= 0 && x + width <= PAPER_SIZE && y + height <= PAPER_SIZE;
  if (fits && longer >= PAPER_SIZE / 3) return placeOnPaper(sketch, { scale: 1, x: 0, y: 0 });
  return placeOnPaper(sketch, fitOnPaper(sketch.bounds));
}

/** A sketch on the paper, where a fit puts it. */
export function placeOnPaper({ strokes }: Sketch, { scale, x: dx, y: dy }: PaperFit): Drawing {
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
