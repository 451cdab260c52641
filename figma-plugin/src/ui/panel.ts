import { html, LitElement, nothing } from 'lit';
import {
  icon,
  type SettingsChange,
  type StripItem,
  theme,
} from '../../../runtime/ui/elements/index.js';
import type { FaceSettings } from '../messages.js';
import { listen, post } from './bridge.js';
import { panelStyle } from './panel-style.js';
import { Work } from './work.js';

/** Sides of the image that can be chosen beside the model's own. */
const SIZES = [512, 768, 1024];

/** The plugin's window. */
export class Panel extends LitElement {
  static override properties = { lines: { state: true } };
  static override styles = [theme, panelStyle];

  /** Whether the strokes are shown over the face. */
  declare lines: boolean;
  private readonly work = new Work();
  private shown: string | undefined;

  constructor() {
    super();
    this.lines = false;
    this.work.addEventListener('change', () => {
      this.requestUpdate();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.key);
    listen((message) => {
      this.work.hear(message);
    });
    post({ type: 'ready' });
    // The packs stand behind the script.
    if (document.readyState === 'loading') {
      addEventListener('DOMContentLoaded', () => void this.work.start(), { once: true });
    } else {
      void this.work.start();
    }
  }

  /** Another sketch, or the reason why there is none, is to be seen; not so a face just placed. */
  protected override updated(): void {
    const { problem, jobs, at, face } = this.work.state;
    const shown = problem ?? jobs[at]?.key;
    if (shown !== this.shown && face === undefined)
      this.renderRoot.querySelector('main')?.scrollTo({ top: 0 });
    this.shown = shown;
  }

  protected override render() {
    const { command, jobs, problem, status } = this.work.state;
    if (command === 'release') return this.release();
    return html`<main>
        <h1 class="visually-hidden">FacePencil</h1>
        ${jobs.length > 0 ? this.which() : nothing}
        <div class="preview">${jobs.length === 0 ? this.empty(problem) : this.preview()}</div>
        <fp-face-status
          .status=${status}
          .face=${this.work.state.face}
          .backend=${this.work.state.backend}
          ?hidden=${status.kind === 'empty'}
          @fp-retry=${() => void this.work.start()}
        ></fp-face-status>
        ${this.variations()} ${this.controls()}
      </main>
      ${this.footer()}`;
  }

  private which() {
    const { jobs, at, editing } = this.work.state;
    const job = jobs[at];
    return html`<div class="which">
      <b title=${job?.name ?? ''}>${job?.name}</b>
      ${
        jobs.length < 2
          ? job?.face !== undefined && !editing
            ? html`<button id="edit" @click=${() => this.work.edit()}>
                ${icon('pen')} Edit sketch
              </button>`
            : nothing
          : html`<span class="steps">
              <button
                class="icon"
                id="previous"
                aria-label="Previous sketch"
                ?disabled=${at === 0}
                @click=${() => this.work.show(at - 1)}
              >
                ‹
              </button>
              <span class="muted">${at + 1} of ${jobs.length}</span>
              <button
                class="icon"
                id="next"
                aria-label="Next sketch"
                ?disabled=${at === jobs.length - 1}
                @click=${() => this.work.show(at + 1)}
              >
                ›
              </button>
            </span>`
      }
    </div>`;
  }

  private empty(problem: string | undefined) {
    return html`<div class="empty">
      <svg viewBox="0 0 44 44" aria-hidden="true">
        <path d="M10 20c0-9 5-14 12-14s12 5 12 14c0 10-5 17-12 17s-12-7-12-17z" />
        <path
          d="M15 20c1.500-1.300 3.500-1.300 5 0M24 20c1.500-1.300 3.500-1.300 5 0M22 21l-1.500 6h3M18 31.500c2.500 1.500 5.500 1.500 8 0"
        />
      </svg>
      <span id="problem"
        >${problem ?? 'Select the strokes of a face: pencil, pen or imported vectors.'}</span
      >
    </div>`;
  }

  private preview() {
    const { face, lines } = this.work.state;
    return html`<fp-pixels
        id="face"
        .pixels=${face?.image}
        .label=${face === undefined ? 'No face yet' : 'The face of the selected sketch'}
      ></fp-pixels>
      ${
        (this.lines || face === undefined) && lines !== ''
          ? html`<svg class="lines" viewBox="0 0 256 256" aria-hidden="true">
              <path d=${lines}></path>
              <path d=${lines}></path>
            </svg>`
          : nothing
      }
      <div class="over">
        <button
          id="lines"
          aria-pressed=${this.lines}
          title="Show the strokes over the face (L)"
          @click=${() => {
            this.lines = !this.lines;
          }}
        >
          Strokes
        </button>
      </div>`;
  }

  private variations() {
    const { variations, face } = this.work.state;
    const items = variations.map(({ image }, i): StripItem => ({
      pixels: image,
      label: `Variation ${i + 1}`,
    }));
    return html`<section>
      <div class="head">
        <h2>Variations</h2>
        <button id="vary" ?disabled=${face === undefined} @click=${() => void this.work.vary()}>
          ${icon('dice')} ${variations.length > 0 ? 'Six more' : 'Make six'}
        </button>
      </div>
      ${
        items.length === 0
          ? nothing
          : html`<fp-strip
              id="variations"
              .items=${items}
              .label=${'Variations'}
              @fp-take=${({ detail }: CustomEvent<number>) => {
                const variation = variations[detail];
                if (variation !== undefined) this.steer(variation.settings);
              }}
            ></fp-strip>`
      }
    </section>`;
  }

  private controls() {
    const { settings, swatches } = this.work.state;
    return html`<fp-style-controls
        .settings=${settings}
        .swatches=${swatches}
        .hints=${this.work.job?.hints ?? {}}
        @fp-settings=${({ detail }: CustomEvent<SettingsChange>) => {
          this.steer(detail.settings);
        }}
        @fp-seed=${({ detail }: CustomEvent<number>) => {
          this.work.seed(detail);
        }}
      ></fp-style-controls>
      <section>
        <label class="size"
          >Size of the image
          <select
            id="size"
            @change=${({ target }: Event) => {
              const size = Number((target as HTMLSelectElement).value) || undefined;
              this.work.steer({ ...settings, size });
            }}
          >
            ${this.sizes().map(
              ([size, label]) =>
                html`<option value=${size ?? ''} ?selected=${size === settings.size}>
                  ${label}
                </option>`,
            )}
          </select>
        </label>
      </section>`;
  }

  private sizes(): (readonly [size: number | undefined, label: string])[] {
    const { modelSize } = this.work;
    const own = modelSize === undefined ? 'As made' : `${modelSize} px, as made`;
    const larger = SIZES.filter((size) => modelSize === undefined || size > modelSize);
    return [[undefined, own], ...larger.map((size) => [size, `${size} px`] as const)];
  }

  private footer() {
    const { jobs, batch, editing, face } = this.work.state;
    if (batch !== undefined) {
      return html`<footer>
        <div class="grow" role="status">
          Making face ${batch.done + 1} of ${batch.of}
          <progress aria-label="Faces" max=${batch.of} value=${batch.done}></progress>
        </div>
        <button id="cancel" @click=${() => this.work.cancel()}>Cancel</button>
      </footer>`;
    }
    if (editing) {
      return html`<footer>
        <span class="grow muted">The face follows your strokes.</span>
        <button class="primary" id="done" @click=${() => this.work.endEdit()}>Done</button>
      </footer>`;
    }
    const made = jobs.length === 1 && jobs[0]?.face !== undefined;
    const label =
      jobs.length > 1 ? `Place ${jobs.length} faces` : made ? 'Update the face' : 'Place the face';
    return html`<footer>
      <button
        class="primary"
        id="apply"
        title="Ctrl+Enter"
        ?disabled=${jobs.length === 0 || face === undefined}
        @click=${() => void this.work.apply()}
      >
        ${label}
      </button>
    </footer>`;
  }

  private release() {
    const keep = (what: 'image' | 'sketch') => () => {
      post({ type: 'release', keep: what });
    };
    return html`<main class="choices">
      <h1>Take the face apart. What is to be kept?</h1>
      <button class="primary" id="keep-image" @click=${keep('image')}>Only the image</button>
      <button id="keep-sketch" @click=${keep('sketch')}>Only the sketch</button>
      <span class="muted">Undo brings the rest back.</span>
    </main>`;
  }

  /** The parts that all pages share know no size. */
  private steer(settings: Omit<FaceSettings, 'size'>): void {
    this.work.steer({ ...settings, size: this.work.state.settings.size });
  }

  private readonly key = (event: KeyboardEvent): void => {
    const { batch, editing, command } = this.work.state;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && command !== 'release') {
      event.preventDefault();
      if (editing) this.work.endEdit();
      else void this.work.apply();
      return;
    }
    if (event.key === 'Escape') {
      if (batch !== undefined) this.work.cancel();
      else if (editing) this.work.endEdit();
      else post({ type: 'close' });
      return;
    }
    const [target] = event.composedPath();
    const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (isField || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === 'l') this.lines = !this.lines;
  };
}

customElements.define('fp-figma', Panel);
