import {
  type FaceFrame,
  type FrameStatistics,
  fromCanvas,
  matchFrame,
  parseSvg,
  type Point,
  type Sketch,
  sketchFromPolylines,
  toCanvas,
} from '../../../runtime/src/sketch/index.js';
import type { Ink, Shape, SketchJob } from '../messages.js';

/** A job as the generator takes it, in the page's units. */
export interface FramedSketch {
  readonly sketch: Sketch;
  readonly frame: FaceFrame;
}

/**
 * The layers of a job as strokes, and the face frame of them. Layers go the way of every drawing,
 * as SVG: what is filled over, what is paper, and which filled outlines are lines is found there.
 *
 * @throws FacePencilError what parseSvg throws
 */
export function readSketch(job: SketchJob, statistics: FrameStatistics): FramedSketch {
  const sketch = parseSvg(svgOf(job));
  const frame = job.face?.frame ?? turnedFrame(sketch, job.turn, statistics);
  return { sketch, frame };
}

export function svgOf({ shapes, paper }: Pick<SketchJob, 'shapes' | 'paper'>): string {
  const paths = shapes.map(({ id, d, matrix, rule, fill, stroke }: Shape) => {
    const painted = [
      `fill="${fill?.color ?? 'none'}"`,
      ...(fill === undefined ? [] : [opacity('fill', fill), `fill-rule="${rule}"`]),
      ...(stroke === undefined
        ? []
        : [
            `stroke="${stroke.color}"`,
            opacity('stroke', stroke),
            `stroke-width="${stroke.width}"`,
          ]),
    ];
    return `<path id="${escape(id)}" transform="matrix(${matrix.join(' ')})" d="${escape(d)}" ${painted.join(' ')}/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" style="background:${paper}">${paths.join('\n')}</svg>`;
}

/** The frame of a sketch whose layers are all turned alike, unless it stands upright all the same. */
function turnedFrame(sketch: Sketch, turn: number, statistics: FrameStatistics): FaceFrame {
  const upright = matchFrame(sketch, statistics);
  if (turn === 0) return upright.frame;
  const back = rotation(-turn);
  const turned = sketchFromPolylines(
    sketch.strokes.map((stroke) => ({ ...stroke, points: stroke.points.map(back) })),
  );
  const match = matchFrame(turned, statistics);
  // Imported layers are often turned or flipped for no reason that can be seen.
  if (upright.score > match.score) return upright.frame;
  const { x, y, size } = match.frame;
  const [centreX, centreY] = rotation(turn)([x + size / 2, y + size / 2]);
  return { x: centreX - size / 2, y: centreY - size / 2, size, rotation: turn };
}

/** About the origin, clockwise on screen. */
function rotation(degrees: number): (point: Point) => Point {
  const map = fromCanvas({ x: -128, y: -128, size: 256, rotation: degrees });
  return ([x, y]) => map([x + 128, y + 128]);
}

/** The strokes as SVG path data over a canvas of 256 units, to be shown over the face. */
export function linesOver({ sketch, frame }: FramedSketch): string {
  const map = toCanvas(frame);
  const place = (point: Point) =>
    map(point)
      .map((value) => Math.round(value * 10) / 10)
      .join(' ');
  return sketch.strokes
    .map(({ points, closed }) => `M${points.map(place).join('L')}${closed === true ? 'Z' : ''}`)
    .join('');
}

function opacity(kind: 'fill' | 'stroke', ink: Ink): string {
  return `${kind}-opacity="${ink.opacity}"`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
