import type { Drawing, DrawnStroke, PenPoint } from '../drawing/types.js';

export const TOOLS = ['pen', 'eraser', 'part-eraser', 'select', 'lasso', 'hand'] as const;

export type ToolName = (typeof TOOLS)[number];

/** What a gesture starts from. */
export interface ToolContext {
  readonly drawing: Drawing;
  readonly selection: ReadonlySet<DrawnStroke>;
  /** Of the pen, in document units. */
  readonly width: number;
  /** Of the eraser and of what counts as touched, in document units. */
  readonly reach: number;
  /** Strokes are drawn on both sides of the paper's middle. */
  readonly symmetry: boolean;
  /** Strokes can be picked, but not moved. */
  readonly fixed?: boolean;
}

/** What a gesture has made of it so far. */
export interface ToolResult {
  readonly drawing: Drawing;
  readonly selection: ReadonlySet<DrawnStroke>;
  /** Two corners of a rectangle being pulled up. */
  readonly rectangle?: readonly [PenPoint, PenPoint];
  /** A line being drawn around what is to be picked. */
  readonly loop?: readonly PenPoint[];
}

/** One press of the pen, from down to up; pointer and keyboard drive it alike. */
export interface Gesture {
  /** @param points newer places, in order; none to ask where it stands */
  move(points: readonly PenPoint[]): ToolResult;
}
