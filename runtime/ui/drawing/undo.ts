/** What undo and redo lead to, the next step last. */
export interface Steps<T> {
  readonly past: readonly T[];
  readonly future: readonly T[];
}

/** States that can be gone back to, without limit. States are shared, never changed in place. */
export class UndoStack<T> {
  private past: T[] = [];
  private future: T[] = [];
  private merging: string | undefined;

  constructor(private state: T) {}

  get current(): T {
    return this.state;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /**
   * @param merge changes in a row with the same key count as one step, as a slider's do while it
   *   is dragged
   */
  push(state: T, merge?: string): void {
    if (state === this.state) return;
    if (merge === undefined || merge !== this.merging) this.past.push(this.state);
    this.merging = merge;
    this.state = state;
    this.future = [];
  }

  /** Another state to begin with, and what undo and redo lead to from there; without it nothing. */
  replace(state: T, { past = [], future = [] }: Partial<Steps<T>> = {}): void {
    this.state = state;
    this.past = [...past];
    this.future = [...future];
    this.merging = undefined;
  }

  /** The steps nearest to the current state, at most so many to each side. */
  steps(most: number): Steps<T> {
    return { past: this.past.slice(-most), future: this.future.slice(-most) };
  }

  /** False if there is nothing to take back. */
  undo(): boolean {
    return this.step(this.past, this.future);
  }

  /** False if nothing was taken back. */
  redo(): boolean {
    return this.step(this.future, this.past);
  }

  private step(from: T[], to: T[]): boolean {
    if (from.length === 0) return false;
    to.push(this.state);
    this.state = from.pop()!;
    this.merging = undefined;
    return true;
  }
}
