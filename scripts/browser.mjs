// Chromium, for pictures, measures and tests.
import { ensureChromium } from './lib.mjs';

/**
 * Chromium without a window, which connects to nothing by itself.
 *
 * @param {...string} flags
 */
export async function launchChromium(...flags) {
  ensureChromium();
  // Not before it is installed: scripts run in a fresh clone.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...flags,
    ],
  });
}
