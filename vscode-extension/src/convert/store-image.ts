import { l10n, type TextDocument, Uri, window, workspace } from 'vscode';
import { FacePencilError, pngDataUri } from '../../../runtime/src/index.js';
import { crc32 } from '../../../runtime/src/image/crc32.js';
import { imageStorage } from '../settings.js';

/** A PNG where the document can show it. */
export interface StoredImage {
  /** The address as it is to stand in the document. */
  readonly href: string;
  /** Takes away what was written, if anything was. */
  undo(): Promise<void>;
}

/**
 * Puts the PNG of a face where the settings say: into the text itself, or into a file beside it.
 * The file is named for what is in it, so nothing is ever overwritten, and an undo in the text finds
 * the older image where it was.
 *
 * @throws FacePencilError file-unwritable
 */
export async function storeImage(document: TextDocument, png: Uint8Array): Promise<StoredImage> {
  const embedded = { href: pngDataUri(png), undo: () => Promise.resolve() };
  if (imageStorage(document) === 'embed') return embedded;
  if (document.isUntitled) {
    void window.showInformationMessage(
      l10n.t('The file was not saved yet, so the face is embedded in it.'),
    );
    return embedded;
  }
  const stem = /([^/]*?)(?:\.[^./]*)?$/.exec(document.uri.path)?.[1] ?? 'face';
  const name = `${stem}-face-${crc32(png).toString(16).padStart(8, '0')}.png`;
  const uri = Uri.joinPath(document.uri, '..', name);
  const href = encodeURIComponent(name);
  if (await isThere(uri)) return { href, undo: () => Promise.resolve() };
  try {
    await workspace.fs.writeFile(uri, png);
  } catch (cause) {
    throw new FacePencilError('file-unwritable', `${name} cannot be written.`, {
      hint: 'Choose to embed faces in the settings (facepencil.image.storage), or make the folder writable.',
      where: uri.path,
      cause,
    });
  }
  return { href, undo: async () => workspace.fs.delete(uri) };
}

export async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
