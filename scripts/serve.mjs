// A folder over http on 127.0.0.1, cross-origin isolated, for pages and their tests.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
/**
 * What a page declares of itself is sent as a header too: that counts before the page is parsed,
 * and can say who may frame it, which a page cannot.
 */
const POLICY = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/;

/**
 * @param {string} folder
 * @param {{ port?: number, isolated?: boolean, refuse?: (path: string) => boolean }} [options]
 *   port 0 takes any; if the port is taken, another is; what is refused is not found
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serve(folder, { port = 0, isolated = true, refuse } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = normalize(decodeURIComponent(pathname)).replace(/\/$/, '/index.html');
    if (path.includes('..')) return response.writeHead(400).end();
    try {
      if (refuse?.(path)) throw new Error('refused');
      const content = await readFile(join(folder, path));
      const policy = path.endsWith('.html') && POLICY.exec(content.toString())?.[1];
      response.writeHead(200, {
        'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
        'Content-Length': content.length,
        'Cache-Control': 'no-cache',
        'X-Content-Type-Options': 'nosniff',
        ...(policy && { 'Content-Security-Policy': `${policy}; frame-ancestors 'none'` }),
        ...(isolated ? ISOLATION : {}),
      });
      response.end(content);
    } catch {
      response.writeHead(404).end('Not found');
    }
  });
  await listen(server, port).catch(() => listen(server, 0));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
