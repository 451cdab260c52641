// npm run playground: builds the page, serves it on this machine only, and opens it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, ensurePlayground, root } from './lib.mjs';
import { serve } from './serve.mjs';

ensureInstalled();
ensurePlayground();

const port = Number(process.env.PORT ?? 4173);
const server = await serve(join(root, 'runtime/dist/playground'), { port });
console.log(`FacePencil playground: ${server.address}  (Ctrl+C ends it)`);
if (hasDisplay()) open(server.address);

function hasDisplay() {
  if (process.env.CI) return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function open(address) {
  const [command, ...args] = {
    darwin: ['open', address],
    win32: ['cmd', '/c', 'start', '', address],
  }[process.platform] ?? ['xdg-open', address];
  // Where no browser can be opened, the address stands above.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
