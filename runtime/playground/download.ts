import { FacePencilError } from '../src/errors.js';

/** Bytes of several files of the page's own origin, counted together. */
export class Download {
  private received = 0;
  private total = 0;

  constructor(private readonly onProgress: (received: number, total: number) => void) {}

  /**
   * @param bytes as long as the file is known to be; its size may not be told if it is compressed
   *   on the way
   * @throws FacePencilError file-unreadable
   */
  async get(path: string, bytes?: number): Promise<Uint8Array> {
    const response = await fetch(path).catch((cause: unknown) => {
      throw unreadable(path, 'no answer', cause);
    });
    if (!response.ok || response.body === null) throw unreadable(path, `status ${response.status}`);
    this.total += bytes ?? Number(response.headers.get('content-length') ?? 0);
    const parts: Uint8Array[] = [];
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw unreadable(path, 'it broke off', cause);
      });
      if (done) break;
      parts.push(value);
      this.received += value.length;
      this.onProgress(this.received, Math.max(this.total, this.received));
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
