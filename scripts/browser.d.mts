import type { Browser } from 'playwright-core';

export function launchChromium(...flags: readonly string[]): Promise<Browser>;
