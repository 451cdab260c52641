import { l10n, ProgressLocation, window } from 'vscode';
import type { FaceMaker } from '../generate/face-maker.js';
import type { FaceTask, MadePng } from '../generate/task.js';

/**
 * Makes the faces of a task while a notification shows how far it is, and lets one give up.
 *
 * @throws FacePencilError what FaceMaker.make throws
 */
export async function makeWithProgress(maker: FaceMaker, task: FaceTask): Promise<MadePng[]> {
  const { length } = task.requests;
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: length === 1 ? l10n.t('Making the face') : l10n.t('Making {0} faces', length),
      cancellable: true,
    },
    async (progress, token) => {
      const aborter = new AbortController();
      token.onCancellationRequested(() => {
        aborter.abort();
      });
      return maker.make(task, {
        signal: aborter.signal,
        onProgress: (step) => {
          if (step.kind === 'load') progress.report({ message: l10n.t('loading the model …') });
          else if (length > 1) {
            progress.report({
              message: l10n.t('{0} of {1}', step.count, length),
              increment: 100 / length,
            });
          } else progress.report({ message: '' });
        },
      });
    },
  );
}
