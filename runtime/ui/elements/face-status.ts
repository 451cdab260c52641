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
        this.announced = 'Face ready';
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
        return html`<span class="muted">Draw a face, or open an example.</span>`;
      case 'failed':
        return html`<span class="failed" role="alert">${status.message}</span> ${
            status.start
              ? html`<button @click=${() => this.dispatchEvent(new Event('fp-retry'))}>
                  Try again
                </button>`
              : nothing
          }`;
      case 'working':
      case 'ready':
        return html`<span
            ><span class="dot"></span>${
              this.face === undefined
                ? 'Making the face'
                : `${Math.round(this.face.milliseconds)} ms`
            }</span
          >${this.backendWords()}`;
    }
  }

  private backendWords() {
    if (this.backend === undefined) return nothing;
    const { name, threads = 1, reason } = this.backend;
    const where = name === 'webgpu' ? 'WebGPU' : 'WebAssembly';
    const many = threads > 1 ? `, ${threads} threads` : '';
    return html`<span class="muted" id="backend">on ${where}${many}: ${reason}</span>`;
  }
}

function start(progress: StartProgress | undefined) {
  if (progress !== undefined && 'received' in progress) {
    const { kind, received, total } = progress;
    const label = kind === 'download' ? 'Downloading' : 'Unpacking';
    return html`<progress aria-label=${label} max=${total} value=${received}></progress
      ><span class="muted">${label} ${megabytes(received)} of ${megabytes(total)} MB</span>`;
  }
  return html`<progress aria-label="Start"></progress
    ><span class="muted">${startWords(progress)}</span>`;
}

function startWords(progress: Exclude<StartProgress, { received: number }> | undefined): string {
  switch (progress?.kind) {
    case 'verify':
      return 'Checking the model';
    case 'fallback':
      return `Going on with WebAssembly: ${progress.reason}`;
    case 'warm-up':
    case 'run':
    case 'ready':
      return 'Warming up';
    case 'start':
    case undefined:
      return 'Starting';
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
