import type {
  FaceFrame,
  GeneratedFace,
  GenerateOptions,
  GeneratorAssets,
  GeneratorInfo,
  Matrix,
  OnProgress,
  Style,
} from '../../../runtime/src/index.js';
import type { HostLanguage } from '../in-place/index.js';

/** Which strokes of a text are to become a face. Elements are named by their offsets in the text. */
export type SketchSource =
  /** All that an SVG file draws, hidden sketches of its faces with it. */
  | { readonly kind: 'whole' }
  /** Elements that the text shows. */
  | { readonly kind: 'elements'; readonly starts: readonly number[] }
  /** Groups that hide the sketch of a face; the coordinates of its image are those of `parent`. */
  | {
      readonly kind: 'hidden';
      readonly starts: readonly number[];
      readonly parent: number | undefined;
    };

/** One text, and the faces to make of one sketch in it. */
export interface FaceTask {
  readonly text: string;
  readonly language: HostLanguage;
  readonly source: SketchSource;
  /** One face for each. */
  readonly requests: readonly GenerateOptions[];
  /**
   * Styles that are there already. Where it is given, the requests get seeds whose colours are far
   * from these and from each other's; the first request's own says where the search begins.
   */
  readonly unlike?: readonly Style[] | undefined;
}

/** A face as a PNG file, and all that is needed to place it and to make it again. */
export interface MadePng extends Omit<GeneratedFace, 'image'> {
  readonly png: Uint8Array;
  readonly frame: FaceFrame;
  /** Maps the frame's coordinates to those of the image's parent; undefined where they are the same. */
  readonly matrix: Matrix | undefined;
}

/** What the worker answers to. It does all that takes long, so that the extension host never waits. */
export interface FaceWorker {
  load(assets: GeneratorAssets, onProgress: OnProgress | undefined): Promise<GeneratorInfo>;
  /** @param onMade told how many of the task's faces are made */
  make(task: FaceTask, onMade: ((count: number) => void) | undefined): Promise<MadePng[]>;
  /** A sketch as a small SVG picture, for previews: its strokes, `side` pixels large. */
  outline(task: Omit<FaceTask, 'requests'>, side: number): Promise<string>;
  /** A PNG made smaller, for previews. */
  thumbnail(png: Uint8Array, side: number): Promise<Uint8Array>;
}
