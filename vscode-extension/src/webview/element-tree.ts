import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { theme } from '../../../runtime/ui/elements/index.js';
import type { TreeRow } from './tree-rows.js';

/** More rows than this are not shown: they would be no help, and slow. */
const MOST_ROWS = 2000;

/** What was chosen in the tree. */
export interface TreeChoice {
  readonly row: TreeRow;
  /** To what is chosen already. */
  readonly add: boolean;
}

/**
 * The elements of the drawing as a tree, to choose from by pointer and keyboard.
 *
 * @fires fp-choose CustomEvent<TreeChoice>
 * @fires fp-turn CustomEvent<TreeRow> a group that is to be opened or closed
 */
export class ElementTree extends LitElement {
  static override properties = { rows: { attribute: false }, at: { state: true } };

  static override styles = [
    theme,
    css`
      :host {
        display: block;
        overflow: auto;
        scrollbar-width: thin;
      }
      ul {
        margin: 0;
        padding: 2px 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 4px;
        height: 22px;
        padding-right: 8px;
        white-space: nowrap;
        cursor: pointer;
        outline-offset: -1px;
      }
      li:hover {
        background: var(--fp-hover);
      }
      li[aria-selected='true'] {
        background: var(--fp-chosen);
        color: var(--fp-on-chosen);
      }
      .twist {
        width: 16px;
        flex: none;
        text-align: center;
        transition: rotate 100ms;
      }
      [aria-expanded='true'] > .twist {
        rotate: 90deg;
      }
      .kind {
        color: var(--fp-muted);
      }
      li[aria-selected='true'] .kind {
        color: inherit;
      }
      .face {
        font-weight: 600;
      }
      .more {
        padding: 4px 12px;
      }
    `,
  ];

  declare rows: readonly TreeRow[];
  /** Of the row that keys act on. */
  declare at: number;

  constructor() {
    super();
    this.rows = [];
    this.at = 0;
  }

  protected override willUpdate(): void {
    this.at = Math.min(this.at, Math.max(0, Math.min(this.rows.length, MOST_ROWS) - 1));
  }

  protected override render() {
    const shown = this.rows.slice(0, MOST_ROWS);
    const more = this.rows.length - shown.length;
    return html`<ul
        role="tree"
        aria-label=${l10n.t('Elements')}
        aria-multiselectable="true"
        @keydown=${this.key}
      >
        ${shown.map((row, i) => this.row(row, i))}
      </ul>
      ${more > 0 ? html`<div class="more muted">${l10n.t('and {0} more', more)}</div>` : nothing}`;
  }

  private row(row: TreeRow, i: number) {
    const { depth, label, kind, isFace, expanded, chosen } = row;
    return html`<li
      role="treeitem"
      tabindex=${i === this.at ? 0 : -1}
      aria-level=${depth + 1}
      aria-selected=${chosen}
      aria-expanded=${expanded ?? nothing}
      .style=${`padding-left: ${4 + depth * 12}px`}
      @click=${(event: MouseEvent) => {
        this.at = i;
        this.choose(row, event.ctrlKey || event.metaKey || event.shiftKey);
      }}
    >
      <span
        class="twist"
        aria-hidden="true"
        @click=${(event: Event) => {
          if (expanded === undefined) return;
          event.stopPropagation();
          this.turn(row);
        }}
        >${expanded === undefined ? '' : '›'}</span
      >
      <span class=${isFace ? 'face' : ''}>${label}</span>
      <span class="kind">${kind}</span>
    </li>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('at') && this.matches(':focus-within')) this.focusRow();
  }

  private focusRow(): void {
    this.renderRoot.querySelectorAll<HTMLElement>('li')[this.at]?.focus();
  }

  private key(event: KeyboardEvent): void {
    const row = this.rows[this.at];
    // With Ctrl, Enter is the page's: it converts.
    const isPage = event.altKey || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    if (row === undefined || isPage || !this.pressed(event, row)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** False if the key means nothing here. */
  private pressed({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, row: TreeRow): boolean {
    const { expanded, depth } = row;
    switch (key) {
      case 'ArrowDown':
        return this.go(this.at + 1);
      case 'ArrowUp':
        return this.go(this.at - 1);
      case 'Home':
        return this.go(0);
      case 'End':
        return this.go(this.rows.length - 1);
      case 'ArrowRight':
        if (expanded === false) this.turn(row);
        else if (expanded === true) this.go(this.at + 1);
        return true;
      case 'ArrowLeft':
        if (expanded === true) this.turn(row);
        else this.go(this.rows.slice(0, this.at).findLastIndex((one) => one.depth < depth));
        return true;
      case ' ':
      case 'Enter':
        this.choose(row, ctrlKey || metaKey || shiftKey);
        return true;
      default:
        return false;
    }
  }

  private go(to: number): boolean {
    const last = Math.min(this.rows.length, MOST_ROWS) - 1;
    if (to >= 0 && to <= last) this.at = to;
    return true;
  }

  private choose(row: TreeRow, add: boolean): void {
    const detail: TreeChoice = { row, add };
    this.dispatchEvent(new CustomEvent('fp-choose', { detail }));
  }

  private turn(row: TreeRow): void {
    this.dispatchEvent(new CustomEvent('fp-turn', { detail: row }));
  }
}

customElements.define('fp-element-tree', ElementTree);

declare global {
  interface HTMLElementTagNameMap {
    'fp-element-tree': ElementTree;
  }
}
