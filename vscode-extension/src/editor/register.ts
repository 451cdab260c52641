import {
  commands,
  type Disposable,
  l10n,
  type LogOutputChannel,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { FacePencilError } from '../../../runtime/src/index.js';
import { hostLanguageOf } from '../in-place/index.js';
import { reporting } from '../report.js';
import type { WorkStatus } from '../work-status.js';
import { SKETCH_EDITOR, SketchEditor } from './sketch-editor.js';

/** The sketch editor: a custom editor for SVG files, and a panel beside the text editor. */
export function registerSketchEditor(
  built: Uri,
  log: LogOutputChannel,
  status: WorkStatus,
): { readonly editor: SketchEditor; readonly disposables: readonly Disposable[] } {
  const editor = new SketchEditor(built, log, status);
  const disposables = [
    window.registerCustomEditorProvider(SKETCH_EDITOR, editor, {
      supportsMultipleEditorsPerDocument: true,
    }),
    commands.registerCommand(
      'facepencil.openSketchPanel',
      reporting(log, async (uri?: Uri | string) => {
        await commands.executeCommand(
          'vscode.openWith',
          (await svgToOpen(uri)).uri,
          SKETCH_EDITOR,
          window.activeTextEditor === undefined ? ViewColumn.Active : ViewColumn.Beside,
        );
        return true;
      }),
    ),
  ];
  return { editor, disposables };
}

/** @throws FacePencilError selection-empty if there is no SVG file to open */
async function svgToOpen(uri: Uri | string | undefined): Promise<TextDocument> {
  const wanted = typeof uri === 'string' ? Uri.parse(uri) : (uri ?? customEditorUri());
  const document =
    wanted === undefined
      ? window.activeTextEditor?.document
      : await workspace.openTextDocument(wanted);
  if (document !== undefined && hostLanguageOf(document.uri.path, document.languageId) === 'svg') {
    return document;
  }
  throw new FacePencilError('selection-empty', l10n.t('No SVG file is open in front.'), {
    hint: l10n.t('Open one, or choose one in the Explorer.'),
  });
}

/** Of the tab in front, where that is no text: an image preview, or a sketch panel. */
function customEditorUri(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  const has = typeof input === 'object' && input !== null && 'uri' in input;
  return window.activeTextEditor === undefined && has && input.uri instanceof Uri
    ? input.uri
    : undefined;
}
