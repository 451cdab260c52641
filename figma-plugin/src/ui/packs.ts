import { XzReadableStream } from 'xz-decompress';
import { decodeBase91 } from './base91.js';

/** Files of the page, unpacked one after the other, as far as they are asked for. */
export class Pack {
  private readonly files: readonly { readonly name: string; readonly size: number }[];
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private rest = new Uint8Array(0);
  private next = 0;

  /** @param onProgress told how many bytes came out, after each piece */
  constructor(
    id: string,
    private readonly onProgress: (bytes: number) => void,
  ) {
    const element = document.getElementById(id);
    if (element === null) throw new Error(`The page holds no pack “${id}”.`);
    this.files = JSON.parse(element.dataset['files'] ?? '[]') as typeof this.files;
    const packed = decodeBase91(element.textContent);
    // Some ten megabytes of text that nobody needs any more.
    element.textContent = '';
    this.reader = new XzReadableStream(new Blob([packed]).stream()).getReader();
  }

  /** Bytes of the files named, unpacked. */
  sizeOf(...names: readonly string[]): number {
    const wanted = this.files.filter(({ name }) => names.includes(name));
    return wanted.reduce((sum, { size }) => sum + size, 0);
  }

  /** The file; those before it are passed over. Files come in their order only, once each. */
  async take(name: string): Promise<Uint8Array> {
    for (;;) {
      const file = this.files[this.next++];
      if (file === undefined) throw new Error(`The pack holds no “${name}” from here on.`);
      const bytes = await this.read(file.size);
      if (file.name === name) return bytes;
    }
  }

  private async read(size: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size;) {
      if (this.rest.length === 0) {
        const { done, value } = await this.reader.read();
        if (done) throw new Error('The plugin is cut short: install it again.');
        // The stream uses its buffer again.
        this.rest = value.slice();
        this.onProgress(value.length);
      }
      const part = this.rest.subarray(0, size - at);
      bytes.set(part, at);
      at += part.length;
      this.rest = this.rest.subarray(part.length);
    }
    return bytes;
  }
}
