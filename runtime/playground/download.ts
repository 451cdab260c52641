import { FacePencilError } from '../src/errors.js';

/** Bytes of several files of the page's own origin, counted together. */
export class Download {
  private received = 0;

  /**
   * @param total of all that is to come. Known beforehand, because a server may not say how large
   *   a file is, or say it of the compressed one.
   */
  constructor(
    private readonly total: number,
    private readonly onProgress: (received: number, total: number) => void,
  ) {}

  /** @throws FacePencilError file-unreadable */
  async get(path: string): Promise<Uint8Array> {
    const response = await fetch(path).catch((cause: unknown) => {
      throw unreadable(path, 'no answer', cause);
    });
    if (!response.ok || response.body === null) throw unreadable(path, `status ${response.status}`);
    const parts: Uint8Array[] = [];
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw unreadable(path, 'it broke off', cause);
      });
      if (done) break;
      parts.push(value);
      this.received += value.length;
      this.onProgress(this.received, this.total);
    }
    return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
  }
}

function unreadable(path: string, why: string, cause?: unknown): FacePencilError {
  return new FacePencilError('file-unreadable', `${path} could not be downloaded: ${why}.`, {
    hint: 'Check that the whole folder of the page is served, and try again.',
    where: path,
    cause,
  });
}
