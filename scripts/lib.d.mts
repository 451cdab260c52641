export const root: string;
export function run(
  command: string,
  args: readonly string[],
  options?: { readonly env?: Readonly<Record<string, string | undefined>> },
): void;
export function ensureInstalled(): void;
export function ensureBuilt(): void;
export function ensureChromium(): void;
export function ensureFigmaPlugin(model?: string, folder?: string): void;
export function ensurePython(): string;
