import { chromium } from 'playwright-core';
import { ensureChromium } from '../../scripts/lib.mjs';

/** Chromium without a window, which connects to nothing by itself. */
export function launchChromium() {
  ensureChromium();
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
