import * as l10n from '@vscode/l10n';
import type { GeneratedFace } from '../../src/generator/index.js';
import { resize } from '../../src/image/index.js';
import type { Sketch } from '../../src/sketch/index.js';
import { resolveStyle } from '../../src/style/index.js';
import { sketchOf } from '../drawing/convert.js';
import { DEFAULT_SETTINGS, type Settings } from '../drawing/settings.js';
import { type Drawing, EMPTY_DRAWING } from '../drawing/types.js';
import { UndoStack } from '../drawing/undo.js';
import { Autosave } from './autosave.js';
import type { OpenedGenerator, StudioHost } from './host.js';
import type { Notice, StudioState } from './state.js';
import { DistinctSettings } from './variations.js';
import { wholeWork } from './whole-work.js';
import { explain, isBroken, isCalledOff } from './words.js';
import {
  HISTORY_LENGTH,
  type HistoryEntry,
  STEPS_KEPT,
  THUMBNAIL_SIZE,
  type Work,
} from './work.js';

/** A face that has stood this long, unchanged, was meant, and goes into the history. */
const SETTLED = 1200;
/** Least time between two faces asked for while the pen is down. */
const LIVE_INTERVAL = 80;

/**
 * The work on one sketch and its face: what is drawn and asked for with undo, the face of it
 * remade at every change, variations, history, saving. Knows no document and no network; elements
 * show its state and tell it what was done. Dispatches `change`.
 */
export class Studio extends EventTarget {
  private readonly work = new UndoStack<Work>({
    drawing: EMPTY_DRAWING,
    settings: DEFAULT_SETTINGS,
  });
  private readonly autosave: Autosave | undefined;
  private opened: OpenedGenerator | undefined;
  /** While the pen is down: the drawing as it would become. */
  private live: Drawing | undefined;
  private lastLive = 0;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private settled: ReturnType<typeof setTimeout> | undefined;
  private varying: AbortController | undefined;
  private readonly others = new DistinctSettings();
  private current: StudioState = {
    face: undefined,
    status: { kind: 'starting', progress: undefined },
    backend: undefined,
    variations: [],
    history: [],
    notice: undefined,
  };

  constructor(private readonly host: StudioHost) {
    super();
    if (host.storage !== undefined) {
      this.autosave = new Autosave(host.storage, (error) => {
        this.notify('error', l10n.t('Your work could not be saved. {0}', explain(error)));
      });
    }
  }

  get state(): StudioState {
    return this.current;
  }
  get drawing(): Drawing {
    return this.work.current.drawing;
  }
  get settings(): Settings {
    return this.work.current.settings;
  }
  get canUndo(): boolean {
    return this.work.canUndo;
  }
  get canRedo(): boolean {
    return this.work.canRedo;
  }

  /** Brings back saved work. False if there is none. */
  async restore(): Promise<boolean> {
    try {
      const stored = await this.host.storage?.load();
      if (stored === undefined) return false;
      const saved = wholeWork(stored);
      this.work.replace({ drawing: saved.drawing, settings: saved.settings }, saved.steps);
      this.set({ history: saved.history });
      return saved.drawing.strokes.length > 0 || saved.history.length > 0;
    } catch (error) {
      this.notify('error', l10n.t('Your saved work could not be opened. {0}', explain(error)));
      return false;
    }
  }

  /** Starts the generator, and again after a failure. */
  async start(): Promise<void> {
    this.set({ status: { kind: 'starting', progress: undefined } });
    try {
      this.opened = await this.host.openGenerator((progress) => {
        this.set({ status: { kind: 'starting', progress } });
      });
    } catch (error) {
      this.set({ status: { kind: 'failed', message: explain(error), start: true } });
      return;
    }
    const { generator, fallback } = this.opened;
    const { name, threads, reason } = generator.info.backend;
    this.set({ backend: { name, threads, reason: fallback ?? reason } });
    this.remake();
  }

  /**
   * Shows and remakes the face of a drawing that a gesture has not finished; also of the last one,
   * if the pen then rests.
   */
  preview(drawing: Drawing): void {
    this.live = drawing;
    const wait = this.lastLive + LIVE_INTERVAL - performance.now();
    this.resting ??= setTimeout(
      () => {
        this.resting = undefined;
        if (this.live === undefined) return;
        this.lastLive = performance.now();
        void this.make(this.live, this.settings);
      },
      Math.max(wait, 0),
    );
  }

  draw(drawing: Drawing, merge?: string): void {
    this.live = undefined;
    // A gesture that changed nothing, or was called off: only its preview has to go.
    if (drawing === this.drawing) this.remake();
    else this.change({ drawing, settings: this.settings }, merge);
  }

  /** @param merge see UndoStack.push */
  steer(settings: Settings, merge?: string): void {
    this.change({ drawing: this.drawing, settings }, merge);
  }

  /** Takes over a drawing and, where given, its settings: a file, an example, a face of the history. */
  open({ drawing, settings = this.settings }: { drawing: Drawing; settings?: Settings }): void {
    this.live = undefined;
    this.change({ drawing, settings });
  }

  /** Colours and a look that a seed chooses, as the model knows people. */
  seed(seed: number): void {
    const style = this.sampled(seed);
    if (style !== undefined) this.steer({ ...style, background: this.settings.background });
  }

  undo(): void {
    if (this.work.undo()) this.changed();
  }
  redo(): void {
    if (this.work.redo()) this.changed();
  }

  /** Makes the same sketch with other looks and in colours far from each other, one by one. */
  async vary(): Promise<void> {
    this.varying?.abort();
    const { opened, drawing, settings } = this;
    if (opened === undefined || drawing.strokes.length === 0) return;
    const { signal } = (this.varying = new AbortController());
    const wanted = this.others.next(settings, opened.manifest.style.statistics);
    this.set({ variations: wanted.map((one) => ({ settings: one })) });
    try {
      const sketch = this.sketchOf(drawing);
      for (const [i, one] of wanted.entries()) {
        const { image } = await opened.generator.generate(sketch, { ...one, signal });
        this.set({
          variations: this.current.variations.map((variation, j) =>
            i === j ? { ...variation, image } : variation,
          ),
        });
      }
    } catch (error) {
      if (!isCalledOff(error)) this.notify('error', explain(error));
    }
  }

  notify(kind: Notice['kind'], text: string): void {
    this.set({ notice: { kind, text } });
  }
  closeNotice(): void {
    this.set({ notice: undefined });
  }

  /** Saves what is not saved yet. */
  async flush(): Promise<void> {
    await this.autosave?.flush();
  }

  private sketchOf(drawing: Drawing): Sketch {
    return this.host.sketchOf?.(drawing) ?? sketchOf(drawing);
  }

  private sampled(seed: number): Pick<Settings, 'style' | 'seed'> | undefined {
    if (this.opened === undefined) return undefined;
    const { faithfulness } = this.settings.style;
    const style = resolveStyle(
      { seed, style: { faithfulness } },
      this.opened.manifest.style.statistics,
    );
    return { style, seed };
  }

  private change(work: Work, merge?: string): void {
    this.work.push(work, merge);
    this.changed();
  }

  private changed(): void {
    this.save();
    this.remake();
  }

  private save(): void {
    this.autosave?.schedule(() => ({
      format: 1,
      ...this.work.current,
      history: this.current.history,
      steps: this.work.steps(STEPS_KEPT),
    }));
  }

  private remake(): void {
    void this.make(this.live ?? this.drawing, this.settings);
  }

  private async make(drawing: Drawing, settings: Settings): Promise<void> {
    clearTimeout(this.settled);
    if (this.opened === undefined) {
      this.tell();
      return;
    }
    if (drawing.strokes.length === 0) {
      this.opened.generator.cancel();
      this.set({ status: { kind: 'empty' }, face: undefined, variations: [] });
      return;
    }
    this.set({ status: { kind: 'working' } });
    try {
      const face = await this.opened.generator.generate(this.sketchOf(drawing), {
        ...settings,
        live: true,
      });
      this.show(face, drawing, settings);
    } catch (error) {
      if (isCalledOff(error)) return;
      const start = isBroken(error);
      this.set({ status: { kind: 'failed', message: explain(error), start } });
    }
  }

  private show(face: GeneratedFace, drawing: Drawing, settings: Settings): void {
    const { name, threads, reason } = face.backend;
    const current = drawing === this.drawing && settings === this.settings;
    const backend =
      this.current.backend?.name === name ? this.current.backend : { name, threads, reason };
    // Emptied meanwhile: an old face would stand over blank paper.
    if ((this.live ?? this.drawing).strokes.length === 0) return;
    this.set({ face, backend, status: { kind: current ? 'ready' : 'working' } });
    if (!current) return;
    this.settled = setTimeout(() => {
      this.remember(face, { drawing, settings });
    }, SETTLED);
  }

  private remember({ image }: GeneratedFace, work: Work): void {
    const { history } = this.current;
    if (history.some((e) => e.drawing === work.drawing && e.settings === work.settings)) return;
    const entry: HistoryEntry = {
      ...work,
      id: `${Date.now().toString(36)}-${history.length}`,
      thumbnail: resize(image, THUMBNAIL_SIZE, THUMBNAIL_SIZE),
    };
    this.set({ history: [entry, ...history].slice(0, HISTORY_LENGTH) });
    this.save();
  }

  private set(part: Partial<StudioState>): void {
    this.current = { ...this.current, ...part };
    this.tell();
  }

  private tell(): void {
    this.dispatchEvent(new Event('change'));
  }
}
