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
    grid-template: 'stage style' auto 'strips style' 1fr / minmax(0, 1fr) 288px;
    gap: 28px 36px;
    align-items: start;
  }
  .stage {
    grid-area: stage;
  }
  .style {
    grid-area: style;
  }
  .strips {
    grid-area: strips;
  }
  .views {
    display: flex;
    gap: 2px;
  }
  .squares {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 16px;
    margin-top: 12px;
  }
  .compare .squares,
  .overlay .squares {
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
  .no-face {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: var(--fp-border);
  }
  .no-face svg {
    width: 30%;
    height: 30%;
    stroke-width: 0.75;
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
  fp-face-status {
    flex: 1 1 260px;
  }
  /* Sketches to open stand under the sketch, faces to take under the face. */
  .strips {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 20px 16px;
  }
  .history {
    grid-column: 1 / -1;
  }
  .strips .head {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 36px;
    margin-bottom: 4px;
  }
  ul.examples,
  .ghosts {
    display: flex;
    gap: 8px;
    /* Room for the ring of what has the focus; pictures still stand in line with the heading. */
    margin: 0 -4px;
    padding: 4px;
    overflow-x: auto;
    list-style: none;
    scrollbar-width: thin;
  }
  ul.examples li,
  .ghosts i {
    flex: 0 0 clamp(64px, (100% - 40px) / 6, 96px);
  }
  .ghosts i {
    aspect-ratio: 1;
    border: 1px dashed var(--fp-border);
    border-radius: 10px;
  }
  .example {
    display: grid;
    gap: 2px;
    width: 100%;
    padding: 4px 0;
    border-radius: 10px;
    font-size: clamp(11px, 0.8vw, 12px);
    white-space: nowrap;
  }
  .example svg {
    width: 76%;
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
      grid-template: 'stage' 'style' 'strips' / minmax(0, 1fr);
    }
    .strips {
      grid-template-columns: minmax(0, 1fr);
    }
    fp-style-controls {
      max-width: 480px;
    }
  }
  /* A phone: the paper as wide as it gets, and the face in sight beneath it while one draws. */
  @media (max-width: 640px) {
    :host {
      padding: 10px 16px 32px;
    }
    header {
      margin-bottom: 8px;
    }
    .tagline {
      display: none;
    }
    header button {
      width: 40px;
      padding: 0;
    }
    header button span {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .views,
    .squares,
    .under {
      display: contents;
    }
    .stage {
      display: grid;
      grid-template-areas: 'tools tools' 'paper paper' 'opacity opacity' 'face take' 'status status';
      grid-template-columns: minmax(156px, 45%) minmax(0, 1fr);
      gap: 8px 12px;
    }
    fp-toolbar {
      grid-area: tools;
    }
    .paper {
      grid-area: paper;
    }
    .face {
      grid-area: face;
      align-self: start;
    }
    .opacity {
      grid-area: opacity;
      width: 100%;
      margin: 0 auto;
    }
    fp-face-status {
      grid-area: status;
    }
    .take {
      display: grid;
      grid-area: take;
      align-content: start;
      gap: 4px;
    }
    .take button {
      justify-content: start;
    }
    .compare .take,
    .overlay .take {
      grid-column: 1 / -1;
      grid-template-columns: 1fr 1fr;
    }
    .compare .take button,
    .overlay .take button {
      justify-content: center;
    }
    ul.examples li,
    .ghosts i {
      flex-basis: 84px;
    }
    .ghosts i {
      flex-shrink: 1;
      flex-basis: 64px;
    }
  }
`;
