import { css } from 'lit';

export const pageStyle = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100vh;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    padding: 4px 10px;
    border-bottom: 1px solid var(--fp-border);
  }
  .bar .rest {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-left: auto;
  }
  .badge {
    padding: 0 8px;
    border: 1px solid var(--fp-border);
    border-radius: 10px;
    font-size: 0.86em;
  }
  main {
    display: grid;
    grid-template-columns: minmax(140px, 200px) minmax(0, 1fr) minmax(240px, 300px);
    min-height: 0;
  }
  fp-element-tree {
    border-right: 1px solid var(--fp-border);
  }
  .stage {
    display: grid;
    place-items: center;
    min-width: 0;
    min-height: 0;
    padding: 12px;
    container-type: size;
  }
  .paper {
    position: relative;
    width: min(100cqw, 100cqh);
    border-radius: 4px;
    box-shadow: 0 0 0 1px var(--fp-border);
  }
  aside {
    min-height: 0;
    padding: 12px 14px 20px;
    overflow-y: auto;
    border-left: 1px solid var(--fp-border);
    scrollbar-width: thin;
  }
  .face {
    overflow: hidden;
    border: 1px solid var(--fp-border);
    border-radius: 6px;
  }
  .what {
    margin: 0 0 8px;
    font-weight: 600;
  }
  .actions {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 6px;
    margin: 8px 0 16px;
  }
  .actions .wide {
    grid-column: 1 / -1;
  }
  button.primary,
  button.primary:hover:not(:disabled) {
    border-color: transparent;
    background: var(--fp-accent);
    color: var(--fp-on-accent);
  }
  button {
    border-radius: 4px;
  }
  h2 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin: 0 0 4px;
  }
  section {
    margin-bottom: 18px;
  }
  .notice {
    position: fixed;
    z-index: 1;
    inset: auto 12px 12px;
    display: flex;
    align-items: center;
    gap: 10px;
    width: fit-content;
    max-width: min(520px, 100% - 24px);
    margin: 0 auto;
    padding: 6px 6px 6px 14px;
    border: 1px solid var(--fp-border);
    border-radius: 4px;
    background: var(--vscode-notifications-background, var(--fp-page));
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .notice[hidden] {
    display: none;
  }
  .notice.error {
    color: var(--fp-danger);
  }
  .problem {
    display: grid;
    grid-row: 1 / -1;
    gap: 12px;
    place-content: center;
    justify-items: center;
    padding: 24px;
    text-align: center;
  }
  .problem p {
    max-width: 46ch;
    margin: 0;
  }
  .stale {
    padding: 6px 12px;
    border-bottom: 1px solid var(--fp-border);
    color: var(--fp-danger);
  }
  :host(.has-problem) {
    grid-template-rows: auto auto minmax(0, 1fr);
  }
  @media (max-width: 760px) {
    main {
      grid-template-columns: minmax(0, 1fr) minmax(220px, 260px);
    }
    fp-element-tree {
      grid-column: 1;
      grid-row: 2;
      max-height: 30vh;
      border-top: 1px solid var(--fp-border);
      border-right: 0;
    }
    aside {
      grid-column: 2;
      grid-row: 1 / 3;
    }
  }
  @media (max-width: 520px) {
    :host {
      height: auto;
    }
    main {
      grid-template-columns: minmax(0, 1fr);
    }
    .stage {
      height: 100vw;
    }
    aside {
      grid-column: 1;
      grid-row: 2;
      border-left: 0;
    }
    fp-element-tree {
      grid-row: 3;
    }
  }
`;
