import * as l10n from '@vscode/l10n';
import {
  encodePng,
  FacePencilError,
  type GeneratedFace,
  type Pixels,
  type Point,
  type SvgElement,
} from '../../../runtime/src/index.js';
import type { Backdrop } from '../../../runtime/ui/canvas/backdrop.js';
import {
  DEFAULT_SETTINGS,
  type Drawing as Paper,
  type DrawnStroke,
  EMPTY_DRAWING,
  PAPER_SIZE,
  readSettings,
  type Settings,
} from '../../../runtime/ui/drawing/index.js';
import { explain, type OpenedGenerator, Studio } from '../../../runtime/ui/studio/index.js';
import type {
  Addresses,
  DocumentState,
  FacePng,
  PageCommand,
  PageEdit,
  ToPage,
  Wishes,
} from '../editor/messages.js';
import { remapOffset } from '../in-place/remap.js';
import { post, readState, requestEdit, saveState, settle } from './bridge.js';
import { openGenerator } from './open-generator.js';
import { faceOf, openDocument, type OpenedDocument } from './opened-document.js';
import { pictureOf } from './picture.js';
import { faceAt, type Target, targetOf, toDocument, withDrawn } from './target.js';

export interface WorkState {
  /** Undefined until the extension has sent it. */
  readonly opened: OpenedDocument | undefined;
  /** Why the text cannot be shown; it is shown as it was before, if it could be. */
  readonly problem: string | undefined;
  readonly backdrop: Backdrop | undefined;
  readonly chosen: ReadonlySet<SvgElement>;
  readonly target: Target | undefined;
  /** The strokes of what is chosen. */
  readonly selection: ReadonlySet<DrawnStroke>;
  /** A face is on its way into the text. */
  readonly busy: boolean;
}

/** Whether something was done, or called off. */
type Done = Promise<boolean>;

/**
 * The work on one SVG file: what of it is chosen, the face that is made of that, and the changes
 * that the text is to get. The text itself is the extension's. Dispatches `change`.
 */
export class Work extends EventTarget {
  readonly studio: Studio;
  private current: WorkState = {
    opened: undefined,
    problem: undefined,
    backdrop: undefined,
    chosen: new Set(),
    target: undefined,
    selection: new Set(),
    busy: false,
  };
  private addresses: Addresses | undefined;
  private wishes: Wishes = { settings: DEFAULT_SETTINGS, size: undefined };
  /** What sketches are made with, once it was changed here. */
  private own: Settings | undefined;
  /** What the studio was given last, to know when to give it something else. */
  private shown: { readonly strokes: readonly DrawnStroke[]; readonly made: string } | undefined;
  private generator: OpenedGenerator['generator'] | undefined;
  private doing: AbortController | undefined;
  /** Lines were drawn while something was chosen: they are chosen, too, when they are in the text. */
  private awaitsDrawn = false;
  private wasWorking = false;

  constructor() {
    super();
    this.studio = new Studio({
      openGenerator: async (onProgress) => {
        const opened = await openGenerator(this.addresses!, onProgress);
        this.generator = opened.generator;
        return opened;
      },
      sketchOf: (paper) => {
        const { target } = this.current;
        if (target === undefined) throw nothing();
        return withDrawn(target, paper);
      },
    });
    this.studio.addEventListener('change', () => {
      this.tellWorking();
      this.dispatchEvent(new Event('change'));
    });
    const { settings } = readState();
    if (settings !== undefined) this.own = orUndefined(() => readSettings(settings));
  }

  get state(): WorkState {
    return this.current;
  }

  hear(message: ToPage): void {
    switch (message.kind) {
      case 'init':
        if (message.strings !== undefined) l10n.config({ contents: { ...message.strings } });
        this.addresses = message.addresses;
        this.wishes = message.wishes;
        this.take(message.document, new Set(readState().chosen));
        void this.studio.start();
        break;
      case 'document':
        this.take(message.document, this.movedChoice(message.document));
        break;
      case 'wishes':
        this.wishes = message.wishes;
        this.show();
        break;
      case 'edited':
        settle(message);
        break;
      case 'do':
        void this.obey(message.request, message.what);
        break;
    }
  }

  /** @param add to what is chosen; what is chosen already is not any more */
  choose(elements: readonly SvgElement[], add = false): void {
    const chosen = new Set(add ? this.current.chosen : []);
    for (const element of elements) {
      if (add && chosen.has(element)) chosen.delete(element);
      else chosen.add(element);
    }
    this.setChosen(chosen);
  }

  /** The strokes were picked on the paper: each stands for all of its element. */
  pick(strokes: ReadonlySet<DrawnStroke>): void {
    const { opened } = this.current;
    if (opened === undefined) return;
    const elements = [...strokes].map((stroke) => opened.elementOf(stroke));
    this.setChosen(new Set(elements.filter((element) => element !== undefined)));
  }

  /** Chooses the face whose image is at a place of the paper, where no stroke is. */
  pickFace(place: Point, add: boolean): void {
    const { opened, selection } = this.current;
    const face = opened === undefined ? undefined : faceAt(opened, place);
    if (face !== undefined && selection.size === 0) this.choose(face.groups.slice(0, 1), add);
  }

  /** A gesture on the paper goes on. */
  preview(paper: Paper): void {
    const { target, opened } = this.current;
    const drawn = paper.strokes.filter(({ source }) => source === undefined);
    // A face does not take lines in: they become a sketch of their own.
    if (target === undefined || opened === undefined || target.face !== undefined) return;
    this.studio.preview({ strokes: [...target.strokes, ...drawn] });
  }

  /** The paper was drawn on, or elements of it were erased. */
  async draw(paper: Paper): Promise<void> {
    const { opened, chosen, target } = this.current;
    if (opened === undefined) return;
    const drawn = paper.strokes.filter(({ source }) => source === undefined);
    const there = new Set(paper.strokes);
    const gone = new Set(
      opened.paper.strokes
        .filter((stroke) => !there.has(stroke))
        .map((stroke) => opened.elementOf(stroke)),
    );
    try {
      if (drawn.length > 0) {
        this.awaitsDrawn = chosen.size > 0 && target?.face === undefined;
        const strokes = drawn.map(({ points }) =>
          points.map(([x, y]): Point => toDocument(opened.fit, [x, y])),
        );
        const side = PAPER_SIZE / opened.fit.scale;
        await this.edit({ kind: 'draw', strokes, side });
      } else if (gone.size > 0) {
        const elements = [...gone].filter((element) => element !== undefined);
        const face = elements.map((element) => faceOf(opened, element)).find(Boolean);
        // The strokes of a face are hidden: what goes is the face.
        if (face !== undefined) await this.restore();
        else await this.edit({ kind: 'erase', starts: elements.map(({ start }) => start) });
      }
    } catch (error) {
      this.awaitsDrawn = false;
      this.studio.notify('error', explain(error));
      this.show();
    }
    this.tell();
  }

  steer(settings: Settings, merge?: string): void {
    if (this.current.target?.face === undefined) this.keep(settings);
    this.studio.steer(settings, merge);
  }

  seed(seed: number): void {
    this.studio.seed(seed);
    if (this.current.target?.face === undefined) this.keep(this.studio.settings);
  }

  /** Puts the face in place of what is chosen, or another in place of the one that is. */
  async convert(): Done {
    return this.attempt(async (signal) => {
      const target = await this.settled();
      const face = await this.finalFace(target, signal);
      const made = this.packed(target, face.image, face, face);
      const { face: before, elements } = target;
      await this.edit(
        before === undefined
          ? { kind: 'convert', starts: elements.map(({ start }) => start), face: made }
          : { kind: 'regenerate', group: before.groups[0]!.start, face: made },
      );
    });
  }

  async restore(): Done {
    return this.attempt(async () => {
      const { groups } = this.targetFace();
      await this.edit({ kind: 'restore', group: groups[0]!.start });
    });
  }

  /** Puts the variations beside the face; makes some first if there are none. */
  async insertVariations(): Done {
    return this.attempt(async (signal) => {
      const { groups } = this.targetFace();
      const target = await this.settled();
      const face = this.studio.state.face!;
      if (!this.studio.state.variations.some(({ image }) => image !== undefined)) {
        await this.studio.vary();
      }
      if (signal.aborted) throw calledOff();
      const faces = this.studio.state.variations.flatMap(({ image, settings }) =>
        image === undefined ? [] : [this.packed(target, image, settings, face)],
      );
      await this.edit({ kind: 'vary', group: groups[0]!.start, faces });
    });
  }

  /** Calls off what is being done. */
  cancel(): void {
    this.doing?.abort();
  }

  private async obey(request: number, what: PageCommand): Promise<void> {
    const run = () => {
      switch (what) {
        case 'convert':
          return this.convertOnly();
        case 'regenerate':
          this.targetFace();
          return this.convert();
        case 'restore':
          return this.restore();
        case 'vary':
          return this.insertVariations();
      }
    };
    try {
      post({ kind: 'done', request, done: await run() });
    } catch (error) {
      post({ kind: 'done', request, done: false, error: asKnown(error).toJSON() });
    }
  }

  private convertOnly(): Done {
    const { target } = this.current;
    if (target?.face === undefined) return this.convert();
    throw new FacePencilError('selection-is-face', l10n.t('This sketch is a face already.'), {
      hint: l10n.t('Regenerate the face, or restore its sketch.'),
    });
  }

  /** @throws FacePencilError what went wrong, but for being called off, which gives false */
  private async attempt(action: (signal: AbortSignal) => Promise<void>): Done {
    this.doing?.abort();
    const doing = (this.doing = new AbortController());
    this.set({ busy: true });
    this.tellWorking();
    try {
      await action(doing.signal);
      return !doing.signal.aborted;
    } catch (error) {
      if (doing.signal.aborted) return false;
      throw error;
    } finally {
      if (this.doing === doing) {
        this.doing = undefined;
        this.set({ busy: false });
        this.tellWorking();
      }
    }
  }

  /** The target, once its face is there. @throws FacePencilError if it cannot be made */
  private async settled(): Promise<Target> {
    const { signal } = this.doing!;
    for (;;) {
      const { target, problem } = this.current;
      if (problem !== undefined) throw new FacePencilError('svg-malformed', problem, { hint: '' });
      if (target === undefined) throw nothing();
      // Says what is wrong with it, whatever the generator does.
      target.sketch();
      const { status } = this.studio.state;
      if (status.kind === 'ready') return target;
      if (status.kind === 'failed') {
        throw new FacePencilError('generate-failed', status.message, { hint: '' });
      }
      await new Promise<void>((resolve, reject) => {
        const listening = new AbortController();
        signal.addEventListener(
          'abort',
          () => {
            listening.abort();
            reject(calledOff());
          },
          { signal: listening.signal },
        );
        this.studio.addEventListener(
          'change',
          () => {
            listening.abort();
            resolve();
          },
          { signal: listening.signal },
        );
      });
    }
  }

  /** In the size that is set; what is shown is in the model's. */
  private async finalFace(target: Target, signal: AbortSignal): Promise<GeneratedFace> {
    const { size } = this.wishes;
    const shown = this.studio.state.face!;
    if (size === undefined || this.generator === undefined) return shown;
    const { sketch } = target.sketch();
    return this.generator.generate(sketch, { ...this.studio.settings, size, signal });
  }

  private packed(
    target: Target,
    image: Pixels,
    { style, seed, background }: Settings,
    { frame, model }: GeneratedFace,
  ): FacePng {
    const chosen = seed === undefined ? {} : { seed };
    return {
      png: encodePng(image, { model, style, ...chosen }),
      style,
      ...chosen,
      background,
      frame,
      matrix: target.sketch().matrix,
    };
  }

  private async edit(edit: PageEdit): Promise<void> {
    await requestEdit(this.current.opened!.version, edit);
  }

  private targetFace() {
    const face = this.current.target?.face;
    if (face !== undefined) return face;
    throw new FacePencilError('selection-no-face', l10n.t('No face is selected.'), {
      hint: l10n.t('Select one, or convert a sketch first.'),
    });
  }

  // The text

  private take(state: DocumentState, chosen: ReadonlySet<number>): void {
    let opened: OpenedDocument;
    try {
      opened = openDocument(state);
    } catch (error) {
      this.set({ problem: explain(error) });
      return;
    }
    const { elements } = opened.drawing.document;
    this.set({ opened, problem: undefined });
    this.setChosen(new Set(elements.filter(({ start }) => chosen.has(start))));
    void this.paint(opened);
  }

  /** Where what is chosen stands in another text; with it what was drawn into that. */
  private movedChoice({ changes }: DocumentState): Set<number> {
    const moved = [...this.current.chosen].map(({ start }) => remapOffset(start, changes));
    const chosen = new Set(moved.filter((start) => start !== undefined));
    if (this.awaitsDrawn) {
      this.awaitsDrawn = false;
      for (const { offset, inserted } of changes.at(-1) ?? []) {
        for (let at = offset; at < offset + inserted; at++) chosen.add(at);
      }
    }
    return chosen;
  }

  private async paint(opened: OpenedDocument): Promise<void> {
    try {
      const backdrop = await pictureOf(opened, this.addresses?.folder);
      if (opened === this.current.opened) this.set({ backdrop });
    } catch (error) {
      post({ kind: 'log', text: `The drawing cannot be painted: ${explain(error)}` });
      // Its lines are painted one by one then.
      if (opened === this.current.opened) this.set({ backdrop: undefined });
    }
  }

  private setChosen(chosen: ReadonlySet<SvgElement>): void {
    const { opened } = this.current;
    if (opened === undefined) return;
    const target = targetOf(opened, chosen);
    const selection = new Set(chosen.size === 0 ? [] : target?.strokes);
    this.set({ chosen, target, selection });
    saveState({ ...readState(), chosen: [...chosen].map(({ start }) => start) });
    this.show();
  }

  /** Hands the studio what is to be made now. */
  private show(): void {
    const { target } = this.current;
    const made = target?.face?.made;
    const settings = made ?? this.own ?? this.wishes.settings;
    const next = {
      strokes: target?.strokes ?? [],
      made: JSON.stringify([target?.face?.id, settings]),
    };
    const before = this.shown;
    this.shown = next;
    const drawing = next.strokes.length === 0 ? EMPTY_DRAWING : { strokes: next.strokes };
    if (before?.made === next.made) this.studio.draw(drawing);
    else this.studio.open({ drawing, settings });
  }

  private keep(settings: Settings): void {
    this.own = settings;
    saveState({ ...readState(), settings });
  }

  private set(part: Partial<WorkState>): void {
    this.current = { ...this.current, ...part };
    this.tell();
  }

  private tell(): void {
    this.dispatchEvent(new Event('change'));
  }

  private tellWorking(): void {
    const working = this.current.busy || this.studio.state.status.kind === 'working';
    if (working === this.wasWorking) return;
    this.wasWorking = working;
    post({ kind: 'working', working });
  }
}

function nothing(): FacePencilError {
  return new FacePencilError('sketch-empty', l10n.t('There is no sketch to make a face of.'), {
    hint: l10n.t('Draw one, or select its strokes.'),
  });
}

function calledOff(): FacePencilError {
  return new FacePencilError('generate-cancelled', 'Called off.', { hint: 'Ask again.' });
}

function asKnown(error: unknown): FacePencilError {
  if (error instanceof FacePencilError) return error;
  return new FacePencilError('generate-failed', explain(error), { hint: 'Try again.' });
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // Left by an older version of the page.
    return undefined;
  }
}
