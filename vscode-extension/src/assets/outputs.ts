import { Uri } from 'vscode';

/** One face to make. */
export interface Output {
  readonly sketch: Uri;
  readonly png: Uri;
}

/** A PNG beside each SVG, of the same name; `face.svg` and `face.SVG` do not share one. */
export function outputsOf(sketches: readonly Uri[]): Output[] {
  const taken = new Set<string>();
  return sketches.map((sketch) => {
    const stem = sketch.path.replace(/^.*\//, '').replace(/\.svg$/i, '');
    let name = stem;
    for (let i = 2; taken.has(keyOf(sketch, name)); i++) name = `${stem}-${i}`;
    taken.add(keyOf(sketch, name));
    return { sketch, png: Uri.joinPath(sketch, '..', `${name}.png`) };
  });
}

function keyOf(sketch: Uri, name: string): string {
  return Uri.joinPath(sketch, '..', name).toString().toLowerCase();
}
