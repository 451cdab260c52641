/** The layers behind a job. The UI knows only its key. */
export interface Source {
  readonly key: string;
  readonly name: string;
  readonly pageId: string;
  readonly pageName: string;
  /** Lowest first. Of a face made before: its group alone. */
  readonly ids: readonly string[];
  readonly isFace: boolean;
}

const known = new Map<string, Source>();

export function remember(source: Source): void {
  known.set(source.key, source);
}

export function recall(key: string): Source | undefined {
  return known.get(key);
}
