import { XzReadableStream } from 'xz-decompress';
import { decodeBase91 } from './base91.js';

/** Less than this is read on to the end rather than called off. */
const LITTLE = 1 << 20;

/** Files of the page, packed together. Each pack can be unpacked once. */
export class Pack {
  private readonly element: HTMLElement;
  private readonly files: readonly { readonly name: string; readonly size: number }[];

  constructor(id: string) {
    const element = document.getElementById(id);
    if (element === null) throw new Error(`The page holds no pack “${id}”.`);
    this.element = element;
    this.files = JSON.parse(element.dataset['files'] ?? '[]') as typeof this.files;
  }

  /** Bytes that have to be unpacked to get at the file: its own, and of those before it. */
  sizeUpTo(name: string): number {
    return this.files.slice(0, this.find(name) + 1).reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Unpacks as far as the last of the files named.
   *
   * @param onProgress told how many bytes came out, after each piece
   * @returns the files, in the order of the names
   */
  async take(
    names: readonly string[],
    onProgress: (bytes: number) => void,
  ): Promise<readonly Uint8Array[]> {
    const packed = decodeBase91(this.element.textContent);
    const last = Math.max(...names.map((name) => this.find(name)));
    const reader = new Reader(packed, onProgress);
    const found = new Map<string, Uint8Array>();
    for (const { name, size } of this.files.slice(0, last + 1)) {
      const bytes = await reader.read(size);
      if (names.includes(name)) found.set(name, bytes);
    }
    const left = this.files.slice(last + 1).reduce((sum, { size }) => sum + size, 0);
    await reader.end(left);
    // Some ten megabytes of text that nobody needs any more.
    this.element.textContent = '';
    return names.map((name) => found.get(name)!);
  }

  private find(name: string): number {
    const at = this.files.findIndex((file) => file.name === name);
    if (at < 0) throw new Error(`The pack holds no “${name}”.`);
    return at;
  }
}

class Reader {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private rest = new Uint8Array(0);

  constructor(
    packed: Uint8Array<ArrayBuffer>,
    private readonly onProgress: (bytes: number) => void,
  ) {
    this.reader = new XzReadableStream(new Blob([packed]).stream()).getReader();
  }

  async read(size: number): Promise<Uint8Array> {
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

  /**
   * Lets the next one begin: the package unpacks one stream at a time, and the others wait until
   * this has come to its end or is called off. Called off near the end, it would free its memory
   * twice.
   */
  async end(left: number): Promise<void> {
    if (left > LITTLE) {
      await this.reader.cancel();
      return;
    }
    for (;;) if ((await this.reader.read()).done) return;
  }
}
