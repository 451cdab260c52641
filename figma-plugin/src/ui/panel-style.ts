import { css } from 'lit';

export const panelStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100vh;
  }
  main {
    flex: 1;
    min-height: 0;
    padding: 12px 16px 16px;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  .preview {
    position: relative;
    margin-bottom: 6px;
    overflow: hidden;
    border: 1px solid var(--fp-border);
    border-radius: 8px;
    background: var(--fp-sunken);
    aspect-ratio: 1;
  }
  .preview fp-pixels {
    width: 100%;
    height: 100%;
  }
  .preview svg.lines {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    fill: none;
    stroke: #fff;
    stroke-width: 3.4;
    stroke-linejoin: round;
    stroke-linecap: round;
    pointer-events: none;
  }
  .preview svg.lines path + path {
    stroke: #111;
    stroke-width: 1.3;
  }
  .empty {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    height: 100%;
    padding: 28px;
    color: var(--fp-muted);
    text-align: center;
  }
  .empty svg {
    width: 88px;
    height: 88px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    opacity: 0.7;
  }
  .over {
    position: absolute;
    right: 8px;
    bottom: 8px;
    display: flex;
    gap: 6px;
  }
  .over button {
    min-height: 26px;
    padding: 0 10px;
    border-color: transparent;
    background: rgb(20 20 20 / 62%);
    color: #fff;
    font-size: 11px;
  }
  .over button:hover:not(:disabled),
  .over button[aria-pressed='true'],
  .over button[aria-pressed='true']:hover:not(:disabled) {
    background: rgb(20 20 20 / 88%);
    color: #fff;
  }
  .which {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-height: 28px;
    margin-bottom: 8px;
  }
  .which b {
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .which .steps {
    display: flex;
    align-items: center;
    gap: 2px;
    white-space: nowrap;
  }
  .note {
    margin: 8px 0 0;
    padding: 8px 10px;
    border-radius: 6px;
    background: var(--fp-sunken);
  }
  fp-face-status {
    margin: 0 0 10px;
  }
  section {
    margin: 0 0 18px;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 28px;
    margin-bottom: 4px;
  }
  .choices h1 {
    margin: 0 0 4px;
    font-size: 1em;
    font-weight: 600;
  }
  h2 {
    margin: 0;
    font-size: 0.93em;
    font-weight: 600;
  }
  fp-style-controls {
    margin-bottom: 18px;
  }
  label.size {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 10px;
    min-height: 28px;
    font-size: 0.93em;
    font-weight: 600;
  }
  select {
    min-height: 28px;
    padding: 0 6px;
    font-weight: 400;
    border: 1px solid var(--fp-border);
    border-radius: 6px;
    background: var(--fp-surface);
  }
  footer {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 10px 16px;
    border-top: 1px solid var(--fp-border);
    background: var(--fp-page);
  }
  footer .grow {
    flex: 1;
    min-width: 0;
  }
  footer progress {
    width: 100%;
    height: 6px;
    accent-color: var(--fp-accent);
  }
  button.primary,
  button.primary:hover:not(:disabled) {
    flex: 1;
    border-color: transparent;
    background: var(--fp-primary);
    color: var(--fp-on-accent);
    font-weight: 600;
  }
  footer button {
    min-height: 32px;
  }
  .choices {
    display: grid;
    gap: 8px;
    padding: 16px;
  }
`;
