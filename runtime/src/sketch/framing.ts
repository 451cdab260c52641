import { FacePencilError } from '../errors.js';
import { boundsOf } from './bounds.js';
import { CANVAS_SIZE, type FaceFrame, type Point, type Sketch, type Stroke } from './types.js';

/** @throws FacePencilError frame-invalid unless every number is finite and the size above 0 */
export function checkFrame(frame: FaceFrame): FaceFrame {
  const { x, y, size, rotation = 0 } = frame;
  if ([x, y, size, rotation].every(Number.isFinite) && size > 0) return frame;
  throw new FacePencilError(
    'frame-invalid',
    `Not a face frame: x ${x}, y ${y}, size ${size}, rotation ${rotation}.`,
    { hint: 'Give finite numbers and a size above 0, in document units; or no frame to find one.' },
  );
}

/** Maps document units to canvas units (0..256 inside the frame). */
export function toCanvas(frame: FaceFrame): (point: Point) => Point {
  const { x, y, size, rotation = 0 } = checkFrame(frame);
  const scale = CANVAS_SIZE / size;
  if (rotation === 0) return ([px, py]) => [(px - x) * scale, (py - y) * scale];
  const [cos, sin] = turn(rotation);
  const half = size / 2;
  return ([px, py]) => {
    const u = px - x - half;
    const v = py - y - half;
    return [(half + u * cos + v * sin) * scale, (half - u * sin + v * cos) * scale];
  };
}

/** Maps canvas units back to document units: the inverse of toCanvas. */
export function fromCanvas(frame: FaceFrame): (point: Point) => Point {
  const { x, y, size, rotation = 0 } = checkFrame(frame);
  const scale = size / CANVAS_SIZE;
  if (rotation === 0) return ([px, py]) => [x + px * scale, y + py * scale];
  const [cos, sin] = turn(rotation);
  const half = size / 2;
  return ([px, py]) => {
    const u = px * scale - half;
    const v = py * scale - half;
    return [x + half + u * cos - v * sin, y + half + u * sin + v * cos];
  };
}

/** The sketch in canvas units, ready for rasterize. */
export function frameSketch(sketch: Sketch, frame: FaceFrame): Sketch {
  return mapSketch(sketch, toCanvas(frame), CANVAS_SIZE / frame.size);
}

/** A sketch in canvas units put back into the document. */
export function unframeSketch(sketch: Sketch, frame: FaceFrame): Sketch {
  return mapSketch(sketch, fromCanvas(frame), frame.size / CANVAS_SIZE);
}

function mapSketch(sketch: Sketch, map: (point: Point) => Point, scale: number): Sketch {
  const strokes = sketch.strokes.map((stroke): Stroke => {
    const points = stroke.points.map(map);
    return stroke.width === undefined
      ? { ...stroke, points }
      : { ...stroke, points, width: stroke.width * scale };
  });
  return { strokes, bounds: boundsOf(strokes) };
}

function turn(degrees: number): [cos: number, sin: number] {
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}
