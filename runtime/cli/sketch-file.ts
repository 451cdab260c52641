import { applyEdits, parseSvg, removeFace, type Sketch } from '../src/index.js';
import { readSvgFile } from './files.js';

/** An SVG file, its face taken out if it has one, and its sketch. */
export interface SketchFile {
  readonly text: string;
  readonly isUtf8: boolean;
  readonly sketch: Sketch;
}

/** @throws FacePencilError what readSvgFile and parseSvg throw */
export async function readSketchFile(path: string): Promise<SketchFile> {
  const { text, isUtf8 } = await readSvgFile(path);
  const shown = applyEdits(text, removeFace(text));
  return { text, isUtf8, sketch: parseSvg(shown) };
}
