import {
  type Disposable,
  FilePermission,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import { FacePencilError, type TextEdit } from '../../../runtime/src/index.js';
import { type HostLanguage, hostLanguageOf, type TextChange } from '../in-place/index.js';

/** @throws FacePencilError selection-empty for a language that holds no SVG */
export function languageOf(document: TextDocument): HostLanguage {
  const language = hostLanguageOf(document.uri.path, document.languageId);
  if (language !== undefined) return language;
  throw new FacePencilError(
    'selection-empty',
    `Drawings in files of this kind (${document.languageId}) cannot be changed in place.`,
    { hint: 'SVG, HTML, Markdown, JSX and TSX, Vue and Svelte can.' },
  );
}

/** @throws FacePencilError selection-empty if no text is open in front */
export function activeDocument(): TextDocument {
  const editor = window.activeTextEditor;
  if (editor !== undefined) return editor.document;
  throw new FacePencilError('selection-empty', 'No text is open in front.', {
    hint: 'Open the file as text, and select the elements of the sketch.',
  });
}

/** @throws FacePencilError document-read-only */
export async function checkWritable(document: TextDocument): Promise<void> {
  if (await isWritable(document)) return;
  throw new FacePencilError('document-read-only', 'This file can only be read.', {
    hint: 'Save it under another name first, and convert that.',
  });
}

/** Whether the file of a document can be written; true for one that has none. */
export async function isWritable({ uri, isUntitled }: TextDocument): Promise<boolean> {
  if (isUntitled) return true;
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return false;
  try {
    const { permissions } = await workspace.fs.stat(uri);
    return permissions !== FilePermission.Readonly;
  } catch {
    // Deleted meanwhile, or never saved: its text can be changed all the same.
    return true;
  }
}

/** Notes what happens to a document while a face is made of it. */
export class DocumentWatch implements Disposable {
  readonly text: string;
  readonly batches: TextChange[][] = [];
  private readonly listening: Disposable;

  constructor(readonly document: TextDocument) {
    this.text = document.getText();
    this.listening = workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document || event.contentChanges.length === 0) return;
      this.batches.push(
        event.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
          offset: rangeOffset,
          length: rangeLength,
          inserted: text.length,
        })),
      );
    });
  }

  /** @throws FacePencilError document-closed */
  checkOpen(): void {
    if (!this.document.isClosed) return;
    throw new FacePencilError(
      'document-closed',
      'The file was closed while its face was made. It is as it was.',
      { hint: 'Open it, and try again.' },
    );
  }

  dispose(): void {
    this.listening.dispose();
  }
}

export function changedMeanwhile(): FacePencilError {
  return new FacePencilError(
    'document-changed',
    'The sketch was changed while its face was made. The file is left as it is.',
    { hint: 'Try again.' },
  );
}

/**
 * Does edits as one step, which one undo takes back.
 *
 * @param edits of the document's present text
 * @throws FacePencilError document-read-only if VS Code refuses
 */
export async function applyToDocument(
  document: TextDocument,
  edits: readonly TextEdit[],
): Promise<void> {
  if (edits.length === 0) return;
  const edit = new WorkspaceEdit();
  for (const { start, end, text } of edits) {
    const range = new Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, text);
  }
  if (await workspace.applyEdit(edit)) return;
  throw new FacePencilError('document-read-only', 'VS Code did not let the file be changed.', {
    hint: 'Check that it is not read-only, and try again.',
  });
}

/** The document of a code lens or of a test, or the one in front. */
export async function documentOf(uri: Uri | string | undefined): Promise<TextDocument> {
  if (uri === undefined) return activeDocument();
  return workspace.openTextDocument(typeof uri === 'string' ? Uri.parse(uri) : uri);
}
