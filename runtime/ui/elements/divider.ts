import * as l10n from '@vscode/l10n';
import { css, html, LitElement } from 'lit';
import { theme } from './theme.js';

/**
 * The divider between sketch and face, laid over the paper: a range input whose thumb is the
 * handle, so that it works by pointer and by keys; beside the thumb the paper stays free to draw.
 *
 * @fires fp-divide CustomEvent<number> where it stands, 0..1
 */
export class Divider extends LitElement {
  static override properties = { at: { type: Number } };

  static override styles = [
    theme,
    css`
      :host {
        position: absolute;
        inset: 0;
        overflow: hidden;
        pointer-events: none;
        border-radius: inherit;
      }
      .line {
        position: absolute;
        top: 0;
        bottom: 0;
        width: 2px;
        margin-left: -1px;
        background: var(--fp-accent);
      }
      input[type='range'] {
        position: absolute;
        top: calc(50% - 18px);
        /* The thumb's middle reaches both edges. */
        left: -18px;
        width: calc(100% + 36px);
        height: 36px;
        margin: 0;
        background: none;
        appearance: none;
        pointer-events: none;
      }
      input::-webkit-slider-thumb {
        width: 36px;
        height: 36px;
        border: 2px solid var(--fp-surface);
        border-radius: 50%;
        background: var(--fp-accent);
        box-shadow: 0 1px 4px rgb(0 0 0 / 30%);
        appearance: none;
        pointer-events: auto;
        cursor: ew-resize;
      }
      input::-moz-range-thumb {
        width: 32px;
        height: 32px;
        border: 2px solid var(--fp-surface);
        border-radius: 50%;
        background: var(--fp-accent);
        pointer-events: auto;
        cursor: ew-resize;
      }
      input:focus-visible {
        outline: none;
      }
      input:focus-visible::-webkit-slider-thumb {
        outline: 2px solid var(--fp-accent);
        outline-offset: 2px;
      }
    `,
  ];

  declare at: number;

  constructor() {
    super();
    this.at = 0.5;
  }

  protected override render() {
    return html`<div class="line" .style=${`left: ${this.at * 100}%`}></div>
      <input
        type="range"
        min="0"
        max="1"
        step="0.01"
        aria-label=${l10n.t('Before and after')}
        .value=${String(this.at)}
        @input=${(event: Event) => {
          const detail = Number((event.target as HTMLInputElement).value);
          this.dispatchEvent(new CustomEvent('fp-divide', { detail }));
        }}
      />`;
  }
}

customElements.define('fp-divider', Divider);

declare global {
  interface HTMLElementTagNameMap {
    'fp-divider': Divider;
  }
}
