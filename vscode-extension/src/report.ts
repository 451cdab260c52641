import { l10n, type LogOutputChannel, window } from 'vscode';
import { FacePencilError } from '../../runtime/src/index.js';

/**
 * Wraps what a command does, so that a failure is shown: what was wrong, where, and what to do.
 * Giving up is no failure.
 *
 * @returns true if it was done, false if it was not
 */
export function reporting<Args extends unknown[]>(
  log: LogOutputChannel,
  run: (...args: Args) => Promise<boolean>,
): (...args: Args) => Promise<boolean> {
  return async (...args) => {
    try {
      return await run(...args);
    } catch (error) {
      report(log, error);
      return false;
    }
  };
}

export function report(log: LogOutputChannel, error: unknown): void {
  if (isCancellation(error)) return;
  log.error(error instanceof Error ? error : String(error));
  const showLog = l10n.t('Show Log');
  void window.showErrorMessage(explain(error), showLog).then((answer) => {
    if (answer === showLog) log.show();
  });
}

export function explain(error: unknown): string {
  if (!(error instanceof FacePencilError)) {
    return l10n.t('FacePencil: {0}', error instanceof Error ? error.message : String(error));
  }
  const { message, hint, where } = error;
  const place = where === undefined || message.includes(where) ? '' : ` (${where})`;
  return `${message.replace(/\.$/, '')}${place}. ${hint}`;
}

export function isCancellation(error: unknown): boolean {
  return error instanceof FacePencilError && error.code === 'generate-cancelled';
}
