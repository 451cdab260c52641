/** One change of a text: `length` characters from `offset` gave way to `inserted` new ones. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly inserted: number;
}

/**
 * Where an offset of a text is after changes to it.
 *
 * @param batches changes in the order in which they came; those of a batch came at once, with
 *   offsets in the text before it
 * @returns undefined if what was there is gone
 */
export function remapOffset(
  offset: number,
  batches: readonly (readonly TextChange[])[],
): number | undefined {
  let at = offset;
  for (const batch of batches) {
    let shift = 0;
    for (const change of batch) {
      const end = change.offset + change.length;
      if (end <= at) shift += change.inserted - change.length;
      else if (change.offset <= at) return undefined;
    }
    at += shift;
  }
  return at;
}
