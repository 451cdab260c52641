import type { ToMain, ToUi } from '../messages.js';

/** To the main side. Figma passes on what is posted to the window around. */
export function post(message: ToMain): void {
  parent.postMessage({ pluginMessage: message }, '*');
}

/** From the main side; only the window around can be that. */
export function listen(hear: (message: ToUi) => void): void {
  addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source !== parent || typeof data !== 'object' || data === null) return;
    if ('pluginMessage' in data) hear(data.pluginMessage as ToUi);
  });
}
