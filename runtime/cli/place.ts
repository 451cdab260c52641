import { existsSync } from 'node:fs';
import {
  applyEdits,
  encodePng,
  FacePencilError,
  type GenerateOptions,
  type PlacedFace,
  placeFace,
  readPlacedFace,
} from '../src/index.js';
import { openGenerator } from '../src/generator/node.js';
import { fileExists, writeWhole } from './files.js';
import { modelDirectory } from './model.js';
import { faceLine, print } from './report.js';
import { readSketchFile } from './sketch-file.js';
import { type FaceOptions, toRequest } from './style-options.js';

export interface PlaceCommandOptions extends FaceOptions {
  readonly out: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/**
 * `facepencil place`: the face in place, over its sketch, which is kept, hidden.
 *
 * @throws FacePencilError
 */
export async function placeCommand(input: string, options: PlaceCommandOptions): Promise<void> {
  const { out, json, force = false } = options;
  if (!force && existsSync(out)) throw fileExists(out);
  const { text, isUtf8, sketch } = await readSketchFile(input);
  if (!isUtf8) {
    throw new FacePencilError('file-encoding', 'Only SVG in UTF-8 can be written back.', {
      hint: 'Save it as UTF-8, which is what drawing tools do unless told otherwise.',
    });
  }
  const generator = await openGenerator(modelDirectory(options.model));
  const face = await generator.generate(sketch, remake(readPlacedFace(text), options));
  await generator.dispose();
  const result = applyEdits(text, placeFace(text, encodePng(face.image, face), face));
  await writeWhole(out, result, force);
  print(json === true ? JSON.stringify(faceLine(input, out, face)) : `${input} -> ${out}`);
}

/** What is asked for, over how the face that is there was made. */
function remake(kept: PlacedFace | undefined, options: PlaceCommandOptions): GenerateOptions {
  const request = toRequest(options);
  if (kept === undefined) return request;
  const background = options.background === undefined ? kept.background : request.background;
  // A preset asks for other colours than those that are there, a seed for another look as well.
  if (request.seed !== undefined) return { ...request, background };
  if (request.preset !== undefined) {
    return { ...request, style: { look: kept.style.look, ...request.style }, background };
  }
  return {
    ...request,
    style: { ...kept.style, ...request.style },
    seed: kept.seed,
    background,
  };
}
