/**
 * Changes of the document with the way back from each, so that what fails halfway leaves no trace.
 * Figma's own undo is the person's: it must hold one step for a whole conversion, and none for one
 * that failed.
 */
export class Journal {
  private readonly steps: (() => void)[] = [];

  /**
   * Does something.
   *
   * @param back sets all that it concerns to what it was, however far the change got before it failed
   */
  do(change: () => void, back: () => void): void {
    this.steps.push(back);
    change();
  }

  /**
   * Makes a layer.
   *
   * @param back removes it
   */
  make<T extends SceneNode>(create: () => T, back: (made: T) => void = remove): T {
    const made = create();
    this.steps.push(() => {
      back(made);
    });
    return made;
  }

  /** Sets one property of a layer. */
  set<T extends SceneNode, K extends keyof T>(node: T, property: K, value: T[K]): void {
    const before = node[property];
    this.do(
      () => (node[property] = value),
      () => (node[property] = before),
    );
  }

  rollBack(): void {
    for (const back of this.steps.splice(0).reverse()) {
      try {
        back();
      } catch {
        // The next ones may still work, and each is one thing less that is left behind.
      }
    }
  }
}

function remove(node: SceneNode): void {
  if (!node.removed) node.remove();
}

/**
 * Changes the document as one step of undo, or not at all.
 *
 * @throws whatever the change throws, after everything is taken back
 */
export async function inOneStep<T>(change: (journal: Journal) => T | Promise<T>): Promise<T> {
  const journal = new Journal();
  // What the person did before is a step of its own.
  figma.commitUndo();
  try {
    const result = await change(journal);
    figma.commitUndo();
    return result;
  } catch (error) {
    journal.rollBack();
    throw error;
  }
}
