import { type StoredStyle, withLook } from '../../../runtime/src/style/stored.js';
import {
  type Command,
  type CommandOptions,
  COMMANDS,
  type FaceResult,
  type FaceSettings,
  type SelectionReport,
  type ToMain,
  type ToUi,
} from '../messages.js';
import { applyFaces } from './apply-faces.js';
import { readOptions } from './command-options.js';
import { SketchEditing } from './edit-sketch.js';
import { type PlacedFace, faceAt } from './placed-face.js';
import { readPalette } from './read-palette.js';
import { readSelection } from './read-selection.js';
import { inWords, Refusal } from './refusal.js';
import { releaseFaces } from './release-faces.js';
import { spreadFaces } from './spread-faces.js';

const SETTINGS = 'settings';
const WINDOW = { width: 320, height: 680 };
const SMALL_WINDOW = { width: 320, height: 190 };
/** A selection made by dragging changes many times a second. */
const QUIET = 80;

/** One run of the plugin, from a menu entry, quick action or relaunch button to its end. */
export class Plugin {
  private busy = false;
  private quick = false;
  private editing: SketchEditing | undefined;
  private timer = 0;
  private working: NotificationHandler | undefined;

  start(command: string, parameters: ParameterValues | undefined): void {
    try {
      this.begin(isCommand(command) ? command : 'open', parameters);
    } catch (error) {
      this.give(inWords(error));
    }
  }

  private begin(command: Command, parameters: ParameterValues | undefined): void {
    if (figma.editorType !== 'figma' && figma.editorType !== 'figjam') {
      throw new Refusal('FacePencil changes the design. Leave Dev Mode to use it.');
    }
    const options = readOptions(parameters);
    const selection = narrow(command, readSelection());
    this.quick = command === 'generate' || command === 'variations' || command === 'regenerate';
    if (selection.problem !== undefined) {
      if (command !== 'open') throw new Refusal(selection.problem);
      figma.notify(selection.problem);
    }
    const edited = command === 'edit' ? this.edit(selectedFaces()) : undefined;
    const { width, height } = command === 'release' ? SMALL_WINDOW : WINDOW;
    figma.showUI(__html__, { visible: !this.quick, width, height, themeColors: true });
    figma.ui.onmessage = (message: ToMain) => void this.hear(message, command, options);
    figma.on('close', this.closing);
    if (this.quick) this.tellProgress(selection.jobs.length);
    else if (edited === undefined && command === 'open') {
      figma.on('selectionchange', this.selectionChanged);
      figma.on('currentpagechange', this.selectionChanged);
    }
  }

  private async hear(message: ToMain, command: Command, options: CommandOptions): Promise<void> {
    try {
      await this.answer(message, command, options);
    } catch (error) {
      const problem = inWords(error);
      this.post({ type: 'applied', problem });
      if (this.quick) this.give(problem);
      else figma.notify(problem, { error: true });
    }
  }

  private async answer(message: ToMain, command: Command, options: CommandOptions): Promise<void> {
    switch (message.type) {
      case 'ready': {
        const settings = await lastSettings();
        const selection = narrow(command, readSelection());
        this.post({ type: 'init', command, options, settings, selection });
        if (!this.quick) this.post({ type: 'palette', swatches: await readPalette() });
        break;
      }
      case 'busy':
        this.busy = message.busy;
        break;
      case 'settings':
        await figma.clientStorage.setAsync(SETTINGS, message.settings);
        break;
      case 'apply':
        await this.apply(message.faces);
        break;
      case 'spread': {
        await spreadFaces(message.key, message.faces);
        this.done(`${count(message.faces.length)} made, beside the sketch.`);
        break;
      }
      case 'live-face':
        if (message.face.key === this.editing?.key) this.editing.show(message.face);
        break;
      case 'edit':
        this.edit(selectedFaces().filter(({ group }) => group.id === message.key));
        break;
      case 'end-edit':
        this.endEdit();
        break;
      case 'release':
        await releaseFaces(selectedFaces(), message.keep);
        this.give(
          message.keep === 'image' ? 'Only the image is kept.' : 'Only the sketch is kept.',
          false,
        );
        break;
      case 'notify':
        if (this.quick && message.error) this.give(message.text);
        else figma.notify(message.text, { error: message.error });
        break;
      case 'close':
        figma.closePlugin();
        break;
    }
  }

  private async apply(faces: readonly FaceResult[]): Promise<void> {
    const made = await applyFaces(faces);
    this.done(`${count(made)} placed. Undo takes ${made === 1 ? 'it' : 'them'} back.`);
  }

  private edit(faces: readonly PlacedFace[]): SketchEditing {
    const [face] = faces;
    if (face === undefined) throw new Refusal('Select a face that FacePencil made.');
    this.endEdit();
    this.editing = SketchEditing.begin(
      face,
      (job) => {
        this.post({ type: 'live', job });
      },
      (problem) => {
        figma.notify(problem, { error: true });
      },
    );
    return this.editing;
  }

  private endEdit(): void {
    const { editing } = this;
    this.editing = undefined;
    editing?.end();
  }

  private readonly selectionChanged = (): void => {
    if (this.editing !== undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.post({ type: 'selection', selection: readSelection() });
    }, QUIET);
  };

  private readonly closing = (): void => {
    clearTimeout(this.timer);
    this.working?.cancel();
    this.endEdit();
    if (this.busy)
      figma.notify('FacePencil was closed before the face was made. Nothing was changed.');
  };

  /** Of a quick action, which has no window. */
  private tellProgress(jobs: number): void {
    this.working = figma.notify(jobs > 1 ? `Making ${count(jobs)} …` : 'Making the face …', {
      timeout: Infinity,
      button: {
        text: 'Cancel',
        action: () => {
          this.busy = false;
          figma.closePlugin('Cancelled. Nothing was changed.');
          return true;
        },
      },
    });
  }

  private done(text: string): void {
    this.busy = false;
    this.post({ type: 'applied' });
    if (this.quick) this.give(text, false);
    else figma.notify(text);
  }

  /** Ends the run with a sentence. */
  private give(text: string, error = true): void {
    this.busy = false;
    figma.notify(text, { error });
    figma.closePlugin();
  }

  private post(message: ToUi): void {
    figma.ui.postMessage(message);
  }
}

/** What was kept the last time, maybe by an older plugin; undefined the first time. */
async function lastSettings(): Promise<FaceSettings | undefined> {
  const kept = (await figma.clientStorage.getAsync(SETTINGS)) as
    (Omit<FaceSettings, 'style'> & { readonly style: StoredStyle }) | undefined;
  return kept && { ...kept, style: withLook(kept.style) };
}

/** What a command can work on, of what is selected. */
function narrow(command: Command, report: SelectionReport): SelectionReport {
  if (report.problem !== undefined || !['regenerate', 'edit', 'release'].includes(command)) {
    return report;
  }
  const jobs = report.jobs.filter(({ face }) => face !== undefined);
  return jobs.length > 0 ? { jobs } : { jobs, problem: 'Select a face that FacePencil made.' };
}

function selectedFaces(): PlacedFace[] {
  const faces = new Map<string, PlacedFace>();
  for (const node of figma.currentPage.selection) {
    const face = faceAt(node);
    if (face !== undefined) faces.set(face.group.id, face);
  }
  return [...faces.values()];
}

function isCommand(command: string): command is Command {
  return (COMMANDS as readonly string[]).includes(command);
}

function count(faces: number): string {
  return faces === 1 ? 'Face' : `${faces} faces`;
}
