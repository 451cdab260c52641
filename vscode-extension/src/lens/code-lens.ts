import {
  CodeLens,
  type CodeLensProvider,
  EventEmitter,
  l10n,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import type { SvgElement } from '../../../runtime/src/index.js';
import type { CommandPlace } from '../convert/register.js';
import { findFaces } from '../in-place/index.js';
import { settingName, showsLenses } from '../settings.js';
import { drawingsOf } from './drawings.js';
import { isLikelySketch } from './likely-sketch.js';

/** Commands over each face, and over each drawing that may be a sketch of one. */
export class FaceLenses implements CodeLensProvider {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;

  /** Listens for the setting. */
  readonly listening = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(settingName('codeLens.enabled'))) this.changed.fire();
  });

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!showsLenses(document)) return [];
    return drawingsOf(document).flatMap((drawing) => {
      const lens = (element: SvgElement, title: string, command: string, ...more: unknown[]) => {
        const { start, end } = element;
        const at = document.positionAt(start);
        const place: CommandPlace = { uri: document.uri, start: start + 1, end: start + 1 };
        const range = new Range(at, document.positionAt(Math.min(end, start + 1)));
        return new CodeLens(range, {
          title,
          command: `facepencil.${command}`,
          arguments: [place, ...more],
        });
      };
      const faces = findFaces(drawing).flatMap(({ groups: [group] }) =>
        group === undefined
          ? []
          : [
              lens(group, `$(refresh) ${l10n.t('Regenerate face')}`, 'regenerateFace'),
              lens(group, `$(discard) ${l10n.t('Restore sketch')}`, 'restoreSketch'),
              lens(group, `$(layers) ${l10n.t('Insert variations…')}`, 'insertVariations'),
            ],
      );
      const { root } = drawing.document;
      return isLikelySketch(drawing)
        ? [
            lens(root, `$(smiley) ${l10n.t('Convert sketch to face')}`, 'convertSelection'),
            ...faces,
          ]
        : faces;
    });
  }
}
