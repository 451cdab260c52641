/** A place in document units; y grows downwards. */
export type Point = readonly [x: number, y: number];

/** An upright rectangle in document units. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One polyline of a sketch. A stroke of one point is a dot. */
export interface Stroke {
  readonly points: readonly Point[];
  /** Joined from the last point back to the first, which is not repeated. */
  readonly closed?: boolean;
  /** How wide it was drawn, in document units. The ink does not depend on it. */
  readonly width?: number;
  /** The paint it was drawn with, #rrggbb, where that is one plain colour. */
  readonly color?: string;
  /** The id of the element that it came from. */
  readonly id?: string;
  /** The place of that element in the document, counted from 0 in document order. */
  readonly source?: number;
}

/** Strokes with their bounds. Made by parseSvg, sketchFromPointer or sketchFromPolylines. */
export interface Sketch {
  readonly strokes: readonly Stroke[];
  readonly bounds: Bounds;
}

/** The square in document units that maps to the model's canvas. */
export interface FaceFrame {
  /** Left edge of the square before it is turned. */
  readonly x: number;
  /** Top edge of the square before it is turned. */
  readonly y: number;
  /** Side of the square, above 0. */
  readonly size: number;
  /** Degrees, clockwise on screen, about the square's centre. Default 0. */
  readonly rotation?: number;
}

/** Side of the model's canvas in ink pixels, whatever the size of the image that is made. */
export const CANVAS_SIZE = 256;
