import { IDENTITY, type Matrix } from '../sketch/svg/matrix.js';
import type { FaceFrame } from '../sketch/types.js';
import { toBase64 } from './base64.js';
import { FACE_ATTRIBUTE, SKETCH_ATTRIBUTE } from './face-note.js';
import { escapeXml } from './provenance.js';

/** How the language around a drawing writes what is put in. */
export interface MarkupSpelling {
  /** Before element names, with its colon; mostly ''. */
  readonly prefix: string;
  /** The name of the attribute that says where an image is. */
  readonly href: 'href' | 'xlink:href' | 'xlinkHref';
  /** Whether the namespace of `xlink:` must be declared by whoever uses it. */
  readonly declareXlink: boolean;
  /** Makes a text fit for a double-quoted attribute. */
  readonly escape: (text: string) => string;
}

/** A square of a parent's coordinates where an image stands. */
export interface Placement {
  readonly frame: FaceFrame;
  /** Maps the frame's units to those of the image's parent. Default: they are the same. */
  readonly matrix?: Matrix;
}

/** SVG files: by the older name of the link, which every editor reads, and some read no other. */
export function svgSpelling(root: {
  readonly attributes: Readonly<Record<string, string>>;
  readonly tag: string;
}): MarkupSpelling {
  return {
    prefix: /^<([^\s/>:]+:)/.exec(root.tag)?.[1] ?? '',
    href: 'xlink:href',
    declareXlink: !('xmlns:xlink' in root.attributes),
    escape: escapeXml,
  };
}

/** The opening tag of the group that hides a sketch. */
export function openSketch(note: string, { prefix, escape }: MarkupSpelling): string {
  return `<${prefix}g ${SKETCH_ATTRIBUTE}="${escape(note)}" display="none">`;
}

export function closeSketch({ prefix }: MarkupSpelling): string {
  return `</${prefix}g>`;
}

/**
 * An image element.
 *
 * @param href where its PNG is; a data URI embeds it
 * @param mark the attribute that tells what it is, and its value
 */
export function imageMarkup(
  href: string,
  placement: Placement,
  spelling: MarkupSpelling,
  mark: readonly [name: string, value: string] = [FACE_ATTRIBUTE, ''],
): string {
  const { prefix, escape } = spelling;
  const attributes = {
    [mark[0]]: escape(mark[1]),
    ...geometryAttributes(placement),
    ...(spelling.declareXlink ? { 'xmlns:xlink': 'http://www.w3.org/1999/xlink' } : {}),
    [spelling.href]: escape(href),
  };
  const text = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<${prefix}image${text.join('')}/>`;
}

/** Where an image stands, as attributes. */
export function geometryAttributes({
  frame,
  matrix = IDENTITY,
}: Placement): Readonly<Record<string, string>> {
  const { x, y, size, rotation = 0 } = frame;
  const [a, b, c, d, e, f] = matrix;
  const scale = Math.hypot(a, b, c, d);
  const steps: string[] = [];
  if (matrix.some((value, i) => value !== IDENTITY[i])) {
    const turn = [a, b, c, d].map((value) => round(value, scale));
    const shift = [e, f].map((value) => round(value, scale * size));
    steps.push(`matrix(${[...turn, ...shift].join(' ')})`);
  }
  const at = (value: number) => round(value, size);
  if (rotation !== 0) {
    steps.push(`rotate(${round(rotation, 1)} ${at(x + size / 2)} ${at(y + size / 2)})`);
  }
  return {
    x: at(x),
    y: at(y),
    width: at(size),
    height: at(size),
    ...(steps.length === 0 ? {} : { transform: steps.join(' ') }),
  };
}

export function pngDataUri(png: Uint8Array): string {
  return `data:image/png;base64,${toBase64(png)}`;
}

/**
 * Nine digits: finer than any drawing, short enough to read.
 *
 * @param unit a billionth of it is nothing
 */
function round(value: number, unit: number): string {
  return Math.abs(value) < unit * 1e-9 ? '0' : String(Number(value.toPrecision(9)));
}
