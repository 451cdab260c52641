import { FacePencilError } from '../errors.js';
import type { Style } from './types.js';

/** Half way: lines drawn by hand are meant, but not to the pixel. */
const FAITHFULNESS = 0.5;
/** The same for all: a palette is chosen for its colours. */
const LOOK = 1;

/** Named styles, each a palette whose colours sit well together. */
export const PRESETS = {
  /** Even light, a grey backdrop. The default. */
  studio: {
    skin: '#d8a98a',
    hair: '#4b382b',
    background: '#d3d5d8',
    clothing: '#3f4754',
    faithfulness: FAITHFULNESS,
    look: LOOK,
  },
  /** Fair and blond against warm white. */
  linen: {
    skin: '#ecc9b2',
    hair: '#b58a58',
    background: '#e9e2d6',
    clothing: '#f1ece2',
    faithfulness: FAITHFULNESS,
    look: LOOK,
  },
  /** Red hair, pale skin, cool greens. */
  copper: {
    skin: '#e9c1a6',
    hair: '#9c4a22',
    background: '#b9c2bd',
    clothing: '#2f4a44',
    faithfulness: FAITHFULNESS,
    look: LOOK,
  },
  /** Olive skin before soft green. */
  garden: {
    skin: '#c99a74',
    hair: '#2b1f1a',
    background: '#8fa38a',
    clothing: '#e6e0cf',
    faithfulness: FAITHFULNESS,
    look: LOOK,
  },
  /** Tan skin, dark hair, a clay wall. */
  terracotta: {
    skin: '#b9825c',
    hair: '#241a16',
    background: '#c98f6f',
    clothing: '#f0e6d8',
    faithfulness: FAITHFULNESS,
    look: LOOK,
  },
  /** Brown skin, black hair, sand and navy. */
  walnut: {
    skin: '#8a5a3c',
    hair: '#1d1613',
    background: '#cdbfae',
    clothing: '#2d3a52',
    faithfulness: FAITHFULNESS,
    look: LOOK,
  },
  /** Deep brown skin, cool grey, ochre. */
  dusk: {
    skin: '#5c3a28',
    hair: '#14100e',
    background: '#8f9aa3',
    clothing: '#c9b48a',
    faithfulness: FAITHFULNESS,
    look: LOOK,
  },
  /** Grey hair before dark slate. */
  slate: {
    skin: '#d2b096',
    hair: '#8d8a86',
    background: '#59636e',
    clothing: '#23282f',
    faithfulness: FAITHFULNESS,
    look: LOOK,
  },
} as const satisfies Record<string, Style>;

export type PresetName = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** What a request without any style gets. */
export const DEFAULT_STYLE: Style = PRESETS.studio;

/** A preset for what it is chosen for, its colours: how lines are meant and the look are a style's. */
export function inColorsOf(
  preset: Style,
  { faithfulness = preset.faithfulness, look = preset.look }: Partial<Style> = {},
): Style {
  return { ...preset, faithfulness, look };
}

/** @throws FacePencilError style-unknown-preset, naming those there are */
export function presetStyle(name: string): Style {
  if (Object.hasOwn(PRESETS, name)) return PRESETS[name as PresetName];
  throw new FacePencilError('style-unknown-preset', `There is no preset "${name}".`, {
    hint: `Choose one of ${PRESET_NAMES.join(', ')}.`,
    where: 'preset',
  });
}
