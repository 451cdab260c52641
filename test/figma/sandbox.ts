import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { getQuickJS, type QuickJSContext, type QuickJSHandle } from 'quickjs-emscripten';
import { fromJson, toJson } from './fake/bytes.js';
import type { DocumentSpec, DumpedDocument, DumpedNode } from './fake/spec.js';
import { MANIFEST } from './plugin.js';

/** Names that browsers have and Figma's sandbox has not. */
const BROWSER = [
  'window',
  'self',
  'document',
  'navigator',
  'location',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'Worker',
  'Blob',
  'File',
  'FileReader',
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'ImageData',
  'OffscreenCanvas',
  'createImageBitmap',
  'localStorage',
  'indexedDB',
  'crypto',
  'performance',
  'structuredClone',
  'queueMicrotask',
  'requestAnimationFrame',
  'atob',
  'btoa',
  'AbortController',
  'AbortSignal',
  'Event',
  'EventTarget',
  'MessageChannel',
  'DOMParser',
  'WebAssembly',
  'process',
  'Buffer',
  'require',
];

export interface Notice {
  readonly text: string;
  readonly error: boolean;
  readonly button?: string;
  readonly notice: number;
}

/** What `figma.showUI` asks for. */
export interface WindowRequest {
  readonly visible?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly themeColors?: boolean;
}

let bundled: string | undefined;
function fakeFigma(): string {
  bundled ??= buildSync({
    entryPoints: [fileURLToPath(new URL('./fake/host.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  }).outputFiles[0]!.text;
  return bundled;
}

/**
 * Figma's sandbox: a JavaScript engine without a browser (QuickJS, as in Figma), with code.js in
 * it as it is built, and a fake `figma` around a fake document.
 */
export class Sandbox {
  readonly notices: Notice[] = [];
  /** Messages to the UI, oldest first. */
  readonly toUi: { readonly type: string; readonly [key: string]: unknown }[] = [];
  readonly windows: WindowRequest[] = [];
  /** What of a browser the code asked for. */
  readonly touched: string[] = [];
  readonly complaints: string[] = [];
  closed = false;
  html = '';
  onUi: (message: unknown) => void = () => undefined;
  onWindow: (request: WindowRequest) => void = () => undefined;
  onClose: () => void = () => undefined;
  /** How each timer that runs is called off. */
  private readonly timers = new Map<number, () => void>();

  private constructor(
    private readonly vm: QuickJSContext,
    private readonly code: string,
  ) {}

  static async open(code: string, spec: Omit<DocumentSpec, 'relaunchButtons'>): Promise<Sandbox> {
    const quickjs = await getQuickJS();
    const sandbox = new Sandbox(quickjs.newContext(), code);
    sandbox.install();
    sandbox.evaluate(fakeFigma(), 'fake-figma.js');
    const relaunchButtons = MANIFEST.relaunchButtons.map(({ command }) => command);
    sandbox.call('__start', JSON.stringify({ ...spec, relaunchButtons }), '<ui.html>');
    sandbox.evaluate(code, 'code.js');
    return sandbox;
  }

  /** Something that the person, the window or Figma does. */
  deed(name: string, detail: unknown = null): unknown {
    return fromJson(this.call('__deed', name, toJson(detail)));
  }

  run(command: string, parameters?: Readonly<Record<string, unknown>>): void {
    this.deed('run', { command, parameters });
  }

  /** As run, but in a run of its own, after others: what they knew is gone. */
  runAgain(command: string, parameters?: Readonly<Record<string, unknown>>): void {
    this.deed('restart');
    for (const id of this.timers.keys()) this.clearTimer(id);
    this.closed = false;
    this.evaluate(this.code, 'code.js');
    this.run(command, parameters);
  }

  message(message: unknown): void {
    this.deed('message', message);
  }

  dump(): DumpedDocument {
    return this.deed('dump') as DumpedDocument;
  }

  /** The children of the page shown. */
  get layers(): readonly DumpedNode[] {
    const { pages, currentPage } = this.dump();
    return pages.find(({ id }) => id === currentPage)!.children;
  }

  /** The bytes of an image of the document. */
  image(hash: string): Buffer {
    return Buffer.from(this.deed('image', { hash }) as string, 'latin1');
  }

  /** Waits until something is so; timers and promises of the sandbox run meanwhile. */
  async until(condition: () => boolean, what: string, timeout = 120_000): Promise<void> {
    const end = Date.now() + timeout;
    while (!condition()) {
      if (Date.now() > end)
        throw new Error(`Waited in vain for ${what}. ${this.complaints.join()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
      this.runJobs();
    }
  }

  /** Lets everything that is on its way come to rest. */
  async rest(): Promise<void> {
    do {
      await new Promise((resolve) => setTimeout(resolve, 5));
      this.runJobs();
    } while (this.timers.size > 0);
  }

  dispose(): void {
    for (const id of this.timers.keys()) this.clearTimer(id);
    if (this.vm.alive) this.vm.dispose();
  }

  private clearTimer(id: number): void {
    this.timers.get(id)?.();
    this.timers.delete(id);
  }

  private install(): void {
    const { vm } = this;
    const give = (
      name: string,
      call: (...args: (QuickJSHandle | undefined)[]) => QuickJSHandle | undefined,
    ) => {
      vm.newFunction(name, (...args) => call(...args) ?? vm.undefined).consume((handle) => {
        vm.setProp(vm.global, name, handle);
      });
    };
    give('__emit', (kind, detail) => {
      this.hear(vm.getString(kind!), fromJson(vm.getString(detail!)));
      return undefined;
    });
    give('__touch', (name) => {
      this.touched.push(vm.getString(name!));
      return undefined;
    });
    give('__log', (text) => {
      this.complaints.push(vm.getString(text!));
      return undefined;
    });
    let last = 0;
    give('setTimeout', (callback, delay) => {
      const id = ++last;
      const kept = callback!.dup();
      const timer = setTimeout(
        () => {
          this.timers.delete(id);
          this.check(vm.callFunction(kept, vm.undefined));
          kept.dispose();
          this.runJobs();
        },
        delay === undefined ? 0 : vm.getNumber(delay),
      );
      this.timers.set(id, () => {
        clearTimeout(timer);
        kept.dispose();
      });
      return vm.newNumber(id);
    });
    give('clearTimeout', (id) => {
      // Figma's own timers are cleared with undefined by who has none.
      if (id !== undefined) this.clearTimer(vm.getNumber(id));
      return undefined;
    });
    this.evaluate(
      `globalThis.console = { log: __log, error: __log, warn: __log, info: __log };
       for (const name of ${JSON.stringify(BROWSER)}) {
         Object.defineProperty(globalThis, name, {
           configurable: true,
           get() { __touch(name); throw new ReferenceError(name + ' is not defined'); },
         });
       }`,
      'browser.js',
    );
  }

  private hear(kind: string, detail: unknown): void {
    switch (kind) {
      case 'notify':
        this.notices.push(detail as Notice);
        break;
      case 'ui':
        this.toUi.push(detail as Sandbox['toUi'][number]);
        // Not in the middle of the sandbox's own doings.
        setTimeout(() => {
          this.onUi(detail);
        }, 0);
        break;
      case 'showUI': {
        const { html, options } = detail as { html: string; options: WindowRequest };
        this.windows.push(options);
        this.html = html;
        this.onWindow(options);
        break;
      }
      case 'close': {
        const { message } = detail as { message?: string };
        if (message !== undefined) {
          this.notices.push({ text: message, error: false, notice: -1 });
        }
        this.closed = true;
        this.onClose();
        break;
      }
    }
  }

  private evaluate(source: string, name: string): void {
    this.check(this.vm.evalCode(source, name));
    this.runJobs();
  }

  private call(name: string, ...args: readonly string[]): string {
    const { vm } = this;
    const callee = vm.getProp(vm.global, name);
    const handles = args.map((arg) => vm.newString(arg));
    const result = vm.callFunction(callee, vm.undefined, ...handles);
    for (const handle of [callee, ...handles]) handle.dispose();
    const text = this.check(result);
    this.runJobs();
    return text;
  }

  private check(result: ReturnType<QuickJSContext['callFunction']>): string {
    if (result.error) {
      const error = this.vm.dump(result.error) as { message?: string; stack?: string };
      result.error.dispose();
      throw new Error(`In the sandbox: ${error.message ?? ''}\n${error.stack ?? ''}`);
    }
    const value: unknown = this.vm.dump(result.value);
    result.value.dispose();
    return typeof value === 'string' ? value : '';
  }

  private runJobs(): void {
    const result = this.vm.runtime.executePendingJobs();
    if (!result.error) return;
    const { message } = this.vm.dump(result.error) as { message?: string };
    result.error.dispose();
    this.complaints.push(message ?? 'a promise failed');
  }
}
