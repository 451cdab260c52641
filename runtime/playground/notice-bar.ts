import { html, nothing, type TemplateResult } from 'lit';
import { icon, type Notice } from '../ui/index.js';

/** The sentence at the foot of the window; there even when empty, so that it is read out when it comes. */
export function noticeBar(notice: Notice | undefined, close: () => void): TemplateResult {
  return html` <div
    class="notice ${notice?.kind ?? ''}"
    role="alert"
    ?hidden=${notice === undefined}
  >
    ${
      notice === undefined
        ? nothing
        : html`<span>${notice.text}</span
            ><button class="icon" aria-label="Close" @click=${close}>${icon('close')}</button>`
    }
  </div>`;
}
