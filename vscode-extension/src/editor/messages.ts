import type {
  FaceFrame,
  FacePencilErrorJson,
  Matrix,
  PlacedFace,
  Point,
} from '../../../runtime/src/index.js';
import type { Settings } from '../../../runtime/ui/drawing/settings.js';
import type { TextChange } from '../in-place/remap.js';

/**
 * What the extension and the sketch editor's page say to each other. The extension has the text and
 * is the only one that changes it; the page reads it, shows it, and makes the faces. The page says
 * `ready` when it listens, and gets `init` then; nothing is sent before.
 */
export type ToPage =
  | {
      readonly kind: 'init';
      readonly addresses: Addresses;
      readonly document: DocumentState;
      readonly wishes: Wishes;
      /** The strings of the display language; undefined for English. */
      readonly strings: Readonly<Record<string, string>> | undefined;
    }
  /** The text is another. */
  | { readonly kind: 'document'; readonly document: DocumentState }
  /** The settings are others. */
  | { readonly kind: 'wishes'; readonly wishes: Wishes }
  /** An `edit` has ended; with an error, the text is as it was. */
  | {
      readonly kind: 'edited';
      readonly request: number;
      readonly error?: FacePencilErrorJson | undefined;
    }
  /** A command of VS Code that the page is to do; it answers `done`. */
  | { readonly kind: 'do'; readonly request: number; readonly what: PageCommand };

export type ToExtension =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'edit';
      readonly request: number;
      /** Of the text that offsets in the edit are of. */
      readonly version: number;
      readonly edit: PageEdit;
    }
  /** @member done false if it was called off */
  | {
      readonly kind: 'done';
      readonly request: number;
      readonly done: boolean;
      readonly error?: FacePencilErrorJson | undefined;
    }
  /** Whether a face is being made. */
  | { readonly kind: 'working'; readonly working: boolean }
  | { readonly kind: 'undo' | 'redo' | 'show-text' }
  /** Something went wrong that nobody asked about. */
  | { readonly kind: 'log'; readonly text: string };

/** Addresses that the page may fetch from; all are of the extension, but the document's folder. */
export interface Addresses {
  /** The extension's built files, with a slash at the end. */
  readonly built: string;
  /** The model that the settings name, or the one that ships, with a slash at the end. */
  readonly model: string;
  /** The folder of the document, with a slash at the end; undefined if it was never saved. */
  readonly folder: string | undefined;
}

export interface DocumentState {
  readonly version: number;
  readonly text: string;
  /** What led here from the text that the page had before, in order. */
  readonly changes: readonly (readonly TextChange[])[];
  readonly readOnly: boolean;
}

/** What the settings ask of new faces. */
export interface Wishes {
  readonly settings: Settings;
  /** Side of the image in pixels; undefined: what the model makes. */
  readonly size: number | undefined;
}

/** A face that the page has made, to be put into the text. */
export interface FacePng extends PlacedFace {
  readonly png: Uint8Array;
  readonly frame: FaceFrame;
  readonly matrix: Matrix | undefined;
}

/** A change of the text. Elements are named by their offsets in the text that the page has. */
export type PageEdit =
  | { readonly kind: 'convert'; readonly starts: readonly number[]; readonly face: FacePng }
  /** @member group a hidden group of the face's sketch */
  | { readonly kind: 'regenerate'; readonly group: number; readonly face: FacePng }
  | { readonly kind: 'vary'; readonly group: number; readonly faces: readonly FacePng[] }
  | { readonly kind: 'restore'; readonly group: number }
  /** @member strokes lines in document units
   *  @member side of the paper, in document units */
  | {
      readonly kind: 'draw';
      readonly strokes: readonly (readonly Point[])[];
      readonly side: number;
    }
  | { readonly kind: 'erase'; readonly starts: readonly number[] };

/** Commands that act on what is selected in the page. */
export type PageCommand = 'convert' | 'regenerate' | 'restore' | 'vary';
