import { css } from 'lit';

export const pageStyle = css`
  :host {
    display: block;
    max-width: 1480px;
    margin: 0 auto;
    padding: 20px 28px 40px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin-bottom: 20px;
  }
  h1 {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 0;
    font-size: 18px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .logo {
    display: flex;
    color: var(--fp-accent);
  }
  .tagline {
    margin: 0;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  header .actions {
    margin-left: auto;
  }
  h2 {
    margin: 0;
    font-size: 14px;
    font-weight: 600;
  }
  .layout {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 288px;
    gap: 36px;
    align-items: start;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    margin-bottom: 12px;
  }
  .views {
    display: flex;
    gap: 2px;
  }
  .squares {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 16px;
  }
  .squares.one {
    grid-template-columns: minmax(0, min(100%, 72vh));
    justify-content: center;
  }
  .square {
    position: relative;
    overflow: hidden;
    border: 1px solid var(--fp-border);
    border-radius: 14px;
    background: var(--fp-sunken);
  }
  .square:has(fp-sketch-canvas:focus-within) {
    border-color: var(--fp-accent);
  }
  fp-sketch-canvas {
    border-radius: 13px;
  }
  .opacity {
    display: flex;
    align-items: center;
    gap: 12px;
    max-width: 360px;
    margin: 12px auto 0;
  }
  .under {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    margin-top: 12px;
  }
  .strips {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
    margin-top: 28px;
  }
  .strips .head {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 36px;
    margin-bottom: 4px;
  }
  ul.examples {
    display: flex;
    gap: 10px;
    margin: 0;
    padding: 4px;
    overflow-x: auto;
    list-style: none;
    scrollbar-width: thin;
  }
  .example {
    display: grid;
    gap: 2px;
    width: 92px;
    padding: 6px 4px;
    border-radius: 10px;
    font-size: 12px;
  }
  .example svg {
    width: 72px;
    height: 72px;
    margin: auto;
    fill: none;
    stroke: currentColor;
    stroke-width: 6;
  }
  .notice {
    position: fixed;
    z-index: 1;
    inset: auto 16px 20px;
    display: flex;
    align-items: center;
    gap: 12px;
    width: fit-content;
    max-width: min(560px, 100% - 32px);
    margin: 0 auto;
    padding: 10px 8px 10px 16px;
    border: 1px solid var(--fp-border);
    border-radius: 12px;
    background: var(--fp-surface);
    box-shadow: 0 6px 24px rgb(0 0 0 / 18%);
  }
  .notice[hidden] {
    display: none;
  }
  .notice.error {
    color: var(--fp-danger);
  }
  .drop {
    position: fixed;
    z-index: 2;
    inset: 12px;
    display: grid;
    place-items: center;
    border: 2px dashed var(--fp-accent);
    border-radius: 18px;
    background: color-mix(in srgb, var(--fp-page) 85%, transparent);
    font-size: 18px;
    pointer-events: none;
  }
  footer {
    margin-top: 36px;
    font-size: 13px;
  }
  @media (max-width: 1080px) {
    .layout {
      grid-template-columns: minmax(0, 1fr);
    }
    fp-style-controls {
      max-width: 480px;
    }
  }
  @media (max-width: 640px) {
    :host {
      padding: 14px 16px 32px;
    }
    .tagline {
      display: none;
    }
    .squares {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
