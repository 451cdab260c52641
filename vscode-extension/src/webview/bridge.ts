import { FacePencilError } from '../../../runtime/src/errors.js';
import type { PageEdit, ToExtension, ToPage } from '../editor/messages.js';

/** What the page remembers when it is hidden, or the window is loaded anew. Plain JSON. */
export interface PageState {
  /** Offsets of the selected elements. */
  readonly chosen: readonly number[];
  /** Of sketches; a face has its own. */
  readonly settings?: unknown;
  readonly tool?: string;
  readonly symmetry?: boolean;
  readonly template?: boolean;
  readonly inPlace?: boolean;
  /** Offsets of the groups that the element tree shows opened or closed, against its habit. */
  readonly turned?: readonly number[];
}

const api = acquireVsCodeApi<PageState>();

export function post(message: ToExtension): void {
  api.postMessage(message);
}

export function listen(hear: (message: ToPage) => void): void {
  addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    hear(data);
  });
}

export function readState(): PageState {
  return { chosen: [], ...api.getState() };
}

export function saveState(state: PageState): void {
  api.setState(state);
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: FacePencilError) => void;
}

const waiting = new Map<number, Waiting>();
let requests = 0;

/**
 * Asks the extension to change the text.
 *
 * @param version of the text that offsets in the edit are of
 * @throws FacePencilError what the extension says no with; the text is then as it was
 */
export function requestEdit(version: number, edit: PageEdit): Promise<void> {
  const request = ++requests;
  return new Promise((resolve, reject) => {
    waiting.set(request, { resolve, reject });
    post({ kind: 'edit', request, version, edit });
  });
}

/** Settles the request that an answer is for. */
export function settle({ request, error }: Extract<ToPage, { kind: 'edited' }>): void {
  const one = waiting.get(request);
  waiting.delete(request);
  if (error === undefined) one?.resolve();
  else one?.reject(FacePencilError.fromJSON(error));
}
