/** What the fake document is made of, and what comes out of it: plain data, on both sides. */

export type Rows = readonly [readonly [number, number, number], readonly [number, number, number]];

/** A layer. What is left out is as in a layer newly made. */
export interface NodeSpec {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  /** Instead of x and y. */
  readonly relativeTransform?: Rows;
  readonly children?: readonly NodeSpec[];
  /** Any other property of the layer, as Figma names it. */
  readonly props?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, string>>;
}

export interface DocumentSpec {
  readonly editorType?: string;
  /** False in a file that one can only view. */
  readonly canEdit?: boolean;
  readonly pages: readonly {
    readonly name?: string;
    readonly background?: { readonly r: number; readonly g: number; readonly b: number };
    readonly children: readonly NodeSpec[];
  }[];
  /** Names of layers, or their ids, on the first page. */
  readonly selection?: readonly string[];
  readonly styles?: readonly {
    readonly name: string;
    readonly color: { readonly r: number; readonly g: number; readonly b: number };
  }[];
  readonly variables?: readonly {
    readonly name: string;
    /** A colour, or the name of another variable. */
    readonly value: { readonly r: number; readonly g: number; readonly b: number } | string;
  }[];
  /** What the plugin kept with clientStorage in an earlier run. */
  readonly storage?: Readonly<Record<string, unknown>>;
  /** Of the manifest: Figma knows no other. */
  readonly relaunchButtons: readonly string[];
  /** Figma's insertChild may count the moved layer itself, where it stays in its parent. */
  readonly countsMoved?: boolean;
  /** Fails the nth call that makes or moves a layer from now on, to see what is left behind. */
  readonly failAt?: number;
}

/** A layer as it is, for tests and for painting. */
export interface DumpedNode {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly visible: boolean;
  /** Rows of the matrix to the page's units. */
  readonly absoluteTransform: Rows;
  readonly width: number;
  readonly height: number;
  readonly props: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, string>>;
  readonly relaunch: Readonly<Record<string, string>>;
  readonly children: readonly DumpedNode[];
}

export interface DumpedDocument {
  readonly currentPage: string;
  readonly selection: readonly string[];
  readonly pages: readonly {
    readonly id: string;
    readonly name: string;
    readonly backgrounds: unknown;
    readonly children: readonly DumpedNode[];
  }[];
}
