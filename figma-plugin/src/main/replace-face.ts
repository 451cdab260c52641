import type { FaceResult } from '../messages.js';
import type { Journal } from './journal.js';
import { frameMatrix } from './matrix.js';
import { putAt } from './move-node.js';
import { paintImage } from './place-face.js';
import { type PlacedFace, updateRecord } from './placed-face.js';

/** Gives a face made before another image, and the frame that this was made in. */
export function replaceFace(
  journal: Journal,
  face: PlacedFace,
  { png, record }: FaceResult,
): GroupNode {
  const { group, image } = face;
  const { fills, strokes, relativeTransform, width, height } = image;
  journal.do(
    () => {
      paintImage(image, png);
      image.resize(record.frame.size, record.frame.size);
      putAt(image, frameMatrix(record.frame));
      updateRecord(face, record);
    },
    () => {
      image.fills = fills;
      image.strokes = strokes;
      image.resize(width, height);
      image.relativeTransform = relativeTransform;
      updateRecord(face, face.record);
    },
  );
  return group;
}
