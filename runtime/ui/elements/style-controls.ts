import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing } from 'lit';
import {
  type HexColor,
  inColorsOf,
  MAX_SEED,
  PRESET_NAMES,
  type PresetName,
  PRESETS,
  STYLE_COLORS,
  type StyleColor,
} from '../../src/style/index.js';
import { DEFAULT_SETTINGS, type Settings } from '../drawing/settings.js';
import { icon } from './icons.js';
import { theme } from './theme.js';

const COLOR_LABELS: Readonly<Record<StyleColor, () => string>> = {
  skin: () => l10n.t('Skin'),
  hair: () => l10n.t('Hair'),
  background: () => l10n.t('Background'),
  clothing: () => l10n.t('Clothing'),
};

/** A colour of the host's document that can be taken instead of choosing one. */
export interface Swatch {
  readonly name: string;
  readonly color: HexColor;
}

/** What changed, and under which key changes in a row are one step of undo. */
export interface SettingsChange {
  readonly settings: Settings;
  readonly merge?: string;
}

/**
 * What the sketch does not say: colours, faithfulness and look.
 *
 * @fires fp-settings CustomEvent<SettingsChange>
 * @fires fp-seed CustomEvent<number> a seed that is to choose the colours and the look
 */
export class StyleControls extends LitElement {
  static override properties = {
    settings: { attribute: false },
    swatches: { attribute: false },
    hints: { attribute: false },
    opened: { state: true },
  };

  static override styles = [
    theme,
    css`
      :host {
        display: grid;
        gap: 20px;
      }
      h3 {
        margin: 0 0 8px;
        font-size: 0.93em;
        font-weight: 600;
      }
      .presets {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: 8px;
      }
      .preset {
        display: grid;
        gap: 4px;
        justify-content: stretch;
        min-height: 0;
        padding: 4px 0;
        border: 0;
        background: none;
        font-size: 0.86em;
        text-transform: capitalize;
      }
      button.preset[aria-pressed='true'],
      button.preset[aria-pressed='true']:hover {
        background: none;
        color: inherit;
        font-weight: 600;
      }
      .preset[aria-pressed='true'] .swatch {
        outline: 2px solid var(--fp-accent);
        outline-offset: 2px;
      }
      .swatch {
        position: relative;
        width: 100%;
        aspect-ratio: 1.5;
        overflow: hidden;
        border: 1px solid var(--fp-border);
        border-radius: 8px;
      }
      .swatch i {
        position: absolute;
      }
      .swatch .hair {
        inset: 16% 33% 34%;
        border-radius: 50% 50% 30% 30%;
      }
      .swatch .clothing {
        inset: 74% 22% -30%;
        border-radius: 50% 50% 0 0;
      }
      .swatch .skin {
        inset: 30% 39% 28%;
        border-radius: 50%;
      }
      .colors {
        display: grid;
        gap: 4px;
      }
      .row {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      label.color {
        display: flex;
        flex: 1;
        align-items: center;
        gap: 10px;
        min-height: var(--fp-control, 36px);
        cursor: pointer;
      }
      label.color code {
        margin-left: auto;
        color: var(--fp-muted);
        font: 0.86em var(--fp-mono);
      }
      .hint,
      .bald {
        min-height: 0;
        padding: 2px 8px;
        font-size: 0.86em;
      }
      .hint {
        width: fit-content;
        margin: -2px 0 4px 50px;
      }
      .hint i {
        width: 12px;
        height: 12px;
        border: 1px solid var(--fp-border);
        border-radius: 50%;
      }
      .swatches {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        max-height: 132px;
        padding: 4px;
        overflow-y: auto;
      }
      .swatches button {
        width: 22px;
        min-height: 22px;
        padding: 0;
        border-radius: 5px;
      }
      .swatches button[aria-pressed='true'] {
        outline: 2px solid var(--fp-accent);
        outline-offset: 1px;
      }
      input[type='color'] {
        width: 40px;
        height: calc(var(--fp-control, 36px) - 8px);
        padding: 0;
        border: 1px solid var(--fp-border);
        border-radius: 6px;
        background: none;
        cursor: pointer;
      }
      input[type='color']::-webkit-color-swatch-wrapper {
        padding: 0;
      }
      input[type='color']::-webkit-color-swatch {
        border: 0;
        border-radius: 5px;
      }
      .check {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: var(--fp-control, 36px);
      }
      .check input {
        width: 18px;
        height: 18px;
        margin: 0;
        accent-color: var(--fp-accent);
      }
      .ends {
        display: flex;
        justify-content: space-between;
        font-size: 0.86em;
      }
      .note {
        margin-top: 4px;
        font-size: 0.86em;
      }
      /* The buttons share a column that is as wide as the wider one, so that the fields are alike. */
      .numbers {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 20px 8px;
      }
      .numbers section {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
      }
      .numbers h3,
      .numbers .note {
        grid-column: 1 / -1;
      }
      .numbers input {
        min-width: 0;
        height: var(--fp-control, 36px);
        padding: 0 10px;
        border: 1px solid var(--fp-border);
        border-radius: 8px;
        background: var(--fp-surface);
      }
    `,
  ];

  declare settings: Settings;
  /** Colours of the document, offered under each of the four. */
  declare swatches: readonly Swatch[];
  /** What the sketch's own strokes say of the four. */
  declare hints: Readonly<Partial<Record<StyleColor, HexColor>>>;
  /** The colour that the document's are shown for. */
  declare opened: StyleColor | undefined;

  constructor() {
    super();
    this.settings = DEFAULT_SETTINGS;
    this.swatches = [];
    this.hints = {};
    this.opened = undefined;
  }

  protected override render() {
    const { style, seed, background } = this.settings;
    return html`
      <section>
        <h3 id="presets">${l10n.t('Palette')}</h3>
        <div class="presets" role="group" aria-labelledby="presets">
          ${PRESET_NAMES.map((name) => this.preset(name))}
        </div>
      </section>
      <section>
        <h3>${l10n.t('Colours')}</h3>
        <div class="colors">
          ${STYLE_COLORS.map((color) => this.colorRow(color))}
          <label class="check">
            <input
              id="transparent"
              type="checkbox"
              .checked=${background === 'transparent'}
              @change=${this.transparency}
            />
            ${l10n.t('Transparent background')}
          </label>
        </div>
      </section>
      <section>
        <h3><label for="faithfulness">${l10n.t('Faithfulness')}</label></h3>
        <input
          id="faithfulness"
          type="range"
          min="0"
          max="1"
          step="0.05"
          aria-describedby="ends"
          .value=${String(style.faithfulness)}
          @input=${this.faithfulness}
        />
        <div class="ends muted" id="ends">
          <span>${l10n.t('Tidy my lines')}</span><span>${l10n.t('Follow my lines')}</span>
        </div>
      </section>
      <div class="numbers">
        <section>
          <h3><label for="look">${l10n.t('Look')}</label></h3>
          ${number('look', style.look, { typed: this.typedLook, left: this.leftLook })}
          <button
            id="another-look"
            title=${l10n.t('Same lines and colours, another face')}
            @click=${this.anotherLook}
          >
            ${icon('dice')} ${l10n.t('Another look')}
          </button>
        </section>
        <section>
          <h3><label for="seed">${l10n.t('Seed')}</label></h3>
          ${number('seed', seed, { left: this.typedSeed, note: 'seed-note' })}
          <button id="surprise" @click=${this.surprise}>
            ${icon('dice')} ${l10n.t('Surprise me')}
          </button>
          <div class="note muted" id="seed-note">${l10n.t('Chooses colours and look')}</div>
        </section>
      </div>
    `;
  }

  private preset(name: PresetName) {
    const preset = PRESETS[name];
    const { style } = this.settings;
    const on = STYLE_COLORS.every((color) => style[color] === preset[color]);
    const part = (color: StyleColor) =>
      html`<i class=${color} .style=${`background: ${preset[color]}`}></i>`;
    return html`<button
      class="preset"
      aria-pressed=${on}
      @click=${() => {
        this.change(inColorsOf(preset, style));
      }}
    >
      <span class="swatch" aria-hidden="true" .style=${`background: ${preset.background}`}
        >${part('hair')}${part('clothing')}${part('skin')}</span
      >${name}
    </button>`;
  }

  private colorRow(color: StyleColor) {
    const value = this.settings.style[color];
    const label = COLOR_LABELS[color]();
    const choices = l10n.t('{0}: colours of the document', label);
    const hint = this.hints[color];
    const open = this.opened === color;
    return html`<div class="row">
        <label class="color">
          <input
            type="color"
            id=${color}
            .value=${value}
            @input=${(event: Event) => {
              this.color(color, event);
            }}
          />
          ${label}<code>${value}</code>
        </label>
        ${color === 'hair' ? this.bald() : nothing}
        ${
          this.swatches.length === 0
            ? nothing
            : html`<button
                class="icon"
                id="${color}-swatches"
                aria-label=${choices}
                title=${l10n.t('Colours of the document')}
                aria-expanded=${open}
                @click=${() => {
                  this.opened = open ? undefined : color;
                }}
              >
                ${icon('swatches')}
              </button>`
        }
      </div>
      ${
        hint === undefined || hint === value
          ? nothing
          : html`<button
              class="hint"
              id="${color}-hint"
              @click=${() => {
                this.take(color, hint);
              }}
            >
              <i .style=${`background: ${hint}`}></i>${l10n.t('As drawn')}
            </button>`
      }
      ${
        open
          ? html`<div class="swatches" role="group" aria-label=${choices}>
              ${this.swatches.map(
                (swatch) =>
                  html`<button
                    aria-label=${swatch.name}
                    title=${swatch.name}
                    aria-pressed=${swatch.color === value}
                    .style=${`background: ${swatch.color}`}
                    @click=${() => {
                      this.take(color, swatch.color);
                    }}
                  ></button>`,
              )}
            </div>`
          : nothing
      }`;
  }

  /** The model knows bald heads as heads whose hair has the colour of the skin. */
  private bald() {
    const { skin, hair } = this.settings.style;
    return html`<button
      class="bald"
      id="bald"
      title=${l10n.t('For a head drawn bald: hair in the colour of the skin')}
      ?disabled=${hair === skin}
      @click=${() => {
        this.take('hair', skin);
      }}
    >
      ${l10n.t('No hair')}
    </button>`;
  }

  private take(color: StyleColor, value: HexColor, merge?: string): void {
    const { style } = this.settings;
    // A head without hair stays one in another skin.
    const bald = color === 'skin' && style.hair === style.skin;
    this.change({ ...style, [color]: value, ...(bald ? { hair: value } : {}) }, merge);
  }

  private color(color: StyleColor, event: Event): void {
    this.take(color, (event.target as HTMLInputElement).value as HexColor, color);
  }

  private faithfulness(event: Event): void {
    const faithfulness = Number((event.target as HTMLInputElement).value);
    // Colours and look stay what the seed chose: it is still true of them.
    this.tell({
      settings: { ...this.settings, style: { ...this.settings.style, faithfulness } },
      merge: 'faithfulness',
    });
  }

  private transparency(event: Event): void {
    const background = (event.target as HTMLInputElement).checked ? 'transparent' : 'style';
    this.tell({ settings: { ...this.settings, background } });
  }

  private typedSeed(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (input.value === '') {
      this.change(this.settings.style);
    } else if (input.checkValidity()) {
      this.tellSeed(Number(input.value));
    } else {
      input.reportValidity();
    }
  }

  private surprise(): void {
    this.tellSeed(anyNumber());
  }

  private typedLook(event: Event): void {
    const input = event.target as HTMLInputElement;
    // On the way from one number to the next the field may be empty, or hold what is none.
    if (input.value !== '' && input.checkValidity()) this.look(Number(input.value), 'look');
  }

  private leftLook(event: Event): void {
    const input = event.target as HTMLInputElement;
    // A face always has a look.
    if (input.value === '') input.value = String(this.settings.style.look);
    else input.reportValidity();
  }

  private anotherLook(): void {
    this.look(anyNumber());
  }

  private look(look: number, merge?: string): void {
    this.change({ ...this.settings.style, look }, merge);
  }

  /** Colours or a look of one's own: the seed did not choose them. */
  private change(style: Settings['style'], merge?: string): void {
    const { background } = this.settings;
    this.tell({ settings: { style, background }, ...(merge === undefined ? {} : { merge }) });
  }

  private tell(detail: SettingsChange): void {
    this.dispatchEvent(new CustomEvent('fp-settings', { detail }));
  }

  private tellSeed(detail: number): void {
    this.dispatchEvent(new CustomEvent('fp-seed', { detail }));
  }
}

interface NumberField {
  /** Hears every change while it is typed. */
  readonly typed?: (event: Event) => void;
  /** Hears the change when the field is left. */
  readonly left: (event: Event) => void;
  /** Id of the element that describes it. */
  readonly note?: string;
}

/** A field for what looks and seeds are: a whole number from 0 to MAX_SEED, or none. */
function number(id: string, value: number | undefined, { typed, left, note }: NumberField) {
  return html`<input
    id=${id}
    type="number"
    min="0"
    max=${MAX_SEED}
    step="1"
    inputmode="numeric"
    placeholder=${value === undefined ? l10n.t('None') : nothing}
    aria-describedby=${note ?? nothing}
    .value=${value === undefined ? '' : String(value)}
    @input=${typed ?? nothing}
    @change=${left}
  />`;
}

/** Short enough to be read out and typed again. */
function anyNumber(): number {
  return Math.floor(Math.random() * 1e6);
}

customElements.define('fp-style-controls', StyleControls);

declare global {
  interface HTMLElementTagNameMap {
    'fp-style-controls': StyleControls;
  }
}
