import { fileURLToPath } from 'node:url';
import type { CodeServer } from './code-server.js';

/** The folder of the extension's manifest. */
export const EXTENSION = fileURLToPath(new URL('../../vscode-extension', import.meta.url));

/** The address of VS Code's window, with the workspace open; `payload` is told to the window. */
export function workbenchUrl(
  { authority, workspace }: CodeServer,
  payload: Readonly<Record<string, string>> = {},
): string {
  const told = Object.entries({ skipWelcome: 'true', ...payload });
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(told) });
  return `http://${authority}/?${query}`;
}
