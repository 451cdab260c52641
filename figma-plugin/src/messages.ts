import type { Matrix } from '../../runtime/src/sketch/svg/matrix.js';
import type { FaceFrame } from '../../runtime/src/sketch/types.js';
import type { HexColor, Style, StyleColor } from '../../runtime/src/style/types.js';

/**
 * What the two sides of the plugin say to each other. The main side (src/main, in Figma's sandbox)
 * has the document and no browser; the UI side (src/ui, an iframe) has a browser and no document.
 * So the main side sends plain geometry, and gets PNGs and places.
 */

/** One plain colour, and how much of it shows, 0..1. */
export interface Ink {
  readonly color: HexColor;
  readonly opacity: number;
}

/** One outline of a layer, as it is painted. */
export interface Shape {
  /** The layer's id. */
  readonly id: string;
  /** SVG path data in the layer's own units. */
  readonly d: string;
  /** Own units to the page's. */
  readonly matrix: Matrix;
  readonly rule: 'nonzero' | 'evenodd';
  readonly fill?: Ink;
  readonly stroke?: Ink & { readonly width: number };
}

/** What is asked of the generator beside the sketch; all of it is kept for the next time. */
export interface FaceSettings {
  readonly style: Style;
  readonly seed?: number | undefined;
  readonly background: 'style' | 'transparent';
  /** Side of the image in pixels; undefined: what the model makes. */
  readonly size?: number | undefined;
}

/** A sketch of the document to make a face of: a part of the selection, or a face made before. */
export interface SketchJob {
  /** Names it on both sides; the same layers have the same key. */
  readonly key: string;
  readonly name: string;
  /** In the order in which they are painted, lowest first. */
  readonly shapes: readonly Shape[];
  /** What lies behind the sketch. */
  readonly paper: HexColor;
  /** Degrees clockwise that the layers are turned by, if all are turned alike; else 0. */
  readonly turn: number;
  /** Colours of strokes whose layers are named after what they show. */
  readonly hints: Partial<Record<StyleColor, HexColor>>;
  /** Of a face made before: how it was made, and where it lies now. */
  readonly face?: { readonly settings: FaceSettings; readonly frame: FaceFrame | undefined };
}

/** A colour of the document: a paint style, a variable, or a stroke of the sketch. */
export interface Swatch {
  readonly name: string;
  readonly color: HexColor;
}

/** What the selection holds: sketches, or a sentence that says why there are none. */
export interface SelectionReport {
  readonly jobs: readonly SketchJob[];
  readonly problem?: string;
}

export const COMMANDS = [
  'open',
  'generate',
  'variations',
  'regenerate',
  'edit',
  'release',
] as const;
export type Command = (typeof COMMANDS)[number];

/** Parameters of a quick action, checked. */
export interface CommandOptions {
  readonly preset?: string | undefined;
  readonly seed?: number | undefined;
  readonly count?: number | undefined;
}

/** How a face was made, kept in the document with it. */
export interface FaceRecord extends FaceSettings {
  readonly frame: FaceFrame;
  readonly model: { readonly name: string; readonly version: string };
  readonly backend: string;
}

/** A face to be put into the document. */
export interface FaceResult {
  /** Of the job that it was made of. */
  readonly key: string;
  readonly png: Uint8Array;
  readonly record: FaceRecord;
}

export type ToUi =
  | {
      readonly type: 'init';
      readonly command: Command;
      readonly options: CommandOptions;
      readonly settings: FaceSettings | undefined;
      readonly selection: SelectionReport;
    }
  | { readonly type: 'selection'; readonly selection: SelectionReport }
  | { readonly type: 'palette'; readonly swatches: readonly Swatch[] }
  /** The strokes of the face being edited, after each change of them. */
  | { readonly type: 'live'; readonly job: SketchJob }
  /** An `apply` has ended; with a problem, the document is as it was. */
  | { readonly type: 'applied'; readonly problem?: string };

export type ToMain =
  | { readonly type: 'ready' }
  /** Faces are being made, or no longer are. */
  | { readonly type: 'busy'; readonly busy: boolean }
  | { readonly type: 'settings'; readonly settings: FaceSettings }
  | { readonly type: 'apply'; readonly faces: readonly FaceResult[] }
  /** Several faces of one sketch, in a row beside it. */
  | { readonly type: 'spread'; readonly key: string; readonly faces: readonly FaceResult[] }
  /** The face of a sketch that is being edited. */
  | { readonly type: 'live-face'; readonly face: FaceResult }
  /** Edit the sketch of the face with this key, or end that. */
  | { readonly type: 'edit'; readonly key: string }
  | { readonly type: 'end-edit' }
  | { readonly type: 'release'; readonly keep: 'image' | 'sketch' }
  | { readonly type: 'notify'; readonly text: string; readonly error: boolean }
  | { readonly type: 'close' };
