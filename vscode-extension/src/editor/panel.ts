import {
  commands,
  Disposable,
  EventEmitter,
  l10n,
  type LogOutputChannel,
  type TextDocument,
  Uri,
  type WebviewPanel,
  workspace,
} from 'vscode';
import { FacePencilError } from '../../../runtime/src/index.js';
import { isWritable } from '../convert/document.js';
import { modelUri } from '../generate/assets.js';
import { faceWishes, modelFolder } from '../settings.js';
import { applyPageEdit } from './apply-edit.js';
import type { DocumentState, PageCommand, PageEdit, ToExtension, ToPage } from './messages.js';
import { pageHtml } from './page-html.js';
import { SentVersions } from './versions.js';

/** Typing elsewhere is shown when it pauses so long. In milliseconds. */
const PAUSE = 150;

interface Waiting {
  readonly resolve: (done: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** One page on one document. There may be several on the same. */
export class SketchPanel implements Disposable {
  private readonly versions: SentVersions;
  private readonly listening: readonly { dispose(): unknown }[];
  private readonly waiting = new Map<number, Waiting>();
  private readonly becameReady = new EventEmitter<void>();
  private readonly changedWorking = new EventEmitter<boolean>();
  private ready = false;
  private requests = 0;
  private loads = 0;
  private working = false;
  private pause: ReturnType<typeof setTimeout> | undefined;

  /** Told when the page begins or ends making faces. */
  readonly onDidChangeWorking = this.changedWorking.event;

  constructor(
    readonly document: TextDocument,
    readonly view: WebviewPanel,
    private readonly built: Uri,
    private readonly log: LogOutputChannel,
  ) {
    const { webview } = view;
    this.versions = new SentVersions(document);
    let model = modelFolder();
    this.listening = [
      webview.onDidReceiveMessage((message: ToExtension) => {
        this.hear(message);
      }),
      workspace.onDidChangeTextDocument((event) => {
        if (event.document === document && event.contentChanges.length > 0) this.schedule();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('facepencil', document)) return;
        if (modelFolder() !== model) {
          model = modelFolder();
          this.load();
        } else if (this.ready) {
          this.post({ kind: 'wishes', wishes: faceWishes(document) });
        }
      }),
      this.becameReady,
      this.changedWorking,
    ];
    this.load();
  }

  /**
   * Lets the page do what a command asks, on what is selected there.
   *
   * @returns false if it was called off
   * @throws FacePencilError what the page could not do; document-closed if it is closed meanwhile
   */
  run(what: PageCommand): Promise<boolean> {
    const request = ++this.requests;
    return new Promise((resolve, reject) => {
      this.waiting.set(request, { resolve, reject });
      void this.whenReady().then(async () => {
        // What the command is to act on may have changed in this very moment.
        if (this.pause !== undefined) await this.send();
        this.post({ kind: 'do', request, what });
      });
    });
  }

  dispose(): void {
    clearTimeout(this.pause);
    this.setWorking(false);
    Disposable.from(...this.listening).dispose();
    this.versions.dispose();
    for (const { reject } of this.waiting.values()) reject(closed());
    this.waiting.clear();
  }

  /** Loads the page, or loads it anew: with another model, from where it may be read. */
  private load(): void {
    const { webview } = this.view;
    this.ready = false;
    webview.options = { enableScripts: true, localResourceRoots: this.roots() };
    webview.html = pageHtml(webview, this.built, ++this.loads);
  }

  private async whenReady(): Promise<void> {
    if (this.ready) return;
    await new Promise<void>((resolve) => {
      const listening = this.becameReady.event(() => {
        listening.dispose();
        resolve();
      });
    });
  }

  /** What the page may read: the extension's files, the model, and images beside the document. */
  private roots(): Uri[] {
    const folder = this.folder();
    return [this.built, modelUri(this.built), ...(folder === undefined ? [] : [folder])];
  }

  private folder(): Uri | undefined {
    return this.document.isUntitled ? undefined : Uri.joinPath(this.document.uri, '..');
  }

  private hear(message: ToExtension): void {
    switch (message.kind) {
      case 'ready':
        void this.begin();
        break;
      case 'edit':
        void this.edit(message.request, message.version, message.edit);
        break;
      case 'done': {
        const waiting = this.waiting.get(message.request);
        this.waiting.delete(message.request);
        if (message.error === undefined) waiting?.resolve(message.done);
        else waiting?.reject(FacePencilError.fromJSON(message.error));
        break;
      }
      case 'working':
        this.setWorking(message.working);
        break;
      case 'undo':
      case 'redo':
        void commands.executeCommand(message.kind);
        break;
      case 'show-text':
        void commands.executeCommand('vscode.openWith', this.document.uri, 'default');
        break;
      case 'log':
        this.log.error(message.text);
        break;
    }
  }

  private async begin(): Promise<void> {
    const { webview } = this.view;
    const address = (uri: Uri) => `${webview.asWebviewUri(uri).toString().replace(/\/$/, '')}/`;
    const folder = this.folder();
    this.post({
      kind: 'init',
      addresses: {
        built: address(this.built),
        model: address(modelUri(this.built)),
        folder: folder === undefined ? undefined : address(folder),
      },
      document: await this.state(),
      wishes: faceWishes(this.document),
      strings: l10n.bundle as Record<string, string> | undefined,
    });
    this.ready = true;
    this.becameReady.fire();
  }

  private async state(): Promise<DocumentState> {
    const { document } = this;
    const readOnly = !(await isWritable(document));
    // After the wait: the text and what is known of it have to be of one moment.
    return {
      changes: this.versions.add(),
      version: document.version,
      text: document.getText(),
      readOnly,
    };
  }

  private schedule(): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.send(), PAUSE);
  }

  private async send(): Promise<void> {
    clearTimeout(this.pause);
    this.pause = undefined;
    if (!this.ready) return;
    this.post({ kind: 'document', document: await this.state() });
  }

  private async edit(request: number, version: number, edit: PageEdit): Promise<void> {
    try {
      await applyPageEdit(this.versions.watchOf(version), edit);
      // Before the answer, so that the page shows what it asked for when it hears that it is done.
      await this.send();
      this.post({ kind: 'edited', request });
    } catch (error) {
      const known = asFacePencilError(error);
      if (known !== error) this.log.error(error instanceof Error ? error : String(error));
      this.post({ kind: 'edited', request, error: known.toJSON() });
    }
  }

  private setWorking(working: boolean): void {
    if (working === this.working) return;
    this.working = working;
    this.changedWorking.fire(working);
  }

  private post(message: ToPage): void {
    void this.view.webview.postMessage(message);
  }
}

function asFacePencilError(error: unknown): FacePencilError {
  if (error instanceof FacePencilError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new FacePencilError('document-changed', `The file could not be changed: ${why}.`, {
    hint: 'Try again.',
    cause: error,
  });
}

function closed(): FacePencilError {
  return new FacePencilError('document-closed', 'The sketch editor was closed.', {
    hint: 'Open it again.',
  });
}
