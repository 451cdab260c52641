import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Served } from '../../scripts/serve.mjs';
import { launch, openPlayground, type Playground, servePlayground } from './playground.js';

/** What a suite of tests works on; good only inside its tests. */
export interface Suite {
  readonly address: string;
  readonly browser: Browser;
  readonly playground: Playground;
  readonly page: Page;
}

/**
 * Serves the page for a suite, opens it anew for every test, and after each checks that it
 * complained about nothing and asked nobody but its own origin.
 *
 * @param folder to build to, of this suite alone: suites may run side by side
 */
export function usePlayground(folder: string): Suite {
  let served: Served;
  let browser: Browser;
  let playground: Playground;
  beforeAll(async () => {
    served = await servePlayground(`out/test-playground-${folder}`);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });
  beforeEach(async () => {
    playground = await openPlayground(browser, served.address, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
  });
  afterEach(async () => {
    await playground.page.context().close();
    expect(playground.complaints).toEqual([]);
    expect(playground.requests.length).toBeGreaterThan(0);
    expect(elsewhere(playground.requests, served.address)).toEqual([]);
  });
  return {
    get address() {
      return served.address;
    },
    get browser() {
      return browser;
    },
    get playground() {
      return playground;
    },
    get page() {
      return playground.page;
    },
  };
}

/** Requests that left the page's own origin. */
export function elsewhere(requests: readonly string[], address: string): string[] {
  return requests.filter((url) => !url.startsWith(address) && !/^(blob|data):/.test(url));
}
