import { type Disposable, type DocumentSelector, languages } from 'vscode';
import type { FaceMaker } from '../generate/face-maker.js';
import { FaceLenses } from './code-lens.js';
import { FaceHover } from './hover.js';

/** Whatever file system they are on. Vue and Svelte by name: they may have no language of their own. */
const DOCUMENTS: DocumentSelector = [
  { pattern: '**/*.{svg,html,htm,md,markdown,vue,svelte,jsx,tsx}' },
  { scheme: 'untitled', language: 'xml' },
  { scheme: 'untitled', language: 'html' },
  { scheme: 'untitled', language: 'markdown' },
];

/** Lenses and previews over sketches and faces in texts. */
export function registerLenses(maker: FaceMaker): Disposable[] {
  const lenses = new FaceLenses();
  return [
    lenses.listening,
    languages.registerCodeLensProvider(DOCUMENTS, lenses),
    languages.registerHoverProvider(DOCUMENTS, new FaceHover(maker)),
  ];
}
