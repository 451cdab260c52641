import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing } from 'lit';
import type { FaceOver } from '../../../runtime/ui/canvas/paint.js';
import type { Drawing as Paper, DrawnStroke } from '../../../runtime/ui/drawing/index.js';
import {
  icon,
  type SettingsChange,
  type SketchCanvas,
  type StripItem,
  theme,
  type ToolbarCommand,
} from '../../../runtime/ui/elements/index.js';
import { explain } from '../../../runtime/ui/studio/index.js';
import { shortcutOf, type ToolName } from '../../../runtime/ui/tools/index.js';
import { listen, post, readState, saveState } from './bridge.js';
import './element-tree.js';
import type { TreeChoice } from './element-tree.js';
import { pageStyle } from './page-style.js';
import { frameOnPaper } from './target.js';
import { type TreeRow, treeRows } from './tree-rows.js';
import { Work } from './work.js';

const TOOLS: readonly ToolName[] = ['select', 'lasso', 'pen', 'hand'];
const COMMANDS: readonly ToolbarCommand[] = [
  'undo',
  'redo',
  'symmetry',
  'template',
  'zoom-in',
  'zoom-out',
  'fit',
];

/** The whole page of the sketch editor. */
export class SketchEditorPage extends LitElement {
  static override properties = {
    tool: { state: true },
    symmetry: { state: true },
    template: { state: true },
    inPlace: { state: true },
    turned: { state: true },
  };
  static override styles = [theme, pageStyle];

  declare tool: ToolName;
  declare symmetry: boolean;
  declare template: boolean;
  /** Whether the face is shown over the paper, where it will stand. */
  declare inPlace: boolean;
  declare turned: ReadonlySet<number>;
  private readonly work = new Work();

  constructor() {
    super();
    const { tool, symmetry, template, inPlace, turned } = readState();
    this.tool = TOOLS.find((one) => one === tool) ?? 'select';
    this.symmetry = symmetry ?? false;
    this.template = template ?? false;
    this.inPlace = inPlace ?? false;
    this.turned = new Set(turned);
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
    post({ kind: 'ready' });
  }

  protected override updated(): void {
    const { tool, symmetry, template, inPlace, turned } = this;
    saveState({ ...readState(), tool, symmetry, template, inPlace, turned: [...turned] });
  }

  protected override render() {
    const { opened, problem } = this.work.state;
    this.classList.toggle('has-problem', opened !== undefined && problem !== undefined);
    if (opened === undefined) return problem === undefined ? nothing : this.refusal(problem);
    const { notice } = this.work.studio.state;
    return html`
      ${this.bar()}
      ${
        problem === undefined
          ? nothing
          : html`<div class="stale" role="alert">
              ${l10n.t('Shown as it was before: {0}', problem)}
            </div>`
      }
      <main>
        <fp-element-tree
          .rows=${treeRows(opened, this.work.state.chosen, this.turned)}
          @fp-choose=${({ detail: { row, add } }: CustomEvent<TreeChoice>) =>
            this.work.choose([row.element], add)}
          @fp-turn=${({ detail }: CustomEvent<TreeRow>) => this.turn(detail)}
        ></fp-element-tree>
        <div class="stage">${this.paper()}</div>
        <aside>${this.face()} ${this.style_()}</aside>
      </main>
      <div class="notice ${notice?.kind ?? ''}" role="alert" ?hidden=${notice === undefined}>
        ${
          notice === undefined
            ? nothing
            : html`<span>${notice.text}</span
                ><button
                  class="icon"
                  aria-label=${l10n.t('Close')}
                  @click=${() => this.work.studio.closeNotice()}
                >
                  ${icon('close')}
                </button>`
        }
      </div>
    `;
  }

  private refusal(problem: string) {
    return html`<div class="problem" role="alert">
      <p>${problem}</p>
      <button class="primary" id="show-text" @click=${() => post({ kind: 'show-text' })}>
        ${l10n.t('Open as Text')}
      </button>
    </div>`;
  }

  private bar() {
    const { readOnly } = this.work.state.opened!;
    return html`<header class="bar">
      <h1 class="visually-hidden">${l10n.t('Sketch editor')}</h1>
      <fp-toolbar
        .tool=${this.tool}
        .tools=${readOnly ? TOOLS.filter((tool) => tool !== 'pen') : TOOLS}
        .commands=${COMMANDS}
        .symmetry=${this.symmetry}
        .template=${this.template}
        .canUndo=${true}
        .canRedo=${true}
        @fp-tool=${({ detail }: CustomEvent<ToolName>) => {
          this.tool = detail;
        }}
        @fp-command=${({ detail }: CustomEvent<ToolbarCommand>) => this.command(detail)}
      ></fp-toolbar>
      <div class="rest">
        ${readOnly ? html`<span class="badge">${l10n.t('Read-only')}</span>` : nothing}
        <button
          id="in-place"
          aria-pressed=${this.inPlace}
          title=${l10n.t('Show the face over the paper, where it will stand')}
          @click=${() => {
            this.inPlace = !this.inPlace;
          }}
        >
          ${icon('overlay')} ${l10n.t('Preview in place')}
        </button>
      </div>
    </header>`;
  }

  private paper() {
    const { opened, selection, backdrop, target } = this.work.state;
    const { face } = this.work.studio.state;
    const over: FaceOver | undefined = this.inPlace ? { kind: 'overlay', opacity: 0.9 } : undefined;
    const placed =
      face === undefined || target === undefined || over === undefined
        ? undefined
        : { ...face, frame: frameOnPaper(target, face.frame) };
    return html`<fp-sketch-canvas
      class="paper"
      fixed
      .drawing=${opened!.paper}
      .selection=${selection}
      .backdrop=${backdrop}
      .tool=${this.tool}
      .symmetry=${this.symmetry}
      .template=${this.template}
      .face=${placed}
      .over=${over}
      @fp-preview=${({ detail }: CustomEvent<Paper>) => this.work.preview(detail)}
      @fp-draw=${({ detail }: CustomEvent<Paper>) => void this.draw(detail)}
      @click=${(event: MouseEvent) => this.tapped(event)}
      @fp-select=${({ detail }: CustomEvent<ReadonlySet<DrawnStroke>>) => this.picked(detail)}
    ></fp-sketch-canvas>`;
  }

  private face() {
    const { target, chosen, busy, opened } = this.work.state;
    const { face, status, backend } = this.work.studio.state;
    const made = target?.face !== undefined;
    const readOnly = opened!.readOnly;
    return html`<section aria-labelledby="what">
      <p class="what" id="what">${this.what()}</p>
      <div class="face">
        <fp-pixels
          id="face"
          .pixels=${face?.image}
          .label=${face === undefined ? l10n.t('No face yet') : l10n.t('The face of what is selected')}
        ></fp-pixels>
      </div>
      <fp-face-status
        .status=${status}
        .face=${face}
        .backend=${backend}
        @fp-retry=${() => void this.work.studio.start()}
      ></fp-face-status>
      <div class="actions">
        ${
          busy
            ? html`<button class="wide" id="cancel" @click=${() => this.work.cancel()}>
                ${l10n.t('Cancel')}
              </button>`
            : html`<button
                class="primary ${made ? '' : 'wide'}"
                id="convert"
                title="Ctrl+Enter"
                ?disabled=${readOnly || (target?.strokes.length ?? 0) === 0}
                @click=${() => void this.attempt(() => this.work.convert())}
              >
                ${
                  made
                    ? l10n.t('Update Face')
                    : chosen.size > 0
                      ? l10n.t('Convert Selection to Face')
                      : l10n.t('Convert to Face')
                }
              </button>`
        }
        ${
          made && !busy
            ? html`<button
                id="restore"
                ?disabled=${readOnly}
                @click=${() => void this.attempt(() => this.work.restore())}
              >
                ${l10n.t('Restore Sketch')}
              </button>`
            : nothing
        }
      </div>
      ${this.variations()}
    </section>`;
  }

  /** What the buttons act on, in words. */
  private what() {
    const { target, chosen } = this.work.state;
    if (target?.face !== undefined) return l10n.t('Face {0}', target.face.id || '1');
    const count = target?.strokes.length ?? 0;
    if (count === 0) return l10n.t('Nothing to convert');
    if (chosen.size === 0) return l10n.t('The whole drawing');
    return count === 1 ? l10n.t('1 stroke selected') : l10n.t('{0} strokes selected', count);
  }

  private variations() {
    const { variations, face } = this.work.studio.state;
    const made = this.work.state.target?.face !== undefined;
    const items = variations.map(({ image }, i): StripItem => ({
      pixels: image,
      label: l10n.t('Variation {0}', i + 1),
    }));
    return html`<div class="head">
        <h2>${l10n.t('Variations')}</h2>
        <button
          id="vary"
          ?disabled=${face === undefined}
          @click=${() => void this.work.studio.vary()}
        >
          ${icon('dice')} ${items.length > 0 ? l10n.t('Six More') : l10n.t('Make Six')}
        </button>
      </div>
      ${
        items.length === 0
          ? nothing
          : html`<fp-strip
                id="variations"
                .items=${items}
                .label=${l10n.t('Variations')}
                @fp-take=${({ detail }: CustomEvent<number>) => {
                  const variation = variations[detail];
                  if (variation !== undefined) this.work.steer(variation.settings);
                }}
              ></fp-strip>
              ${
                made && variations.every(({ image }) => image !== undefined)
                  ? html`<button
                      id="insert-variations"
                      @click=${() => void this.attempt(() => this.work.insertVariations())}
                    >
                      ${l10n.t('Insert beside the Face')}
                    </button>`
                  : nothing
              }`
      }`;
  }

  private style_() {
    return html`<section aria-label=${l10n.t('Style')}>
      <fp-style-controls
        .settings=${this.work.studio.settings}
        @fp-settings=${({ detail }: CustomEvent<SettingsChange>) =>
          this.work.steer(detail.settings, detail.merge)}
        @fp-seed=${({ detail }: CustomEvent<number>) => this.work.seed(detail)}
      ></fp-style-controls>
    </section>`;
  }

  private get canvas(): SketchCanvas | null {
    return this.renderRoot.querySelector('fp-sketch-canvas');
  }

  private command(command: ToolbarCommand): void {
    switch (command) {
      case 'undo':
      case 'redo':
        post({ kind: command });
        break;
      case 'symmetry':
        this.symmetry = !this.symmetry;
        break;
      case 'template':
        this.template = !this.template;
        break;
      case 'zoom-in':
        this.canvas?.zoom(1.25);
        break;
      case 'zoom-out':
        this.canvas?.zoom(0.8);
        break;
      case 'fit':
        this.canvas?.zoomToFit();
        break;
      case 'clear':
        break;
    }
  }

  private async draw(paper: Paper): Promise<void> {
    await this.work.draw(paper);
    // The paper shows what the text has; if the text did not take it, that is what was there before.
    const { canvas } = this;
    const { opened } = this.work.state;
    if (canvas !== null && opened !== undefined) canvas.drawing = opened.paper;
  }

  private picked(strokes: ReadonlySet<DrawnStroke>): void {
    // A pen lets go of what is picked; here that stays, so that lines can be added to it.
    if (this.tool !== 'pen') this.work.pick(strokes);
    const { canvas } = this;
    if (canvas !== null) canvas.selection = this.work.state.selection;
  }

  /** A click on a face, and on none of its lines, chooses it as well. */
  private tapped(event: MouseEvent): void {
    const { canvas } = this;
    if (canvas === null || this.tool !== 'select') return;
    this.work.pickFace(canvas.paperPlace(event), event.shiftKey);
  }

  private turn({ element: { start } }: TreeRow): void {
    const turned = new Set(this.turned);
    if (!turned.delete(start)) turned.add(start);
    this.turned = turned;
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (this.renderRoot.querySelector<HTMLButtonElement>('#convert')?.disabled === false) {
        void this.attempt(() => this.work.convert());
      }
      return;
    }
    if (event.key === 'Escape' && this.work.state.busy) {
      this.work.cancel();
      return;
    }
    // What is pressed with Ctrl is VS Code's: it undoes, saves and opens.
    if (event.ctrlKey || event.metaKey) return;
    const onPaper = event
      .composedPath()
      .some(
        (node) =>
          node instanceof HTMLElement &&
          ['fp-sketch-canvas', 'fp-toolbar'].includes(node.localName),
      );
    const shortcut = shortcutOf(event, onPaper, false);
    if (shortcut === undefined || 'page' in shortcut) return;
    if ('command' in shortcut) this.command(shortcut.command);
    else if (TOOLS.includes(shortcut.tool)) this.tool = shortcut.tool;
    event.preventDefault();
  };

  /** What fails is told, and nothing is changed. */
  private async attempt(action: () => Promise<boolean>): Promise<void> {
    try {
      this.work.studio.closeNotice();
      await action();
    } catch (error) {
      this.work.studio.notify('error', explain(error));
    }
  }
}

customElements.define('fp-sketch-editor', SketchEditorPage);
