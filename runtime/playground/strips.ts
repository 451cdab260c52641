import { html, type TemplateResult } from 'lit';
import { icon, type StripItem, type Studio, VARIATIONS } from '../ui/index.js';

/** The rows under the stage: sketches to begin with, variations of the face, faces made before. */
export function strips(studio: Studio, examples: readonly TemplateResult[]): TemplateResult {
  const { variations, history, face } = studio.state;
  const varied = variations.map(({ image }, i): StripItem => ({
    pixels: image,
    label: `Variation ${i + 1}`,
  }));
  const made = history.map(({ thumbnail }, i): StripItem => ({
    pixels: thumbnail,
    label: i === 0 ? 'Latest face' : `Face ${i + 1} from the last`,
  }));
  return html`<div class="strips">
    <section>
      <div class="head"><h2 id="examples">Examples</h2></div>
      <ul class="examples" aria-labelledby="examples">
        ${examples}
      </ul>
    </section>
    <section>
      <div class="head">
        <h2>Variations</h2>
        <button id="vary" ?disabled=${face === undefined} @click=${() => void studio.vary()}>
          ${icon('dice')} ${variations.length > 0 ? 'Six more' : 'Make six'}
        </button>
      </div>
      ${
        varied.length === 0
          ? html`<div class="ghosts" aria-hidden="true">
              ${Array.from({ length: VARIATIONS }, () => html`<i></i>`)}
            </div>`
          : html`<fp-strip
              id="variations"
              .items=${varied}
              .label=${'Variations'}
              @fp-take=${({ detail }: CustomEvent<number>) => {
                const variation = variations[detail];
                if (variation !== undefined) studio.steer(variation.settings);
              }}
            ></fp-strip>`
      }
    </section>
    <section class="history" ?hidden=${made.length === 0}>
      <div class="head"><h2>History</h2></div>
      <fp-strip
        id="history"
        .items=${made}
        .label=${'History'}
        @fp-take=${({ detail }: CustomEvent<number>) => {
          const entry = history[detail];
          if (entry !== undefined) studio.open(entry);
        }}
      ></fp-strip>
    </section>
  </div>`;
}
