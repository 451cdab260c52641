import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureFigmaPlugin } from '../../scripts/lib.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Built {
  readonly code: string;
  readonly ui: string;
}

/** The plugin's two files, built anew if they are older than their sources. */
export function buildPlugin(model: 'models' | 'test/fixtures/model'): Built {
  const folder = model === 'models' ? 'figma-plugin/dist' : 'out/test-figma';
  ensureFigmaPlugin(model, folder);
  return {
    code: readFileSync(`${root}${folder}/code.js`, 'utf8'),
    ui: readFileSync(`${root}${folder}/ui.html`, 'utf8'),
  };
}

export interface Manifest {
  readonly name: string;
  readonly main: string;
  readonly ui: string;
  readonly editorType: readonly string[];
  readonly documentAccess: string;
  readonly networkAccess: { readonly allowedDomains: readonly string[] };
  readonly menu: readonly {
    readonly name?: string;
    readonly command?: string;
    readonly parameters?: readonly { readonly key: string; readonly name: string }[];
  }[];
  readonly relaunchButtons: readonly { readonly command: string; readonly name: string }[];
}

export const MANIFEST = JSON.parse(
  readFileSync(`${root}figma-plugin/manifest.json`, 'utf8'),
) as Manifest;
