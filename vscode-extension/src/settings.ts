import { type ConfigurationScope, Uri, workspace } from 'vscode';
import {
  checkFaithfulness,
  DEFAULT_STYLE,
  type GenerateOptions,
  PRESETS,
  presetStyle,
} from '../../runtime/src/index.js';
import type { Wishes } from './editor/messages.js';

/** How a setting is named in `settings.json`, without `facepencil.`. */
const SECTION = 'facepencil';

/** Where the PNG of a face goes. */
export type ImageStorage = 'embed' | 'file';

/**
 * What the settings ask of a face.
 *
 * @throws FacePencilError style-unknown-preset, style-invalid for values that no setting offers
 */
export function faceRequest(scope: ConfigurationScope | undefined): GenerateOptions {
  const settings = workspace.getConfiguration(SECTION, scope);
  const preset = settings.get<string>('style.preset') ?? '';
  const faithfulness = settings.get<number>('style.faithfulness');
  const size = settings.get<number | null>('image.size') ?? undefined;
  const style = preset === '' ? DEFAULT_STYLE : presetStyle(preset);
  return {
    style: {
      ...style,
      ...(faithfulness === undefined ? {} : { faithfulness: checkFaithfulness(faithfulness) }),
    },
    background:
      settings.get<string>('image.background') === 'transparent' ? 'transparent' : 'style',
    size,
  };
}

/** The same for the sketch editor, where it can be changed face by face. */
export function faceWishes(scope: ConfigurationScope | undefined): Wishes {
  const { style, background, size } = faceRequest(scope);
  return {
    settings: { style: { ...DEFAULT_STYLE, ...style }, background: background ?? 'style' },
    size,
  };
}

export const PRESET_CHOICES = Object.keys(PRESETS);

export function imageStorage(scope: ConfigurationScope | undefined): ImageStorage {
  const value = workspace.getConfiguration(SECTION, scope).get<string>('image.storage');
  return value === 'file' ? 'file' : 'embed';
}

/** Where images of whole files go; undefined for the folder of each. */
export function assetsFolder(sketch: Uri): Uri | undefined {
  const path = workspace.getConfiguration(SECTION, sketch).get<string>('assets.folder')?.trim();
  const root = workspace.getWorkspaceFolder(sketch)?.uri;
  return path === undefined || path === '' || root === undefined
    ? undefined
    : Uri.joinPath(root, path);
}

export function showsLenses(scope: ConfigurationScope | undefined): boolean {
  return workspace.getConfiguration(SECTION, scope).get<boolean>('codeLens.enabled') ?? true;
}

export function showsHovers(scope: ConfigurationScope | undefined): boolean {
  return workspace.getConfiguration(SECTION, scope).get<boolean>('hover.enabled') ?? true;
}

/**
 * The folder of another model, as set; undefined for the one that ships. What a workspace that is
 * not trusted sets is not among the values: the manifest says so.
 */
export function modelFolder(): string | undefined {
  const path = workspace.getConfiguration(SECTION).get<string>('model.path')?.trim();
  return path === undefined || path === '' ? undefined : path;
}

export function settingName(name: string): string {
  return `${SECTION}.${name}`;
}
