import { FacePencilError } from '../errors.js';
import { channels, toHex } from './color.js';
import { DEFAULT_STYLE } from './presets.js';
import { Random } from './random.js';
import { type HexColor, type Style, STYLE_COLORS, type StyleStatistics } from './types.js';

/**
 * A style of people as the model knows them: skin and hair from one of the training people,
 * background and clothing from another, and the look of the seed's own number. Faithfulness is not
 * chance: it says how the lines are meant, and is the default's.
 *
 * @param seed a whole number from 0 to 4294967295; the same seed and statistics give the same
 *   style in every host
 * @param statistics of the model's manifest
 * @throws FacePencilError option-invalid
 */
export function sampleStyle(seed: number, statistics: StyleStatistics): Style {
  const { samples } = statistics;
  const random = new Random(seed);
  const person = samples[random.below(samples.length)];
  const setting = samples[random.below(samples.length)];
  if (person === undefined || setting === undefined) {
    throw new FacePencilError('option-invalid', 'The style statistics hold no samples.', {
      hint: "Give the statistics of the model's manifest.",
      where: 'statistics',
    });
  }
  return {
    skin: person.skin,
    hair: person.hair,
    background: setting.background,
    clothing: setting.clothing,
    faithfulness: DEFAULT_STYLE.faithfulness,
    look: seed,
  };
}

/**
 * A style near another: every colour a little lighter or darker and tinted, skin least. The look is
 * another one, of the seed's number: looks have no neighbours.
 *
 * @param seed as for sampleStyle
 * @throws FacePencilError option-invalid
 */
export function varyStyle(style: Style, seed: number): Style {
  const random = new Random(seed);
  const varied: Partial<Record<(typeof STYLE_COLORS)[number], HexColor>> = {};
  for (const color of STYLE_COLORS) {
    const [light, tint] = color === 'skin' ? [14, 4] : [26, 12];
    const shift = random.around(light);
    varied[color] = toHex(channels(style[color]).map((c) => c + shift + random.around(tint)));
  }
  return { ...style, ...varied, look: seed };
}
