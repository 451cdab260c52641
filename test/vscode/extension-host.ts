import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { ensureExtensionBuilt } from '../../scripts/vscode.mjs';
import { launchChromium } from '../support/browser.js';
import { EXTENSION, workbenchUrl } from './workbench.js';
import { startCodeServer } from './code-server.js';
import { type ExtensionHost, RESULTS_FILE, type TestRun } from './results.js';

/** A site that exists in the test's browser only. */
const ELSEWHERE = 'https://facepencil.test';

/**
 * Runs the suites (suites/index.ts) inside the extension host of a real VS Code.
 *
 * @param files of the workspace
 * @param trusted whether the workspace is
 */
export async function runSuites(
  host: ExtensionHost,
  files: Readonly<Record<string, string | Uint8Array>>,
  trusted = true,
): Promise<TestRun> {
  ensureExtensionBuilt();
  const server = await startCodeServer(files, trusted);
  // VS Code runs an extension of its own server in node, and one of another site in a web worker.
  const extension = host === 'node' ? `vscode-remote://${server.authority}${EXTENSION}` : ELSEWHERE;
  const browser = await launchChromium();
  try {
    // VS Code runs tests where the extension runs only if they lie in its folder.
    const suites = `dist/test/suites-${host}.js`;
    await bundleSuites(join(EXTENSION, suites));
    const context = await browser.newContext();
    const page = await context.newPage();
    await context.route(`${ELSEWHERE}/**`, (route) =>
      route.fulfill({
        path: EXTENSION + new URL(route.request().url()).pathname,
        headers: { 'Access-Control-Allow-Origin': '*' },
      }),
    );
    if (host === 'web') await developInWeb(page, suites);
    const ended = new Promise<number>((resolve) => {
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    const log: string[] = [];
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      log.push(`${type}: ${JSON.stringify(args)}`);
    });
    await page.goto(
      workbenchUrl(server, {
        extensionDevelopmentPath: extension,
        extensionTestsPath: `${extension}/${suites}`,
      }),
    );
    await ended;
    const written = await readFile(join(server.workspace, '..', RESULTS_FILE), 'utf8').catch(() => {
      throw new Error(`No suite ran:\n${log.join('\n')}\n${server.log()}`);
    });
    return JSON.parse(written) as TestRun;
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * Has the workbench take the extension of another site as one under development.
 *
 * The address of a server's own page can name only extensions of its file system; the page's
 * configuration can name others, as `@vscode/test-web` does it. It is changed where it is read: a
 * page that a test answers for may not connect to this machine.
 */
async function developInWeb(page: Page, suites: string): Promise<void> {
  const { host: authority } = new URL(ELSEWHERE);
  const at = (path: string) => ({ scheme: 'https', authority, path });
  await page.addInitScript(
    (added) => {
      const { value: read } = Object.getOwnPropertyDescriptor(
        Element.prototype,
        'getAttribute',
      ) as { value: (this: Element, name: string) => string | null };
      Element.prototype.getAttribute = function (name) {
        const value = read.call(this, name);
        if (this.id !== 'vscode-workbench-web-configuration' || value === null) return value;
        const settings = JSON.parse(value) as { developmentOptions?: object };
        const developmentOptions = { ...settings.developmentOptions, ...added };
        return JSON.stringify({ ...settings, developmentOptions });
      };
    },
    { extensions: [at('/')], extensionTestsPath: at(`/${suites}`) },
  );
}

async function bundleSuites(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(EXTENSION, '../test/vscode/suites/index.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2022',
    external: ['vscode'],
    logLevel: 'error',
  });
}
