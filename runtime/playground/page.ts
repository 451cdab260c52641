import { html, LitElement, nothing } from 'lit';
import {
  type Drawing,
  EMPTY_DRAWING,
  explain,
  icon,
  type SettingsChange,
  shortcutOf,
  type SketchCanvas,
  Studio,
  theme,
  type ToolbarCommand,
  type ToolName,
} from '../ui/index.js';
import { exampleButton } from './example-button.js';
import { EXAMPLES } from './examples.js';
import { openFile, takeFromClipboard } from './files.js';
import { openGenerator } from './generator.js';
import { chooseFile, type Intake, listenForFiles } from './intake.js';
import { noticeBar } from './notice-bar.js';
import { pageStyle } from './page-style.js';
import { storage } from './storage.js';
import { strips } from './strips.js';
import { saveSketch } from './take.js';
import { takeButtons } from './take-buttons.js';

const VIEWS = {
  side: 'Side by side',
  compare: 'Before and after',
  overlay: 'Face under the lines',
} as const;
type ViewName = keyof typeof VIEWS;

/** The whole page. */
export class PlaygroundPage extends LitElement {
  static override properties = {
    tool: { state: true },
    symmetry: { state: true },
    template: { state: true },
    shown: { state: true },
    divide: { state: true },
    opacity: { state: true },
    dropping: { state: true },
  };
  static override styles = [theme, pageStyle];

  declare tool: ToolName;
  declare symmetry: boolean;
  declare template: boolean;
  declare shown: ViewName;
  declare divide: number;
  declare opacity: number;
  declare dropping: boolean;
  private readonly studio = new Studio({ openGenerator, storage });
  private readonly leaving = new AbortController();
  /** Made once: the page is rendered again with every face. */
  private readonly examples = EXAMPLES.map((example) =>
    exampleButton(example, () => {
      this.studio.open(example);
    }),
  );

  constructor() {
    super();
    this.tool = 'pen';
    this.symmetry = false;
    this.template = false;
    this.shown = 'side';
    this.divide = 0.5;
    this.opacity = 0.6;
    this.dropping = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { signal } = this.leaving;
    this.studio.addEventListener('change', () => {
      this.requestUpdate();
    });
    addEventListener('keydown', this.key, { signal });
    listenForFiles(this.intake, signal);
    addEventListener('pagehide', () => void this.studio.flush(), { signal });
    document.addEventListener('visibilitychange', () => void this.studio.flush(), { signal });
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  private async begin(): Promise<void> {
    // The first face comes without a click: of the work left last time, or of an example.
    if (!(await this.studio.restore())) this.studio.open(EXAMPLES[0]!);
    await this.studio.start();
  }

  protected override render() {
    const { notice } = this.studio.state;
    return html`
      <header>
        <h1><span class="logo">${icon('template')}</span>FacePencil</h1>
        <p class="tagline muted">Draw a face and see it come alive.</p>
        <div class="actions">
          <button
            id="open"
            title="SVG, or a picture of a line drawing (Ctrl+O)"
            @click=${() => {
              chooseFile(this.intake);
            }}
          >
            ${icon('open')} <span>Open</span>
          </button>
          <button
            id="paste"
            title="SVG, or a picture of a line drawing (Ctrl+V)"
            @click=${this.pasteButton}
          >
            ${icon('paste')} <span>Paste</span>
          </button>
        </div>
      </header>
      <main>
        <div class="layout">
          ${this.stage()}
          <section class="style" aria-label="Style">
            <fp-style-controls
              .settings=${this.studio.settings}
              @fp-settings=${({ detail }: CustomEvent<SettingsChange>) => {
                this.studio.steer(detail.settings, detail.merge);
              }}
              @fp-seed=${({ detail }: CustomEvent<number>) => {
                this.studio.seed(detail);
              }}
            ></fp-style-controls>
          </section>
          ${strips(this.studio, this.examples)}
        </div>
      </main>
      <footer class="muted">
        Sketches and faces stay on this machine: the page talks to nobody but the place it came
        from. Faces are made by a model; saved images say so in their metadata.
      </footer>
      ${noticeBar(notice, () => {
        this.studio.closeNotice();
      })}
      ${this.dropping ? html`<div class="drop">Drop an SVG or a line drawing</div>` : nothing}
    `;
  }

  private stage() {
    const { studio } = this;
    const { face, status, backend } = studio.state;
    const over =
      this.shown === 'side'
        ? undefined
        : this.shown === 'compare'
          ? { kind: 'compare' as const, at: this.divide }
          : { kind: 'overlay' as const, opacity: this.opacity };
    return html`<section class="stage ${this.shown}" aria-labelledby="sketch-and-face">
      <h2 id="sketch-and-face" class="visually-hidden">Sketch and face</h2>
      <fp-toolbar
        .tool=${this.tool}
        .symmetry=${this.symmetry}
        .template=${this.template}
        .canUndo=${studio.canUndo}
        .canRedo=${studio.canRedo}
        .canClear=${studio.drawing.strokes.length > 0}
        @fp-tool=${({ detail }: CustomEvent<ToolName>) => {
          this.tool = detail;
        }}
        @fp-command=${({ detail }: CustomEvent<ToolbarCommand>) => {
          this.command(detail);
        }}
      >
        <div class="views" role="group" aria-label="View">
          ${(Object.keys(VIEWS) as ViewName[]).map(
            (view) =>
              html`<button
                class="icon"
                id="view-${view}"
                aria-label=${VIEWS[view]}
                title=${VIEWS[view]}
                aria-pressed=${view === this.shown}
                @click=${() => {
                  this.shown = view;
                }}
              >
                ${icon(view)}
              </button>`,
          )}
        </div>
      </fp-toolbar>
      <div class="squares">
        <div class="square paper">
          <fp-sketch-canvas
            .drawing=${studio.drawing}
            .tool=${this.tool}
            .symmetry=${this.symmetry}
            .template=${this.template}
            .face=${face}
            .over=${over}
            @fp-preview=${({ detail }: CustomEvent<Drawing>) => {
              studio.preview(detail);
            }}
            @fp-draw=${({ detail }: CustomEvent<Drawing>) => {
              studio.draw(detail);
            }}
          ></fp-sketch-canvas>
          ${
            this.shown === 'compare'
              ? html`<fp-divider
                  .at=${this.divide}
                  @fp-divide=${({ detail }: CustomEvent<number>) => {
                    this.divide = detail;
                  }}
                ></fp-divider>`
              : nothing
          }
        </div>
        ${
          this.shown === 'side'
            ? html`<div class="square face">
                <fp-pixels
                  id="face"
                  .pixels=${face?.image}
                  .label=${face === undefined ? 'No face yet' : 'The face made of the sketch'}
                ></fp-pixels>
                ${face === undefined ? html`<span class="no-face">${icon('template')}</span>` : nothing}
              </div>`
            : nothing
        }
      </div>
      ${
        this.shown === 'overlay'
          ? html`<label class="opacity"
              ><span>Face</span
              ><input
                id="opacity"
                type="range"
                min="0"
                max="1"
                step="0.05"
                .value=${String(this.opacity)}
                @input=${(event: Event) => {
                  this.opacity = Number((event.target as HTMLInputElement).value);
                }}
            /></label>`
          : nothing
      }
      <div class="under">
        <fp-face-status
          .status=${status}
          .face=${face}
          .backend=${backend}
          @fp-retry=${() => void studio.start()}
        ></fp-face-status>
        <div class="actions take">${takeButtons(this.studio, this.attempt)}</div>
      </div>
    </section>`;
  }

  private get paper(): SketchCanvas | null {
    return this.renderRoot.querySelector('fp-sketch-canvas');
  }

  private command(command: ToolbarCommand): void {
    switch (command) {
      case 'undo':
        this.studio.undo();
        break;
      case 'redo':
        this.studio.redo();
        break;
      case 'clear':
        this.studio.draw(EMPTY_DRAWING);
        break;
      case 'symmetry':
        this.symmetry = !this.symmetry;
        break;
      case 'template':
        this.template = !this.template;
        break;
      case 'zoom-in':
        this.paper?.zoom(1.25);
        break;
      case 'zoom-out':
        this.paper?.zoom(0.8);
        break;
      case 'fit':
        this.paper?.zoomToFit();
        break;
    }
  }

  private readonly key = (event: KeyboardEvent) => {
    const path = event.composedPath();
    const onPaper = path.some(
      (node) =>
        node instanceof HTMLElement && ['fp-sketch-canvas', 'fp-toolbar'].includes(node.localName),
    );
    const [target] = path;
    const inField = target instanceof HTMLInputElement && target.type === 'number';
    const shortcut = shortcutOf(event, onPaper, inField);
    if (shortcut === undefined) return;
    event.preventDefault();
    if ('tool' in shortcut) this.tool = shortcut.tool;
    else if ('command' in shortcut) this.command(shortcut.command);
    else if (shortcut.page === 'open') chooseFile(this.intake);
    else saveSketch(this.studio);
  };

  private pasteButton(): void {
    void this.attempt(async () => {
      const blob = await takeFromClipboard();
      if (blob === undefined) throw new Error('There is no SVG and no picture on the clipboard.');
      await this.take(blob);
    });
  }

  private readonly intake: Intake = {
    take: (blob) => void this.take(blob),
    refuse: () => {
      this.studio.notify('error', 'Drop an SVG, or a picture of lines.');
    },
    hover: (over) => {
      this.dropping = over;
    },
  };

  private async take(blob: Blob): Promise<void> {
    await this.attempt(async () => {
      this.studio.open(await openFile(blob));
      this.studio.closeNotice();
    });
  }

  /** What fails is told, and nothing is changed. */
  private readonly attempt = async (action: () => Promise<void>, done?: string): Promise<void> => {
    try {
      await action();
      if (done !== undefined) this.studio.notify('info', done);
    } catch (error) {
      this.studio.notify('error', explain(error));
    }
  };
}

customElements.define('fp-playground', PlaygroundPage);
