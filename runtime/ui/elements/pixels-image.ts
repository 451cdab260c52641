import { css, html, LitElement } from 'lit';
import type { Pixels } from '../../src/image/index.js';
import { bitmapOf } from '../canvas/bitmap.js';
import { theme } from './theme.js';

/** Pixels as a picture; a chequered ground shows where they are transparent. */
export class PixelsImage extends LitElement {
  static override properties = { pixels: { attribute: false }, label: {} };

  static override styles = [
    theme,
    css`
      :host {
        display: block;
        aspect-ratio: 1;
        overflow: hidden;
        background: var(--fp-sunken);
      }
      :host([pixels]) {
        background: repeating-conic-gradient(#e3e3e0 0 25%, #fff 0 50%) 0 0 / 20px 20px;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  declare pixels: Pixels | undefined;
  declare label: string;

  constructor() {
    super();
    this.pixels = undefined;
    this.label = '';
  }

  protected override render() {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const { pixels } = this;
    this.toggleAttribute('pixels', pixels !== undefined);
    if (canvas === null) return;
    // Setting the size also clears it.
    canvas.width = pixels?.width ?? 1;
    canvas.height = pixels?.height ?? 1;
    if (pixels !== undefined) canvas.getContext('2d')?.drawImage(bitmapOf(pixels), 0, 0);
  }
}

customElements.define('fp-pixels', PixelsImage);

declare global {
  interface HTMLElementTagNameMap {
    'fp-pixels': PixelsImage;
  }
}
