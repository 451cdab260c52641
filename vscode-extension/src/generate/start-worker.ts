import type { Endpoint } from 'comlink';
import type { Uri } from 'vscode';

/** A worker that was started, however this host starts workers. */
export interface StartedWorker {
  readonly endpoint: Endpoint;
  /** Rejects when the worker breaks; never resolves. */
  readonly broken: Promise<never>;
  terminate(): void;
}

/**
 * Starts the worker that makes faces.
 *
 * @param folder of the extension's built files
 */
export type StartWorker = (folder: Uri) => Promise<StartedWorker>;
