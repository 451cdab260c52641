import { css } from 'lit';

/**
 * What all parts look like. Colours are custom properties that the host's page sets (see
 * playground/playground.css); Figma's and VS Code's own variables are mapped to them there. In a
 * narrow panel `--fp-size` and `--fp-control` make letters and controls smaller.
 */
export const theme = css`
  :host {
    box-sizing: border-box;
    color: var(--fp-text);
    font: var(--fp-size, 14px) / 1.45 var(--fp-font);
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: var(--fp-control, 36px);
    padding: 0 12px;
    border: 1px solid var(--fp-border);
    border-radius: 8px;
    background: var(--fp-surface);
    cursor: pointer;
    transition: background-color 120ms;
  }
  button:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--fp-hover);
  }
  button:disabled,
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.4;
  }
  button.icon {
    width: var(--fp-control, 36px);
    padding: 0;
    border-color: transparent;
    background: transparent;
  }
  button.icon:hover:not(:disabled) {
    background: var(--fp-hover);
  }
  button[aria-pressed='true'],
  button[aria-pressed='true']:hover:not(:disabled) {
    border-color: transparent;
    background: var(--fp-accent);
    color: var(--fp-on-accent);
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--fp-accent);
    outline-offset: 2px;
  }
  input[type='range'] {
    width: 100%;
    margin: 0;
    accent-color: var(--fp-accent);
  }
  .muted {
    color: var(--fp-muted);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
