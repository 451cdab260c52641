import type { WorkStorage } from './host.js';
import type { SavedWork } from './work.js';

/** Quiet time before work is saved: a slider that is dragged changes it all the time. */
const DELAY = 400;

/** Saves the latest work a moment after the last change. */
export class Autosave {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: (() => SavedWork) | undefined;

  constructor(
    private readonly storage: WorkStorage,
    private readonly report: (error: unknown) => void,
  ) {}

  /** @param work asked when the time has come */
  schedule(work: () => SavedWork): void {
    this.waiting = work;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), DELAY);
  }

  /**
   * Saves what waits now. Asks the storage before it returns, for pages that are going away and
   * have no time for a promise.
   */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting === undefined) return;
    try {
      await this.storage.save(waiting());
    } catch (error) {
      this.report(error);
    }
  }
}
