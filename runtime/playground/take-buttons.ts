import { html, type TemplateResult } from 'lit';
import { icon, type Studio } from '../ui/index.js';
import { copyPng, saveEverything, savePng, saveSketch } from './take.js';

/**
 * What can be taken out of the page.
 *
 * @param attempt runs what may fail, and tells of it
 */
export function takeButtons(
  studio: Studio,
  attempt: (action: () => Promise<void>, done: string) => Promise<void>,
): TemplateResult {
  const { face } = studio.state;
  const none = face === undefined;
  return html`
    <button id="save-png" ?disabled=${none} @click=${() => face && savePng(face)}>
      ${icon('save')} Save PNG
    </button>
    <button
      id="copy-png"
      ?disabled=${none}
      @click=${() => face && void attempt(() => copyPng(face), 'The face is on the clipboard.')}
    >
      ${icon('copy')} Copy PNG
    </button>
    <button
      id="save-svg"
      ?disabled=${studio.drawing.strokes.length === 0}
      @click=${() => {
        saveSketch(studio);
      }}
    >
      ${icon('save')} Save SVG
    </button>
    <button
      id="save-all"
      title="Sketch, face, variations and history in one zip file"
      @click=${() => {
        saveEverything(studio);
      }}
    >
      ${icon('save')} Save all
    </button>
  `;
}
