/** The language that an SVG stands in; it decides how markup is read and written. */
export type HostLanguage = 'svg' | 'html' | 'markdown' | 'vue' | 'svelte' | 'jsx';

const BY_EXTENSION: Readonly<Record<string, HostLanguage>> = {
  svg: 'svg',
  html: 'html',
  htm: 'html',
  md: 'markdown',
  markdown: 'markdown',
  vue: 'vue',
  svelte: 'svelte',
  jsx: 'jsx',
  tsx: 'jsx',
};

const BY_ID: Readonly<Record<string, HostLanguage>> = {
  svg: 'svg',
  xml: 'svg',
  html: 'html',
  markdown: 'markdown',
  vue: 'vue',
  svelte: 'svelte',
  javascriptreact: 'jsx',
  typescriptreact: 'jsx',
  javascript: 'jsx',
};

/**
 * The language of a document. A known file extension says more than the language id: without its
 * extension for VS Code, a Vue or Svelte file is plain text.
 *
 * @param path of the document, or its name; for one never saved, whatever it is called
 * @param languageId of VS Code
 * @returns undefined for a language that holds no SVG that could be changed safely
 */
export function hostLanguageOf(path: string, languageId: string): HostLanguage | undefined {
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return lookUp(BY_EXTENSION, extension) ?? lookUp(BY_ID, languageId);
}

function lookUp(
  table: Readonly<Record<string, HostLanguage>>,
  key: string,
): HostLanguage | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
