import {
  commands,
  type Disposable,
  l10n,
  type LogOutputChannel,
  type QuickPickItem,
  type Uri,
  window,
} from 'vscode';
import { inColorsOf, MAX_SEED, presetStyle } from '../../../runtime/src/index.js';
import type { PageCommand } from '../editor/messages.js';
import type { SketchEditor } from '../editor/sketch-editor.js';
import type { FaceMaker } from '../generate/face-maker.js';
import type { TextRange } from '../in-place/index.js';
import { reporting } from '../report.js';
import { PRESET_CHOICES } from '../settings.js';
import { convertSelection } from './convert-selection.js';
import { documentOf } from './document.js';
import {
  faceIn,
  insertVariations,
  regenerateFace,
  restoreSketch,
  type Restyle,
} from './face-commands.js';

/** Where a command is to act, when it is a code lens or another extension that gives it. */
export interface CommandPlace {
  readonly uri: Uri | string;
  readonly start: number;
  readonly end: number;
}

const MAX_VARIATIONS = 8;

/**
 * The commands that turn a sketch in a text into a face, and back. Where a sketch editor is in
 * front, they act on what is selected there.
 */
export function registerConversion(
  maker: FaceMaker,
  log: LogOutputChannel,
  editor: SketchEditor,
): Disposable[] {
  const command = (
    name: string,
    inEditor: PageCommand,
    run: (place?: CommandPlace, ...args: never[]) => Promise<boolean>,
  ) =>
    commands.registerCommand(
      `facepencil.${name}`,
      reporting(log, async (place?: CommandPlace, ...args: never[]) => {
        const { active } = editor;
        return place === undefined && active !== undefined
          ? active.run(inEditor)
          : run(place, ...args);
      }),
    );
  return [
    command('convertSelection', 'convert', async (place?: CommandPlace) => {
      const document = await documentOf(place?.uri);
      return convertSelection(maker, document, place === undefined ? selections() : [place]);
    }),
    command('regenerateFace', 'regenerate', async (place?: CommandPlace, how?: string) => {
      const document = await documentOf(place?.uri);
      const face = faceIn(document, place ?? selections()[0]!);
      const restyle = await askRestyle(how);
      return restyle !== undefined && regenerateFace(maker, document, face, restyle);
    }),
    command('restoreSketch', 'restore', async (place?: CommandPlace) => {
      const document = await documentOf(place?.uri);
      return restoreSketch(document, faceIn(document, place ?? selections()[0]!));
    }),
    command('insertVariations', 'vary', async (place?: CommandPlace, count?: number) => {
      const document = await documentOf(place?.uri);
      const face = faceIn(document, place ?? selections()[0]!);
      const asked = count ?? (await askCount());
      if (asked === undefined) return false;
      return insertVariations(maker, document, face, asked, anySeed());
    }),
  ];
}

function selections(): TextRange[] {
  const editor = window.activeTextEditor;
  if (editor === undefined) return [{ start: 0, end: 0 }];
  const { document } = editor;
  return editor.selections.map(({ start, end }) => ({
    start: document.offsetAt(start),
    end: document.offsetAt(end),
  }));
}

interface StyleItem extends QuickPickItem {
  readonly restyle: Restyle;
}

/**
 * Asks in which colours a face is to be made again.
 *
 * @param how answers beforehand: `same`, `random` or the name of a preset
 */
async function askRestyle(how: string | undefined): Promise<Restyle | undefined> {
  if (how === 'same') return same;
  if (how === 'random') return inRandomColours;
  if (how !== undefined) return inPreset(how);
  const items: StyleItem[] = [
    {
      label: `$(refresh) ${l10n.t('In the same colours')}`,
      detail: l10n.t('For a sketch that was edited'),
      restyle: same,
    },
    {
      label: `$(sparkle) ${l10n.t('In other colours, with another look')}`,
      detail: l10n.t('Of people whom the model has learned from'),
      restyle: inRandomColours,
    },
    ...PRESET_CHOICES.map((preset) => ({
      label: `$(symbol-color) ${preset}`,
      restyle: inPreset(preset),
    })),
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Regenerate Face'),
    placeHolder: l10n.t('How is the face to be made?'),
  });
  return picked?.restyle;
}

const same: Restyle = (before) => before;

const inRandomColours: Restyle = ({ style, ...before }) => ({
  ...before,
  seed: anySeed(),
  style: style?.faithfulness === undefined ? {} : { faithfulness: style.faithfulness },
});

function inPreset(name: string): Restyle {
  const preset = presetStyle(name);
  return ({ style, background, size }) => ({
    background,
    size,
    style: inColorsOf(preset, style),
  });
}

async function askCount(): Promise<number | undefined> {
  const counts = Array.from({ length: MAX_VARIATIONS }, (_, i) => String(i + 1));
  const picked = await window.showQuickPick(counts, {
    title: l10n.t('Insert Variations'),
    placeHolder: l10n.t('How many? They are put to the right of the face.'),
  });
  return picked === undefined ? undefined : Number(picked);
}

function anySeed(): number {
  return Math.floor(Math.random() * (MAX_SEED + 1));
}
