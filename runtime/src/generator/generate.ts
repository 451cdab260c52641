import { FacePencilError } from '../errors.js';
import { cutOut } from '../image/cut-out.js';
import type { Pixels } from '../image/pixels.js';
import { resize } from '../image/resize.js';
import { withoutBorder } from '../sketch/border.js';
import { findFrame } from '../sketch/frame.js';
import { checkFrame, frameSketch } from '../sketch/framing.js';
import { rasterize } from '../sketch/rasterize.js';
import type { FaceFrame, Sketch } from '../sketch/types.js';
import { channels } from '../style/color.js';
import { resolveStyle, type StyleRequest } from '../style/resolve.js';
import type { Style } from '../style/types.js';
import { styleVector } from '../style/vector.js';
import type { BackendReport, OnProgress } from './backend.js';
import { outputSize } from './manifest.js';
import { toPixels } from './output.js';
import type { FaceSession } from './session.js';

/** What to make of a sketch. Everything may be left out. */
export interface GenerateOptions extends StyleRequest {
  /** The square of the sketch that becomes the image. Default: found in the sketch. */
  readonly frame?: FaceFrame | undefined;
  /** Side of the image in pixels, 16..4096. Default: what the model makes. */
  readonly size?: number | undefined;
  /**
   * `style`: the person before the style's background, opaque. `transparent`: the person cut out.
   * Default `style`.
   */
  readonly background?: 'style' | 'transparent' | undefined;
}

/** A face, and all that is needed to make it again. */
export interface GeneratedFace {
  readonly image: Pixels;
  /** The square of the document that the image covers. */
  readonly frame: FaceFrame;
  /** The whole style: what was given and what was filled in. */
  readonly style: Style;
  readonly seed?: number;
  readonly background: 'style' | 'transparent';
  readonly model: { readonly name: string; readonly version: string };
  readonly backend: BackendReport;
  /** From sketch to pixels, waiting left out. */
  readonly milliseconds: number;
}

export const MIN_SIZE = 16;
export const MAX_SIZE = 4096;

/**
 * A sketch to a face: framed, drawn as ink, through the generator, to pixels.
 *
 * @throws FacePencilError style-invalid, style-unknown-preset, option-invalid, frame-invalid, and
 *   what FaceSession.run throws
 */
export async function generateFace(
  session: FaceSession,
  sketch: Sketch,
  options: GenerateOptions = {},
  onProgress?: OnProgress,
): Promise<GeneratedFace> {
  const start = performance.now();
  const { manifest } = session;
  const { seed } = options;
  const background = checkBackground(options.background);
  const size = checkSize(options.size ?? outputSize(manifest));
  const style = resolveStyle(options, manifest.style.statistics);
  const frame =
    options.frame === undefined ? findFrame(sketch, manifest.frame) : checkFrame(options.frame);

  const ink = rasterize(frameSketch(withoutBorder(sketch), frame), manifest.ink);
  if (!ink.some((value) => value > 0)) {
    throw new FacePencilError('frame-invalid', 'No stroke lies in the face frame.', {
      hint: 'Move the frame over the sketch, or give none to find one.',
      where: `x ${frame.x}, y ${frame.y}, size ${frame.size}`,
    });
  }
  const planes = await session.run(
    ink,
    styleVector(style, manifest.style.layout.length),
    onProgress,
  );
  const image = resize(toImage(planes, outputSize(manifest), style, background), size, size);
  return {
    image,
    frame,
    style,
    ...(seed === undefined ? {} : { seed }),
    background,
    model: { name: manifest.name, version: manifest.version },
    backend: session.backend,
    milliseconds: Math.round((performance.now() - start) * 10) / 10,
  };
}

function toImage(
  planes: Float32Array,
  side: number,
  style: Style,
  background: 'style' | 'transparent',
): Pixels {
  if (background === 'style') return toPixels(planes, side, true);
  const [r, g, b] = channels(style.background);
  return toPixels(cutOut(planes, side, [r / 255, g / 255, b / 255]), side, false);
}

/**
 * @param size a whole number of pixels, 16..4096
 * @throws FacePencilError option-invalid
 */
export function checkSize(size: unknown): number {
  if (typeof size === 'number' && Number.isInteger(size) && size >= MIN_SIZE && size <= MAX_SIZE) {
    return size;
  }
  throw new FacePencilError('option-invalid', `size is ${String(size)}.`, {
    hint: `Give a whole number of pixels from ${MIN_SIZE} to ${MAX_SIZE}.`,
    where: 'size',
  });
}

function checkBackground(background: unknown): 'style' | 'transparent' {
  if (background === undefined) return 'style';
  if (background === 'style' || background === 'transparent') return background;
  throw new FacePencilError('option-invalid', `background is ${JSON.stringify(background)}.`, {
    hint: 'Give "style" or "transparent"; the colour of the background is part of the style.',
    where: 'background',
  });
}
