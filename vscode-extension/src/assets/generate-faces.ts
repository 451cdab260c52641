import {
  type CancellationToken,
  l10n,
  type LogOutputChannel,
  type Progress,
  ProgressLocation,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { FacePencilError } from '../../../runtime/src/index.js';
import { isThere } from '../convert/store-image.js';
import type { FaceMaker } from '../generate/face-maker.js';
import { explain, isCancellation } from '../report.js';
import { assetsFolder, faceRequest } from '../settings.js';
import { findSketches } from './find-sketches.js';
import { type Output, outputsOf } from './outputs.js';

/** What to do with images that are there: asked, unless it is given. */
export type Existing = 'replace' | 'skip';

interface Tally {
  made: number;
  readonly failed: { readonly sketch: Uri; readonly error: unknown }[];
}

/**
 * Makes a PNG of each SVG file, beside it or in the folder that is set. A bad file is reported in the end, and the others go on.
 *
 * @param uris files and folders
 * @returns whether all were made
 * @throws FacePencilError selection-empty if there is no SVG file, generate-cancelled
 */
export async function generateFaces(
  maker: FaceMaker,
  log: LogOutputChannel,
  uris: readonly Uri[],
  existing?: Existing,
): Promise<boolean> {
  const all = outputsOf(
    await window.withProgress(
      { location: ProgressLocation.Window, title: l10n.t('FacePencil: looking for SVG files') },
      (_, token) => findSketches(uris, token),
    ),
    assetsFolder,
  );
  if (all.length === 0) {
    throw new FacePencilError('selection-empty', 'There is no SVG file among these.', {
      hint: 'Choose SVG files, or folders that hold some.',
    });
  }
  const outputs = await settleExisting(all, existing);
  if (outputs.length === 0) return false;
  const tally: Tally = { made: 0, failed: [] };
  const finished = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title:
        outputs.length === 1
          ? l10n.t('Making the face')
          : l10n.t('Making {0} faces', outputs.length),
      cancellable: true,
    },
    (progress, token) => makeAll(maker, outputs, tally, progress, token),
  );
  tell(log, tally, outputs.length, finished);
  return finished && tally.failed.length === 0;
}

/** @returns those to make; none if the question was waved away */
async function settleExisting(
  outputs: readonly Output[],
  existing: Existing | undefined,
): Promise<readonly Output[]> {
  const there = new Set<Output>();
  for (const output of outputs) if (await isThere(output.png)) there.add(output);
  if (there.size === 0) return outputs;
  const replace = l10n.t('Replace');
  const skip = l10n.t('Keep Those');
  const rest = outputs.filter((output) => !there.has(output));
  const [first] = there;
  const answer =
    existing ??
    (await window.showWarningMessage(
      there.size === 1
        ? l10n.t('{0} is there already.', workspace.asRelativePath(first!.png))
        : l10n.t('{0} of the images are there already.', there.size),
      { modal: true, detail: l10n.t('Replace what is there, or make the others only?') },
      replace,
      ...(rest.length === 0 ? [] : [skip]),
    ));
  if (answer === replace || answer === 'replace') return outputs;
  return answer === skip || answer === 'skip' ? rest : [];
}

async function makeAll(
  maker: FaceMaker,
  outputs: readonly Output[],
  tally: Tally,
  progress: Progress<{ message?: string; increment?: number }>,
  token: CancellationToken,
): Promise<boolean> {
  const aborter = new AbortController();
  token.onCancellationRequested(() => {
    aborter.abort();
  });
  for (const { sketch, png } of outputs) {
    progress.report({ message: workspace.asRelativePath(sketch) });
    try {
      await makeOne(maker, sketch, png, aborter.signal);
      tally.made++;
    } catch (error) {
      if (isCancellation(error)) return false;
      tally.failed.push({ sketch, error });
    }
    progress.report({ increment: 100 / outputs.length });
  }
  return true;
}

async function makeOne(maker: FaceMaker, sketch: Uri, png: Uri, signal: AbortSignal) {
  const bytes = await workspace.fs.readFile(sketch);
  // As the file's encoding is set, or as its byte order mark says.
  const text = await workspace.decode(bytes, { uri: sketch });
  const [made] = await maker.make(
    { text, language: 'svg', source: { kind: 'whole' }, requests: [faceRequest(sketch)] },
    { signal },
  );
  if (made !== undefined) await workspace.fs.writeFile(png, made.png);
}

function tell(log: LogOutputChannel, { made, failed }: Tally, of: number, finished: boolean): void {
  for (const { sketch, error } of failed) {
    log.error(`${workspace.asRelativePath(sketch)}: ${explain(error)}`);
  }
  const [first] = failed;
  if (first !== undefined) {
    const showLog = l10n.t('Show Log');
    const message =
      of === 1
        ? explain(first.error)
        : l10n.t('{0} of {1} faces made, {2} failed.', made, of, failed.length);
    void window.showErrorMessage(message, showLog).then((answer) => {
      if (answer === showLog) log.show();
    });
  } else if (!finished) {
    void window.showInformationMessage(l10n.t('Stopped. {0} of {1} faces are made.', made, of));
  } else if (of > 1) {
    void window.showInformationMessage(l10n.t('{0} faces made.', made));
  }
}
