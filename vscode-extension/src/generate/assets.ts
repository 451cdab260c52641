import { Uri, workspace } from 'vscode';
import {
  FacePencilError,
  type GeneratorAssets,
  parseManifest,
} from '../../../runtime/src/index.js';
import { modelFolder } from '../settings.js';

/** In the folder of built files: the model that ships, and onnxruntime-web's WASM. */
const MODEL = 'model';
const WASM = 'ort-wasm-simd-threaded.wasm';

/**
 * Reads the generator's bytes through VS Code's file system, which is there on the desktop and in a
 * browser alike: the model of the extension, or the one that the settings name.
 *
 * @param folder of the extension's built files
 * @throws FacePencilError file-not-found, file-unreadable, manifest-invalid
 */
export async function readAssets(folder: Uri): Promise<GeneratorAssets> {
  const model = modelUri(folder);
  const manifest = parseManifest(new TextDecoder().decode(await readBytes(model, 'manifest.json')));
  const [bytes, wasm] = await Promise.all([
    readBytes(model, manifest.file),
    readBytes(folder, WASM),
  ]);
  return { manifest, model: bytes, wasm };
}

/** The folder of the model: the one that the settings name, or the one that ships. */
export function modelUri(folder: Uri): Uri {
  const path = modelFolder();
  if (path === undefined) return Uri.joinPath(folder, MODEL);
  if (/^[a-z][\w+.-]+:\/\//i.test(path)) return Uri.parse(path, true);
  const workspaceFolder = workspace.workspaceFolders?.[0]?.uri;
  const isAbsolute = /^(?:[a-z]:)?[\\/]/i.test(path);
  if (workspaceFolder === undefined) return Uri.file(path);
  // In a remote or virtual workspace, paths are of its file system.
  return isAbsolute
    ? workspaceFolder.with({ path: Uri.file(path).path })
    : Uri.joinPath(workspaceFolder, path);
}

async function readBytes(folder: Uri, name: string): Promise<Uint8Array> {
  const uri = Uri.joinPath(folder, name);
  try {
    return await workspace.fs.readFile(uri);
  } catch (cause) {
    throw new FacePencilError('file-unreadable', `The file ${uri.path} cannot be read.`, {
      hint: 'Check the setting facepencil.model.path: a folder with manifest.json and the model that it names.',
      where: uri.path,
      cause,
    });
  }
}
