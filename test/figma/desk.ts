import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { serve, type Site } from '../support/browser.js';
import { fromJson, toJson } from './fake/bytes.js';
import type { DocumentSpec } from './fake/spec.js';
import { paintDocument, type View } from './paint.js';
import type { Built } from './plugin.js';
import { Sandbox } from './sandbox.js';

/** Figma's colours, as it hands them to windows that ask for `themeColors`. */
const THEMES = {
  light: {
    bg: '#ffffff',
    'bg-secondary': '#f5f5f5',
    'bg-hover': '#f5f5f5',
    'bg-brand': '#0d99ff',
    border: '#e6e6e6',
    text: 'rgba(0, 0, 0, 0.9)',
    'text-secondary': 'rgba(0, 0, 0, 0.5)',
    'text-danger': '#dc3412',
    'text-onbrand': '#ffffff',
  },
  dark: {
    bg: '#2c2c2c',
    'bg-secondary': '#383838',
    'bg-hover': '#383838',
    'bg-brand': '#0c8ce9',
    border: '#444444',
    text: '#ffffff',
    'text-secondary': 'rgba(255, 255, 255, 0.7)',
    'text-danger': '#fca397',
    'text-onbrand': '#ffffff',
  },
} as const;

/** Nothing is let in but what the page holds: stricter than `allowedDomains: ["none"]`. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; worker-src blob: data:";

const SMALL = { width: 368, height: 770 };
/** Room for a sheet of the document beside the window. */
export const LARGE = { width: 1280, height: 800 };

export const OUT = fileURLToPath(new URL('../../out/test-figma/', import.meta.url));

let script: string | undefined;
function pageScript(): string {
  script ??= buildSync({
    entryPoints: [fileURLToPath(new URL('./desk-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  }).outputFiles[0]!.text;
  return script;
}

/** Figma around the window, as far as one needs it to look at a picture. */
const PAGE = `<!doctype html><title>Figma</title><style>
  body { margin: 0; background: #e5e5e5; font: 600 12px system-ui, sans-serif; overflow: hidden }
  #canvas, #canvas svg { position: fixed; inset: 0; width: 100%; height: 100% }
  #window { position: fixed; right: 24px; top: 24px; border-radius: 12px; overflow: hidden;
    background: var(--bg); color: var(--text); box-shadow: 0 2px 24px rgb(0 0 0 / 30%) }
  #window header { padding: 0 16px; line-height: 40px; border-bottom: 1px solid var(--line) }
  #window[hidden] { display: none }
  iframe { display: block; border: 0 }
</style><div id="canvas"></div>
<div id="window" hidden><header>FacePencil</header><div id="frame"></div></div>
<script src="/desk-page.js"></script>`;

export interface DeskOptions {
  readonly theme?: 'light' | 'dark';
  /** Content security policy of the window. */
  readonly policy?: string;
  /** How much of Figma is seen: little, as painting takes its time, unless one wants to look. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/**
 * The plugin's two sides joined as Figma joins them: code.js in QuickJS on a fake document, ui.html
 * in a sandboxed iframe without origin in Chromium, and messages between them.
 */
export class Desk {
  /** Errors of the page, the window, its workers and the bridge. */
  readonly complaints: string[] = [];
  /** Whether the window has said that faces are being made. */
  busy = false;
  private order: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly sandbox: Sandbox,
    readonly page: Page,
    private readonly site: Site,
    private readonly theme: 'light' | 'dark',
    private readonly policy: string,
  ) {}

  static async open(
    browser: Browser,
    { code, ui }: Built,
    spec: Omit<DocumentSpec, 'relaunchButtons'>,
    { theme = 'light', policy = POLICY, viewport = SMALL }: DeskOptions = {},
  ): Promise<Desk> {
    const site = await serve({
      '/': PAGE,
      '/desk-page.js': pageScript(),
      '/ui.html': ui,
      '/favicon.ico': '',
    });
    const context = await browser.newContext({
      viewport,
      colorScheme: theme,
    });
    // On a machine that does other things besides, a click may have to wait.
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    const sandbox = await Sandbox.open(code, spec);
    const desk = new Desk(sandbox, page, site, theme, policy);
    await desk.join();
    return desk;
  }

  /** The plugin's window. */
  get window(): FrameLocator {
    return this.page.frameLocator('#frame iframe');
  }

  /** Whatever was asked for over the network beside the desk itself. */
  get strangers(): readonly string[] {
    const own = ['/', '/desk-page.js', '/ui.html', '/favicon.ico'];
    return [...this.site.requests.filter((path) => !own.includes(path)), ...this.foreign];
  }
  private readonly foreign: string[] = [];

  run(command: string, parameters?: Readonly<Record<string, unknown>>): void {
    this.sandbox.run(command, parameters);
  }

  /** Another run of the plugin on the same document. */
  async runAgain(command: string, parameters?: Readonly<Record<string, unknown>>): Promise<void> {
    this.sandbox.runAgain(command, parameters);
    await this.order;
  }

  /** Waits until the window shows a face that is up to date. */
  async faceReady(timeout = 300_000): Promise<void> {
    await this.window.locator('fp-face-status .row.ready').waitFor({ timeout });
  }

  /** Waits for a notification, and gives its text. */
  async notified(text: RegExp): Promise<string> {
    const found = () => this.sandbox.notices.find((notice) => text.test(notice.text));
    await this.sandbox.until(() => found() !== undefined, String(text));
    return found()!.text;
  }

  /** Everything on its way has arrived. */
  async rest(): Promise<void> {
    await this.order;
    await this.sandbox.rest();
  }

  /** Paints the document as it is now behind the window. */
  async paint(view: View): Promise<void> {
    const svg = paintDocument(this.sandbox.dump(), (hash) => this.sandbox.image(hash), view);
    await this.page.evaluate((text) => {
      globalThis.desk.paint(text);
    }, svg);
  }

  /** A picture of the desk, kept in out/test-figma to be looked at. */
  async picture(name: string): Promise<Buffer> {
    const path = join(OUT, name);
    mkdirSync(dirname(path), { recursive: true });
    return this.page.screenshot({ path });
  }

  async close(): Promise<void> {
    this.sandbox.dispose();
    await this.page.context().close();
    await this.site.close();
  }

  private async join(): Promise<void> {
    const { page, sandbox, site } = this;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.context().on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(site.origin) && !/^(blob|data|about):/.test(url)) this.foreign.push(url);
    });
    await page.exposeFunction('deskHears', (origin: string, json: string) => {
      if (origin !== 'null') this.complaints.push(`the window has the origin ${origin}`);
      if (sandbox.closed) return;
      try {
        const message = fromJson(json) as { readonly type: string; readonly busy?: boolean };
        if (message.type === 'busy') this.busy = message.busy === true;
        sandbox.message(message);
      } catch (error) {
        this.complaints.push(String(error));
      }
    });
    await page.goto(site.origin);
    const theme = THEMES[this.theme];
    await page.addStyleTag({
      content: `:root { --bg: ${theme.bg}; --text: ${theme.text}; --line: ${theme.border} }`,
    });
    // In order, since each takes its time.
    const next = (step: () => Promise<unknown>) => {
      this.order = this.order.then(step).catch((error: unknown) => {
        if (!page.isClosed()) this.complaints.push(String(error));
      });
    };
    sandbox.onUi = (message) => {
      const json = toJson(message);
      next(() =>
        page.evaluate((text) => {
          globalThis.desk.tell(text);
        }, json),
      );
    };
    sandbox.onWindow = ({ visible = true, width = 300, height = 200, themeColors = false }) => {
      const head = this.head(themeColors);
      const shown = themeColors ? this.theme : undefined;
      next(() =>
        page.evaluate((options) => globalThis.desk.show(options), {
          ...{ visible, width, height, head, theme: shown },
        }),
      );
    };
    sandbox.onClose = () => {
      next(() =>
        page.evaluate(() => {
          globalThis.desk.hide();
        }),
      );
    };
  }

  private head(themeColors: boolean): string {
    const policy = `<meta http-equiv="Content-Security-Policy" content="${this.policy}">`;
    if (!themeColors) return policy;
    const colors = Object.entries(THEMES[this.theme]);
    const rules = colors.map(([name, color]) => `--figma-color-${name}: ${color};`);
    return `${policy}<style>:root { ${rules.join(' ')} }</style>`;
  }
}
