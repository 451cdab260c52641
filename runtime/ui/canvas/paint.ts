import type { GeneratedFace } from '../../src/generator/index.js';
import { outlineOf } from '../drawing/outline.js';
import { type Drawing, type DrawnStroke, PAPER_SIZE, type PenPoint } from '../drawing/types.js';
import { bitmapOf } from './bitmap.js';
import type { Backdrop, BackdropView } from './backdrop.js';
import { PROPORTIONS } from './proportions.js';
import type { View } from './view.js';

/** The face over the paper: seen through the lines, or on one side of a divider. */
export type FaceOver =
  | { readonly kind: 'overlay'; readonly opacity: number }
  /** @member at 0..1 across the canvas: the sketch to its left, the face to its right */
  | { readonly kind: 'compare'; readonly at: number };

export interface Scene {
  readonly drawing: Drawing;
  readonly selection: ReadonlySet<DrawnStroke>;
  readonly face: GeneratedFace | undefined;
  readonly over: FaceOver | undefined;
  /** The document that the strokes are of, as it looks; its strokes are painted only if picked. */
  readonly backdrop: Backdrop | undefined;
  readonly template: boolean;
  readonly symmetry: boolean;
  /** In document units. */
  readonly rectangle: readonly [readonly number[], readonly number[]] | undefined;
  readonly loop: readonly PenPoint[] | undefined;
  readonly cursor: { readonly x: number; readonly y: number; readonly radius: number } | undefined;
  readonly eraser: { readonly x: number; readonly y: number; readonly radius: number } | undefined;
  readonly accent: string;
}

const PAPER = '#fffefc';
const INK = '#1d1c1a';
const GUIDE = '#8fa9a6';

/** Outlines of strokes, which never change: a drawing of thousands is repainted at once. */
const outlines = new WeakMap<DrawnStroke, Path2D>();

/**
 * @param ratio device pixels in a canvas unit
 */
export function paint(
  context: CanvasRenderingContext2D,
  size: { readonly width: number; readonly height: number; readonly ratio: number },
  view: View,
  scene: Scene,
  backdrops: BackdropView,
): void {
  const { width, height, ratio } = size;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.fillStyle = PAPER;
  context.fillRect(view.x, view.y, PAPER_SIZE * view.scale, PAPER_SIZE * view.scale);
  if (scene.backdrop !== undefined) backdrops.paint(context, size, view, scene.backdrop);
  const { over, face } = scene;
  context.setTransform(
    ratio * view.scale,
    0,
    0,
    ratio * view.scale,
    ratio * view.x,
    ratio * view.y,
  );
  if (over?.kind === 'overlay' && face !== undefined) {
    context.globalAlpha = over.opacity;
    paintFace(context, face);
    context.globalAlpha = 1;
  }
  paintGuides(context, scene, view);
  for (const stroke of scene.drawing.strokes) {
    const picked = scene.selection.has(stroke);
    if (scene.backdrop !== undefined && stroke.source !== undefined && !picked) continue;
    context.fillStyle = picked ? scene.accent : INK;
    context.fill(outline(stroke));
  }
  if (over?.kind === 'compare' && face !== undefined) {
    context.save();
    context.beginPath();
    const left = (over.at * width - view.x) / view.scale;
    const right = (width - view.x) / view.scale;
    context.rect(left, -view.y / view.scale, right - left, height / view.scale);
    context.clip();
    context.fillStyle = PAPER;
    context.fillRect(0, 0, PAPER_SIZE, PAPER_SIZE);
    paintFace(context, face);
    context.restore();
  }
  paintMarks(context, scene, view);
}

function outline(stroke: DrawnStroke): Path2D {
  let path = outlines.get(stroke);
  if (path === undefined) {
    path = new Path2D(outlineOf(stroke));
    outlines.set(stroke, path);
  }
  return path;
}

function paintFace(context: CanvasRenderingContext2D, { image, frame }: GeneratedFace): void {
  context.save();
  const half = frame.size / 2;
  context.translate(frame.x + half, frame.y + half);
  context.rotate(((frame.rotation ?? 0) * Math.PI) / 180);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmapOf(image), -half, -half, frame.size, frame.size);
  context.restore();
}

function paintGuides(context: CanvasRenderingContext2D, scene: Scene, { scale }: View): void {
  context.strokeStyle = GUIDE;
  context.lineWidth = 1 / scale;
  context.setLineDash([5 / scale, 5 / scale]);
  if (scene.template) context.stroke(new Path2D(PROPORTIONS));
  if (scene.symmetry) {
    context.strokeStyle = scene.accent;
    context.stroke(new Path2D(`M${PAPER_SIZE / 2} 0V${PAPER_SIZE}`));
  }
  context.setLineDash([]);
}

function paintMarks(context: CanvasRenderingContext2D, scene: Scene, { scale }: View): void {
  context.lineWidth = 1 / scale;
  context.strokeStyle = scene.accent;
  const { rectangle, loop, cursor, eraser } = scene;
  if (eraser !== undefined) {
    context.beginPath();
    context.arc(eraser.x, eraser.y, eraser.radius, 0, 2 * Math.PI);
    context.stroke();
  }
  if (loop !== undefined) {
    context.setLineDash([4 / scale, 3 / scale]);
    context.beginPath();
    for (const [x, y] of loop) context.lineTo(x, y);
    context.closePath();
    context.stroke();
    context.setLineDash([]);
  }
  if (rectangle !== undefined) {
    const [[x = 0, y = 0], [right = 0, bottom = 0]] = rectangle;
    context.setLineDash([4 / scale, 3 / scale]);
    context.strokeRect(x, y, right - x, bottom - y);
    context.setLineDash([]);
  }
  if (cursor !== undefined) {
    const arm = cursor.radius + 6 / scale;
    context.beginPath();
    context.arc(cursor.x, cursor.y, cursor.radius, 0, 2 * Math.PI);
    context.moveTo(cursor.x - arm, cursor.y);
    context.lineTo(cursor.x + arm, cursor.y);
    context.moveTo(cursor.x, cursor.y - arm);
    context.lineTo(cursor.x, cursor.y + arm);
    context.stroke();
  }
}
