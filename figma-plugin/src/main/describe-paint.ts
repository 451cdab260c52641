import type { HexColor } from '../../../runtime/src/style/types.js';
import type { Ink } from '../messages.js';

/** Fainter than this shows as nothing. */
const FAINT = 1 / 255;

export function toHex({ r, g, b }: RGB): HexColor {
  const byte = (value: number) =>
    Math.round(Math.min(1, Math.max(0, value)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${byte(r)}${byte(g)}${byte(b)}`;
}

/**
 * What shows of a layer's paints: the topmost plain colour, or the mean of the topmost gradient.
 * Images and patterns are no ink.
 *
 * @param opacity of the layer and all around it
 */
export function inkOf(
  paints: readonly Paint[] | typeof figma.mixed,
  opacity: number,
): Ink | undefined {
  if (typeof paints === 'symbol') return undefined;
  for (const paint of [...paints].reverse()) {
    if (paint.visible === false) continue;
    const shows = opacity * (paint.opacity ?? 1);
    if (paint.type === 'SOLID') {
      if (shows > FAINT) return { color: toHex(paint.color), opacity: shows };
    } else if (isGradient(paint)) {
      const { color, alpha } = mean(paint.gradientStops.map((stop) => stop.color));
      if (shows * alpha > FAINT) return { color, opacity: shows * alpha };
    }
  }
  return undefined;
}

export function hasImage(paints: readonly Paint[] | typeof figma.mixed): boolean {
  return (
    typeof paints !== 'symbol' &&
    paints.some(({ type, visible }) => visible !== false && (type === 'IMAGE' || type === 'VIDEO'))
  );
}

function isGradient(paint: Paint): paint is GradientPaint {
  return paint.type.startsWith('GRADIENT_');
}

function mean(colors: readonly RGBA[]): { readonly color: HexColor; readonly alpha: number } {
  const of = (channel: keyof RGBA) =>
    colors.reduce((sum, color) => sum + color[channel], 0) / Math.max(1, colors.length);
  return { color: toHex({ r: of('r'), g: of('g'), b: of('b') }), alpha: of('a') };
}
