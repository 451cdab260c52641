import type { WriteStream } from 'node:tty';

const WIDTH = 24;

/** A bar on a terminal's last line. Where standard error is no terminal it shows nothing. */
export class ProgressBar {
  private readonly stream: WriteStream | undefined;
  private done = 0;

  constructor(
    private readonly total: number,
    enabled: boolean,
    stream: WriteStream = process.stderr,
  ) {
    this.stream = enabled && stream.isTTY ? stream : undefined;
  }

  /** One more is done. */
  advance(): void {
    this.done++;
    this.show();
  }

  show(): void {
    const filled = Math.round((this.done / this.total) * WIDTH);
    const bar = '#'.repeat(filled).padEnd(WIDTH, '-');
    this.stream?.write(`\r\u001b[K[${bar}] ${this.done}/${this.total}`);
  }

  /** Clears the line, so that something else can be printed. */
  hide(): void {
    this.stream?.write('\r\u001b[K');
  }
}
