import type { TextDocument } from 'vscode';
import { type Drawing, hostLanguageOf, readDrawings } from '../in-place/index.js';

/** Reading a text of this length is still no wait; one that is longer gets no lenses. */
const MAX_CHARACTERS = 4_000_000;

const known = new WeakMap<
  TextDocument,
  { readonly version: number; readonly drawings: Drawing[] }
>();

/** The drawings of a document, read once for each of its versions; none while it cannot be read. */
export function drawingsOf(document: TextDocument): readonly Drawing[] {
  const before = known.get(document);
  if (before?.version === document.version) return before.drawings;
  const drawings = read(document);
  known.set(document, { version: document.version, drawings });
  return drawings;
}

function read(document: TextDocument): Drawing[] {
  const language = hostLanguageOf(document.uri.path, document.languageId);
  const text = document.getText();
  if (language === undefined || text.length > MAX_CHARACTERS) return [];
  try {
    return readDrawings(text, language);
  } catch {
    // Half typed, most likely; commands say what is wrong with it.
    return [];
  }
}
