import { commands, type Disposable, type LogOutputChannel, Uri, window } from 'vscode';
import type { FaceMaker } from '../generate/face-maker.js';
import { reporting } from '../report.js';
import { type Existing, generateFaces } from './generate-faces.js';

/** The Explorer's command: files and folders to faces. */
export function registerAssets(maker: FaceMaker, log: LogOutputChannel): Disposable[] {
  return [
    commands.registerCommand(
      'facepencil.generateFaces',
      reporting(
        log,
        async (clicked?: Uri, selected?: readonly Uri[], existing?: Existing): Promise<boolean> => {
          const uris = await chosen(clicked, selected);
          return uris.length > 0 && generateFaces(maker, log, uris, existing);
        },
      ),
    ),
  ];
}

/** What was clicked in the Explorer with all that was selected there; from the palette, asked. */
async function chosen(clicked: Uri | undefined, selected: readonly Uri[] | undefined) {
  if (selected !== undefined && selected.length > 0) return selected;
  if (clicked !== undefined) return [clicked];
  return (
    (await window.showOpenDialog({
      canSelectMany: true,
      filters: { SVG: ['svg'] },
    })) ?? []
  );
}
