import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing } from 'lit';
import type { GeneratedFace } from '../../src/generator/index.js';
import type { StartProgress } from '../studio/host.js';
import type { Backend, FaceStatus } from '../studio/state.js';
import { theme } from './theme.js';

/**
 * What the generator is doing: start-up with bytes, the time of a face and the backend, failures
 * with a way on. Says "Face ready" to screen readers, once for each rest.
 *
 * @fires fp-retry Event
 */
export class FaceStatusLine extends LitElement {
  static override properties = {
    status: { attribute: false },
    face: { attribute: false },
    backend: { attribute: false },
    announced: { state: true },
  };

  static override styles = [
    theme,
    css`
      :host {
        display: block;
        min-height: var(--fp-control, 36px);
        font-size: 0.93em;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 14px;
        min-height: var(--fp-control, 36px);
      }
      progress {
        width: 140px;
        height: 6px;
        accent-color: var(--fp-accent);
      }
      .dot {
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-right: 7px;
        border-radius: 50%;
        background: var(--fp-accent);
      }
      .working .dot {
        background: none;
        box-shadow: inset 0 0 0 2px var(--fp-accent);
      }
      .failed {
        color: var(--fp-danger);
      }
    `,
  ];

  declare status: FaceStatus;
  declare face: GeneratedFace | undefined;
  declare backend: Backend | undefined;
  declare announced: string;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.status = { kind: 'starting', progress: undefined };
    this.face = undefined;
    this.backend = undefined;
    this.announced = '';
  }

  protected override willUpdate(): void {
    // While one draws, faces come several times a second: only the last of a row is worth saying.
    clearTimeout(this.timer);
    if (this.status.kind === 'ready') {
      this.timer = setTimeout(() => {
        this.announced = l10n.t('Face ready');
      }, 500);
    } else if (this.status.kind !== 'starting') {
      this.announced = '';
    }
  }

  protected override render() {
    return html`<div class="row ${this.status.kind}">${this.words()}</div>
      <div class="visually-hidden" role="status">${this.announced}</div>`;
  }

  private words() {
    const { status } = this;
    switch (status.kind) {
      case 'starting':
        return start(status.progress);
      case 'empty':
        return html`<span class="muted">${l10n.t('Draw a face, or open an example.')}</span>`;
      case 'failed':
        return html`<span class="failed" role="alert">${status.message}</span> ${
            status.start
              ? html`<button @click=${() => this.dispatchEvent(new Event('fp-retry'))}>
                  ${l10n.t('Try again')}
                </button>`
              : nothing
          }`;
      case 'working':
      case 'ready':
        return html`<span
            ><span class="dot"></span>${
              this.face === undefined
                ? l10n.t('Making the face')
                : `${Math.round(this.face.milliseconds)} ms`
            }</span
          >${this.backendWords()}`;
    }
  }

  private backendWords() {
    if (this.backend === undefined) return nothing;
    const { name, threads = 1, reason } = this.backend;
    const where = name === 'webgpu' ? 'WebGPU' : 'WebAssembly';
    const said =
      threads > 1
        ? l10n.t('on {0}, {1} threads: {2}', where, threads, reason)
        : l10n.t('on {0}: {1}', where, reason);
    return html`<span class="muted" id="backend">${said}</span>`;
  }
}

function start(progress: StartProgress | undefined) {
  if (progress !== undefined && 'received' in progress) {
    const { kind, received, total } = progress;
    const label = kind === 'download' ? l10n.t('Downloading') : l10n.t('Unpacking');
    const done = l10n.t('{0} {1} of {2} MB', label, megabytes(received), megabytes(total));
    return html`<progress aria-label=${label} max=${total} value=${received}></progress
      ><span class="muted">${done}</span>`;
  }
  return html`<progress aria-label=${l10n.t('Start')}></progress
    ><span class="muted">${startWords(progress)}</span>`;
}

function startWords(progress: Exclude<StartProgress, { received: number }> | undefined): string {
  switch (progress?.kind) {
    case 'verify':
      return l10n.t('Checking the model');
    case 'fallback':
      return l10n.t('Going on with WebAssembly: {0}', progress.reason);
    case 'warm-up':
    case 'run':
    case 'ready':
      return l10n.t('Warming up');
    case 'start':
    case undefined:
      return l10n.t('Starting');
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

customElements.define('fp-face-status', FaceStatusLine);

declare global {
  interface HTMLElementTagNameMap {
    'fp-face-status': FaceStatusLine;
  }
}
