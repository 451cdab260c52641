/** Why something is not done, in a sentence for the person. The document is as it was. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Any failure in words for the person. */
export function inWords(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  const why = error instanceof Error ? error.message : String(error);
  if (/read-only|permission|view-only|cannot write|not editable/i.test(why)) {
    return 'You can only view this file. Ask for edit access, or duplicate it to your drafts.';
  }
  return `Figma refused: ${why}. Nothing was changed.`;
}
