import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export { launchChromium } from '../../scripts/browser.mjs';

export interface Site {
  readonly origin: string;
  /** Paths asked for so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const TYPES: readonly (readonly [ending: RegExp, type: string])[] = [
  [/\.js$/, 'text/javascript'],
  [/\.json$/, 'application/json'],
  [/\.wasm$/, 'application/wasm'],
  [/\.onnx$/, 'application/octet-stream'],
];

/**
 * Serves pages and files on localhost, which is a secure context.
 *
 * @param content by path: text as it is, or the URL of a file
 */
export async function serve(content: Readonly<Record<string, string | URL>>): Promise<Site> {
  const requests: string[] = [];
  const server: Server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    requests.push(pathname);
    const found = content[pathname];
    const type = TYPES.find(([ending]) => ending.test(pathname))?.[1] ?? 'text/html; charset=utf-8';
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': type });
    response.end(found instanceof URL ? readFileSync(found) : found);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
