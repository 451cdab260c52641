export const root: string;
export function ensureInstalled(): void;
export function ensureBuilt(): void;
export function ensureFigmaPlugin(model?: string, folder?: string): void;
export function ensurePython(): string;
