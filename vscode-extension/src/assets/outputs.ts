import { Uri } from 'vscode';

/** One face to make. */
export interface Output {
  readonly sketch: Uri;
  readonly png: Uri;
}

/**
 * A PNG for each SVG, of the same name: beside it, or in the folder that is set. `face.svg` and
 * `face.SVG` do not share one, nor do files of one name from several folders.
 *
 * @param folderOf the folder that is set for a sketch; undefined for its own
 */
export function outputsOf(
  sketches: readonly Uri[],
  folderOf: (sketch: Uri) => Uri | undefined,
): Output[] {
  const taken = new Set<string>();
  return sketches.map((sketch) => {
    const folder = folderOf(sketch) ?? Uri.joinPath(sketch, '..');
    const stem = sketch.path.replace(/^.*\//, '').replace(/\.svg$/i, '');
    const key = (name: string) => Uri.joinPath(folder, name).toString().toLowerCase();
    let name = stem;
    for (let i = 2; taken.has(key(name)); i++) name = `${stem}-${i}`;
    taken.add(key(name));
    return { sketch, png: Uri.joinPath(folder, `${name}.png`) };
  });
}
