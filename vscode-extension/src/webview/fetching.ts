import { FacePencilError } from '../../../runtime/src/errors.js';

/** Gets files of the extension, and tells how many bytes have come of how many. */
export class Fetching {
  private received = 0;
  private total = 0;

  constructor(private readonly onProgress: (received: number, total: number) => void) {}

  /**
   * @param size in bytes, where it is known before
   * @throws FacePencilError file-unreadable
   */
  async get(address: string, size?: number): Promise<Uint8Array<ArrayBuffer>> {
    let response: Response;
    try {
      response = await fetch(address);
    } catch (cause) {
      throw unreadable(address, cause);
    }
    if (!response.ok) throw unreadable(address);
    this.total += size ?? Number(response.headers.get('content-length') ?? 0);
    const bytes = new Uint8Array(await response.arrayBuffer());
    this.received += bytes.length;
    this.total = Math.max(this.total, this.received);
    this.onProgress(this.received, this.total);
    return bytes;
  }
}

function unreadable(address: string, cause?: unknown): FacePencilError {
  const name = /[^/]*$/.exec(address)?.[0] ?? address;
  return new FacePencilError('file-unreadable', `The file ${name} cannot be read.`, {
    hint: 'Check the setting facepencil.model.path, or install the extension again.',
    where: name,
    cause,
  });
}
