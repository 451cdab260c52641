import type { FaceFrame } from '../../../runtime/src/sketch/types.js';
import type { Matrix } from '../../../runtime/src/sketch/svg/matrix.js';

/** Figma writes a matrix as its two rows. */
export function fromTransform([[a, c, e], [b, d, f]]: Transform): Matrix {
  return [a, b, c, d, e, f];
}

export function toTransform([a, b, c, d, e, f]: Matrix): Transform {
  return [
    [a, c, e],
    [b, d, f],
  ];
}

function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/**
 * Degrees clockwise by which "up" is turned, -180..180. Of a mirrored layer too: a face flipped
 * from left to right still stands upright.
 */
export function turnOf([, , c, d]: Matrix): number {
  const degrees = (Math.atan2(-c, d) * 180) / Math.PI;
  return degrees === -180 ? 180 : degrees;
}

/** Where a layer of the frame's size lies, in the page's units. */
export function frameMatrix({ x, y, size, rotation = 0 }: FaceFrame): Matrix {
  const radians = (rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const half = size / 2;
  return [
    cos,
    sin,
    -sin,
    cos,
    x + half - half * cos + half * sin,
    y + half - half * sin - half * cos,
  ];
}

/** The frame that a layer of this size and place covers; undefined unless it is a square. */
export function frameOfMatrix(
  matrix: Matrix,
  width: number,
  height: number,
): FaceFrame | undefined {
  const [a, b, c, d] = matrix;
  const across = width * Math.hypot(a, b);
  const down = height * Math.hypot(c, d);
  const skew = Math.abs(a * c + b * d);
  if (!(across > 0) || Math.abs(across - down) > 0.005 * across || skew > 0.005) return undefined;
  const [x, y] = apply(matrix, width / 2, height / 2);
  const rotation = turnOf(matrix);
  const frame = { x: x - across / 2, y: y - across / 2, size: across };
  return Math.abs(rotation) < 1e-6 ? frame : { ...frame, rotation };
}
