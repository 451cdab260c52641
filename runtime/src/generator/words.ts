/** The first line of what was thrown, as part of a sentence. */
export function words(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ''] = message.split('\n');
  return line.trim().replace(/\.$/, '').slice(0, 300);
}
