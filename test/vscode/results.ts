/** Where the extension runs: node, as on a desktop, or a web worker, as on vscode.dev. */
export type ExtensionHost = 'node' | 'web';

/** How one test of a suite in the extension host went. */
export interface TestResult {
  /** Its suites and its own name. */
  readonly name: string;
  /** Left out if it passed. */
  readonly error?: string;
}

export interface TestRun {
  readonly host: ExtensionHost;
  readonly results: readonly TestResult[];
}

/** What the extension host leaves for the test process to read, beside the workspace. */
export const RESULTS_FILE = 'results.json';
