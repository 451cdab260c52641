import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  checkFaithfulness,
  checkLook,
  checkSeed,
  checkSize,
  FacePencilError,
  type GenerateOptions,
  type HexColor,
  parseColor,
  PRESET_NAMES,
} from '../src/index.js';

/** What the options about the face come to. */
export interface FaceOptions {
  readonly skin?: HexColor;
  readonly hair?: HexColor;
  readonly background?: HexColor | 'transparent';
  readonly clothing?: HexColor;
  readonly preset?: string;
  readonly faithfulness?: number;
  readonly look?: number;
  readonly seed?: number;
  readonly size?: number;
  /** Folder of the model. */
  readonly model?: string;
}

export function addFaceOptions(command: Command): Command {
  const color = (field: string) => checked((text) => parseColor(text, field));
  return command
    .option('--skin <hex>', 'colour of the skin, as e0ac69', color('skin'))
    .option('--hair <hex>', 'colour of the hair; for a bald head, that of the skin', color('hair'))
    .option(
      '--background <hex>',
      'colour behind the person, or "transparent"',
      checked((text) => (text === 'transparent' ? text : parseColor(text, 'background'))),
    )
    .option('--clothing <hex>', 'colour of the clothing', color('clothing'))
    .addOption(
      new Option('--preset <name>', 'a style, for what is not given').choices(PRESET_NAMES),
    )
    .option(
      '--faithfulness <0..1>',
      '0: rough lines, make a good face; 1: follow the lines',
      checked((text) => checkFaithfulness(toNumber(text))),
    )
    .option(
      '--look <n>',
      'each number is another face of the same lines and colours',
      checked((text) => checkLook(toNumber(text))),
    )
    .option(
      '--seed <n>',
      'chooses the colours and the look that are not given; with a preset, varies its colours',
      checked((text) => checkSeed(toNumber(text))),
    )
    .option(
      '--size <px>',
      'side of the image; default: what the model makes',
      checked((text) => checkSize(toNumber(text))),
    )
    .option('--model <dir>', 'folder of another model, with its manifest.json');
}

/** The options as the runtime takes them. */
export function toRequest(options: FaceOptions): GenerateOptions {
  const { skin, hair, background, clothing, faithfulness, look, preset, seed, size } = options;
  const transparent = background === 'transparent';
  const style = {
    ...(skin && { skin }),
    ...(hair && { hair }),
    ...(background && !transparent && { background }),
    ...(clothing && { clothing }),
    ...(faithfulness === undefined ? {} : { faithfulness }),
    ...(look === undefined ? {} : { look }),
  };
  return { style, preset, seed, size, background: transparent ? 'transparent' : 'style' };
}

/** A whole number from 1 to `most`. */
export function countUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = toNumber(text);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from 1 to ${most}.`);
  };
}

/** The runtime's own checks, told in commander's way: a wrong option is wrong usage. */
function checked<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof FacePencilError) throw new InvalidArgumentError(error.hint);
      throw error;
    }
  };
}

/** NaN unless the whole text is a number. */
function toNumber(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
