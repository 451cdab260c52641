import { findFrame, parseManifest } from '../src/index.js';
import { readManifestFile } from '../src/generator/node.js';
import { modelDirectory } from './model.js';
import { print } from './report.js';
import { readSketchFile } from './sketch-file.js';

/**
 * `facepencil inspect`: what is seen in a file, as JSON: bounds, face frame, and a stroke a line.
 *
 * @throws FacePencilError
 */
export async function inspectCommand(
  file: string,
  options: { readonly model?: string },
): Promise<void> {
  const { sketch } = await readSketchFile(file);
  const manifest = parseManifest(await readManifestFile(modelDirectory(options.model)));
  const { strokes, bounds } = sketch;
  const head = { file, bounds, frame: findFrame(sketch, manifest.frame) };
  const fields = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`,
  );
  const lines = strokes.map((stroke) => `    ${JSON.stringify(stroke)}`);
  print(`{\n${fields.join('')}  "strokes": [\n${lines.join(',\n')}\n  ]\n}`);
}
