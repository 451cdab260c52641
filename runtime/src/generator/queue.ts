import { FacePencilError } from '../errors.js';

export interface QueueOptions {
  /**
   * For drawing as it happens: while it waits, a newer live request takes its place, and it is
   * refused with generate-replaced. Default false: it waits its turn.
   */
  readonly live?: boolean | undefined;
  /** Aborting cancels the request, waiting or running: generate-cancelled. */
  readonly signal?: AbortSignal | undefined;
}

interface Request {
  readonly live: boolean;
  readonly start: (isOpen: () => boolean) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** No answer was given yet. */
  open: boolean;
}

/**
 * Runs requests one at a time, in order. A request that runs cannot be stopped half-way: when it
 * is cancelled its asker is told at once, its result is dropped, and the next one starts after it.
 */
export class RequestQueue {
  private readonly waiting: Request[] = [];
  private running: Request | undefined;
  private closed: FacePencilError | undefined;

  /**
   * @param start begins the request; may ask its argument whether anyone still waits for it
   * @throws FacePencilError generate-replaced, generate-cancelled, what the queue was closed with,
   *   or what `start` throws
   */
  async submit<T>(
    start: (isOpen: () => boolean) => Promise<T>,
    { live = false, signal }: QueueOptions = {},
  ): Promise<T> {
    if (this.closed !== undefined) throw this.closed;
    if (signal?.aborted === true) throw cancelled();
    let abort: (() => void) | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        const request: Request = {
          live,
          start,
          resolve: resolve as (value: unknown) => void,
          reject,
          open: true,
        };
        abort = () => {
          this.refuse(request, cancelled());
        };
        signal?.addEventListener('abort', abort);
        this.enqueue(request);
      });
    } finally {
      if (abort !== undefined) signal?.removeEventListener('abort', abort);
    }
  }

  /** Refuses every request, waiting and running, with generate-cancelled. */
  cancel(): void {
    this.refuseAll(cancelled());
  }

  /** Refuses every request with the error, and all that come later. */
  close(error: FacePencilError): void {
    this.closed ??= error;
    this.refuseAll(error);
  }

  private enqueue(request: Request): void {
    const older = request.live ? this.waiting.findIndex(({ live }) => live) : -1;
    if (older >= 0) {
      const [replaced] = this.waiting.splice(older, 1, request);
      if (replaced !== undefined) this.refuse(replaced, replacedByNewer());
    } else {
      this.waiting.push(request);
    }
    void this.next();
  }

  private async next(): Promise<void> {
    if (this.running !== undefined) return;
    const request = this.waiting.shift();
    if (request === undefined) return;
    this.running = request;
    try {
      const result = await request.start(() => request.open);
      if (request.open) request.resolve(result);
    } catch (error) {
      if (request.open) request.reject(error);
    }
    request.open = false;
    this.running = undefined;
    void this.next();
  }

  private refuseAll(error: FacePencilError): void {
    const requests = [...(this.running === undefined ? [] : [this.running]), ...this.waiting];
    for (const request of requests) this.refuse(request, error);
  }

  private refuse(request: Request, error: FacePencilError): void {
    const at = this.waiting.indexOf(request);
    if (at >= 0) this.waiting.splice(at, 1);
    if (!request.open) return;
    request.open = false;
    request.reject(error);
  }
}

function cancelled(): FacePencilError {
  return new FacePencilError('generate-cancelled', 'The request was cancelled.', {
    hint: 'Ask again if the face is still wanted.',
  });
}

function replacedByNewer(): FacePencilError {
  return new FacePencilError('generate-replaced', 'A newer live request took its place.', {
    hint: 'Nothing to do: the newer one is answered.',
  });
}
