import type { View } from './view.js';

/** A picture that lies on the paper, in units of the paper. */
export interface Backdrop {
  readonly image: CanvasImageSource;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Paints a backdrop as sharp as the view asks for. Pictures made of vectors are slow to draw, so
 * what was painted is kept while view and picture stay: a pen that moves repaints all the time.
 */
export class BackdropView {
  private kept: HTMLCanvasElement | undefined;
  private key: readonly unknown[] = [];

  paint(
    context: CanvasRenderingContext2D,
    { width, height, ratio }: { width: number; height: number; ratio: number },
    view: View,
    backdrop: Backdrop,
  ): void {
    const key = [backdrop, width, height, ratio, view.scale, view.x, view.y];
    if (this.kept === undefined || key.some((value, i) => value !== this.key[i])) {
      this.kept = draw(width * ratio, height * ratio, ratio, view, backdrop);
      this.key = key;
    }
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.kept, 0, 0);
    context.restore();
  }
}

function draw(
  width: number,
  height: number,
  ratio: number,
  view: View,
  { image, ...place }: Backdrop,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const scale = ratio * view.scale;
  canvas
    .getContext('2d')
    ?.drawImage(
      image,
      ratio * view.x + place.x * scale,
      ratio * view.y + place.y * scale,
      place.width * scale,
      place.height * scale,
    );
  return canvas;
}
