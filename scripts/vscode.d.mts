export function ensureCodeServer(): { readonly node: string; readonly folder: string };
export function ensureExtensionBuilt(): void;
export function packExtension(file: string): void;
