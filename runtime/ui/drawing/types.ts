/** A place of the pen in document units, y down, and how hard it pressed, 0..1. */
export type PenPoint = readonly [x: number, y: number, pressure: number];

/**
 * One stroke of a drawing. Never changed in place: tools make new ones, so that a drawing is
 * remembered by keeping it, and a stroke is known by being the same object.
 */
export interface DrawnStroke {
  readonly points: readonly PenPoint[];
  /** Joined from the last point back to the first, which is not repeated. */
  readonly closed?: boolean;
  /** Of the shown line, in document units. */
  readonly width: number;
  /** The id and the place of the element that it came from, for hosts that write back to it. */
  readonly id?: string;
  readonly source?: number;
}

export interface Drawing {
  readonly strokes: readonly DrawnStroke[];
}

/** Side of the paper in document units. Lines may run over its edge. */
export const PAPER_SIZE = 512;

export const PEN_WIDTH = 3;

/** What pens without pressure report, and what strokes that were not drawn here get. */
export const USUAL_PRESSURE = 0.5;

export const EMPTY_DRAWING: Drawing = { strokes: [] };
