export const root: string;
export function ensureInstalled(): void;
export function ensureBuilt(): void;
export function ensurePython(): string;
