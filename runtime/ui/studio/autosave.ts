import type { WorkStorage } from './host.js';
import type { SavedWork } from './work.js';

/** Quiet time before work is saved. */
const DELAY = 400;

/** Saves the latest work a moment after the last change, one save at a time. */
export class Autosave {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving = false;
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

  /** Saves what waits now: the page may be going away. */
  async flush(): Promise<void> {
    if (this.saving) return;
    clearTimeout(this.timer);
    this.saving = true;
    try {
      for (let work = this.take(); work !== undefined; work = this.take()) {
        await this.storage.save(work());
      }
    } catch (error) {
      this.report(error);
    } finally {
      this.saving = false;
    }
  }

  private take(): (() => SavedWork) | undefined {
    const { waiting } = this;
    this.waiting = undefined;
    return waiting;
  }
}
