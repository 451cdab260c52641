// Runs in the page around the plugin's window, where Figma's own code would be.
import { fromJson, toJson } from './fake/bytes.js';

/** How Figma shows a plugin's window. */
export interface WindowOptions {
  readonly visible: boolean;
  readonly width: number;
  readonly height: number;
  /** Put at the head of the window's HTML. */
  readonly head: string;
  readonly theme: 'light' | 'dark' | undefined;
}

let frame: HTMLIFrameElement | undefined;

const desk = {
  /** Shows ui.html as Figma does: sandboxed, so that it has no origin of its own. */
  async show({ visible, width, height, head, theme }: WindowOptions): Promise<void> {
    const html = await (await fetch('/ui.html')).text();
    const made = document.createElement('iframe');
    made.setAttribute('sandbox', 'allow-scripts');
    made.title = 'FacePencil';
    made.style.width = `${width}px`;
    made.style.height = `${height}px`;
    made.srcdoc = html
      .replace('<html', theme === undefined ? '<html' : `<html class="figma-${theme}"`)
      .replace('<head>', () => `<head>${head}`);
    document.getElementById('window')!.hidden = !visible;
    document.getElementById('frame')!.append(made);
    frame = made;
  },
  /** From the main side. */
  tell(json: string): void {
    frame?.contentWindow?.postMessage(
      { pluginMessage: fromJson(json), pluginId: 'facepencil' },
      '*',
    );
  },
  hide(): void {
    frame?.remove();
    frame = undefined;
    document.getElementById('window')!.hidden = true;
  },
  paint(svg: string): void {
    document.getElementById('canvas')!.innerHTML = svg;
  },
};

addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source === null || source !== frame?.contentWindow) return;
  if (typeof data !== 'object' || data === null || !('pluginMessage' in data)) return;
  globalThis.deskHears(origin, toJson(data.pluginMessage));
});

declare global {
  var desk: {
    show(options: WindowOptions): Promise<void>;
    tell(json: string): void;
    hide(): void;
    paint(svg: string): void;
  };
  var deskHears: (origin: string, json: string) => void;
}
globalThis.desk = desk;
