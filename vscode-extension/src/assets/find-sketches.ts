import { type CancellationToken, FileType, Uri, workspace } from 'vscode';

/** Folders of other people's files. */
const PASSED_OVER = /^(?:node_modules|\..*)$/;

/**
 * The SVG files among files and folders, folders with all that is in them, in order and each once.
 * Reads folders through VS Code's file system, so that it works where nothing else can search.
 */
export async function findSketches(uris: readonly Uri[], token: CancellationToken): Promise<Uri[]> {
  const found = new Map<string, Uri>();
  for (const uri of uris) {
    const { type } = await workspace.fs.stat(uri);
    if (type & FileType.Directory) await search(uri, found, token);
    else if (isSvg(uri.path)) found.set(uri.toString(), uri);
  }
  return [...found.values()];
}

async function search(folder: Uri, found: Map<string, Uri>, token: CancellationToken) {
  const entries = await workspace.fs.readDirectory(folder);
  for (const [name, type] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (token.isCancellationRequested) return;
    const uri = Uri.joinPath(folder, name);
    // A link may lead back to where it is.
    if (type === FileType.Directory && !PASSED_OVER.test(name)) await search(uri, found, token);
    else if (type & FileType.File && isSvg(name)) found.set(uri.toString(), uri);
  }
}

function isSvg(path: string): boolean {
  return /\.svg$/i.test(path);
}
