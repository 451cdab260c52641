import * as l10n from '@vscode/l10n';
import { css, html, LitElement } from 'lit';
import type { Pixels } from '../../src/image/index.js';
import './pixels-image.js';
import { theme } from './theme.js';

/** One picture of a strip; without pixels it is still being made. */
export interface StripItem {
  readonly pixels: Pixels | undefined;
  readonly label: string;
}

/**
 * A row of small faces to take one of: variations, history.
 *
 * @fires fp-take CustomEvent<number> the place of the one taken
 */
export class Strip extends LitElement {
  static override properties = { items: { attribute: false }, label: {} };

  static override styles = [
    theme,
    css`
      ul {
        display: flex;
        gap: 8px;
        /* Room for the ring of what has the focus; pictures still stand in line with the rest. */
        margin: 0 -4px;
        padding: 4px;
        overflow-x: auto;
        list-style: none;
        scrollbar-width: thin;
      }
      /* Six in a row, as many as there are variations, while there is room. */
      li {
        flex: 0 0 clamp(64px, (100% - 40px) / 6, 96px);
      }
      button,
      .making {
        display: block;
        width: 100%;
        min-height: 0;
        padding: 0;
        overflow: hidden;
        border: 1px solid var(--fp-border);
        border-radius: 10px;
      }
      .making {
        aspect-ratio: 1;
        background: var(--fp-sunken);
        animation: breathe 1.4s ease-in-out infinite alternate;
      }
      button:hover {
        border-color: var(--fp-accent);
      }
      @keyframes breathe {
        to {
          opacity: 0.45;
        }
      }
    `,
  ];

  declare items: readonly StripItem[];
  declare label: string;

  constructor() {
    super();
    this.items = [];
    this.label = '';
  }

  protected override render() {
    return html`<ul aria-label=${this.label}>
      ${this.items.map(
        (item, i) =>
          html`<li>
            ${
              item.pixels === undefined
                ? html`<div class="making">
                    <span class="visually-hidden">${l10n.t('{0}, being made', item.label)}</span>
                  </div>`
                : html`<button
                    aria-label=${item.label}
                    @click=${() => this.dispatchEvent(new CustomEvent('fp-take', { detail: i }))}
                  >
                    <fp-pixels .pixels=${item.pixels} aria-hidden="true"></fp-pixels>
                  </button>`
            }
          </li>`,
      )}
    </ul>`;
  }
}

customElements.define('fp-strip', Strip);

declare global {
  interface HTMLElementTagNameMap {
    'fp-strip': Strip;
  }
}
