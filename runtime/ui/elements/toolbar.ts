import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing } from 'lit';
import { type ToolName, TOOLS } from '../tools/index.js';
import { icon, type IconName } from './icons.js';
import { theme } from './theme.js';

/** What a toolbar asks for beside tools. */
export type ToolbarCommand = (typeof TOOLBAR_COMMANDS)[number];

export const TOOLBAR_COMMANDS = [
  'undo',
  'redo',
  'clear',
  'symmetry',
  'template',
  'zoom-in',
  'zoom-out',
  'fit',
] as const;

const TOOL_LABELS: Readonly<Record<ToolName, () => string>> = {
  pen: () => l10n.t('Pen (P)'),
  eraser: () => l10n.t('Erase strokes (E)'),
  'part-eraser': () => l10n.t('Erase parts (R)'),
  select: () => l10n.t('Select (V)'),
  lasso: () => l10n.t('Select by drawing around (L)'),
  hand: () => l10n.t('Move the paper (H)'),
};

/**
 * Tools and commands of the paper; what a page puts inside stands at the other end of the row.
 *
 * @fires fp-tool CustomEvent<ToolName>
 * @fires fp-command CustomEvent<ToolbarCommand>
 */
export class Toolbar extends LitElement {
  static override properties = {
    tool: {},
    symmetry: { type: Boolean },
    template: { type: Boolean },
    canUndo: { type: Boolean },
    canRedo: { type: Boolean },
    canClear: { type: Boolean },
    tools: { attribute: false },
    commands: { attribute: false },
  };

  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
      }
      [role='toolbar'] {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
      }
      .group {
        display: flex;
        gap: 2px;
      }
      .group:not(:has(button)) {
        display: none;
      }
      .group + .group {
        margin-left: 6px;
        padding-left: 8px;
        border-left: 1px solid var(--fp-border);
      }
      /* On a phone, two full rows that a thumb hits: groups dissolve, what is slotted joins in. */
      @media (max-width: 560px) {
        :host {
          display: grid;
          grid-template-columns: repeat(9, minmax(0, 1fr));
          justify-items: center;
          gap: 4px 0;
        }
        [role='toolbar'],
        .group {
          display: contents;
        }
      }
    `,
  ];

  declare tool: ToolName;
  declare symmetry: boolean;
  declare template: boolean;
  declare canUndo: boolean;
  declare canRedo: boolean;
  declare canClear: boolean;
  /** The tools to offer. */
  declare tools: readonly ToolName[];
  /** The commands to offer. */
  declare commands: readonly ToolbarCommand[];

  constructor() {
    super();
    this.tool = 'pen';
    this.symmetry = false;
    this.template = false;
    this.canUndo = false;
    this.canRedo = false;
    this.canClear = false;
    this.tools = TOOLS;
    this.commands = TOOLBAR_COMMANDS;
  }

  protected override render() {
    return html`<div role="toolbar" aria-label=${l10n.t('Drawing')}>
        <div class="group">${this.tools.map((tool) => this.toolButton(tool))}</div>
        <div class="group">
          ${this.button('undo', l10n.t('Undo (Ctrl+Z)'), !this.canUndo)}
          ${this.button('redo', l10n.t('Redo (Ctrl+Shift+Z)'), !this.canRedo)}
          ${this.button('clear', l10n.t('Clear the paper'), !this.canClear)}
        </div>
        <div class="group">
          ${this.toggle('symmetry', l10n.t('Draw on both sides (M)'), this.symmetry)}
          ${this.toggle('template', l10n.t('Show face proportions (T)'), this.template)}
        </div>
        <div class="group">
          ${this.button('zoom-out', l10n.t('Zoom out (-)'))}
          ${this.button('zoom-in', l10n.t('Zoom in (+)'))}
          ${this.button('fit', l10n.t('Whole paper (0)'))}
        </div>
      </div>
      <slot></slot>`;
  }

  private toolButton(tool: ToolName) {
    const label = TOOL_LABELS[tool]();
    return html`<button
      class="icon"
      id=${tool}
      aria-label=${label}
      title=${label}
      aria-pressed=${tool === this.tool}
      @click=${() => this.dispatchEvent(new CustomEvent('fp-tool', { detail: tool }))}
    >
      ${icon(tool)}
    </button>`;
  }

  private toggle(command: ToolbarCommand & IconName, label: string, on: boolean) {
    if (!this.commands.includes(command)) return nothing;
    return html`<button
      class="icon"
      id=${command}
      aria-label=${label}
      title=${label}
      aria-pressed=${on}
      @click=${() => this.command(command)}
    >
      ${icon(command)}
    </button>`;
  }

  /** Not the disabled attribute: it would throw the focus out of the toolbar. */
  private button(command: ToolbarCommand & IconName, label: string, off = false) {
    if (!this.commands.includes(command)) return nothing;
    return html`<button
      class="icon"
      id=${command}
      aria-label=${label}
      title=${label}
      aria-disabled=${off}
      @click=${() => !off && this.command(command)}
    >
      ${icon(command)}
    </button>`;
  }

  private command(detail: ToolbarCommand): void {
    this.dispatchEvent(new CustomEvent('fp-command', { detail }));
  }
}

customElements.define('fp-toolbar', Toolbar);

declare global {
  interface HTMLElementTagNameMap {
    'fp-toolbar': Toolbar;
  }
}
