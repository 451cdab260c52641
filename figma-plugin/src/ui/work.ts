import { FacePencilError } from '../../../runtime/src/errors.js';
import type { GeneratedFace } from '../../../runtime/src/generator/index.js';
import { encodePng } from '../../../runtime/src/image/index.js';
import { inColorsOf, presetStyle, resolveStyle } from '../../../runtime/src/style/index.js';
import { DEFAULT_SETTINGS } from '../../../runtime/ui/drawing/index.js';
import {
  type Backend,
  DistinctSettings,
  explain,
  type FaceStatus,
  type OpenedGenerator,
  type Variation,
} from '../../../runtime/ui/studio/index.js';
import { isBroken, isCalledOff } from '../../../runtime/ui/studio/words.js';
import type {
  Command,
  CommandOptions,
  FaceResult,
  FaceSettings,
  SelectionReport,
  SketchJob,
  Swatch,
  ToUi,
} from '../messages.js';
import { post } from './bridge.js';
import { openGenerator } from './open-generator.js';
import { type FramedSketch, linesOver, readSketch } from './read-sketch.js';

/** Settings dragged along a slider are kept once they rest. */
const SETTLED = 400;

export interface WorkState {
  readonly command: Command;
  readonly jobs: readonly SketchJob[];
  /** Which job is shown. */
  readonly at: number;
  /** Why there is no job. */
  readonly problem: string | undefined;
  readonly settings: FaceSettings;
  readonly status: FaceStatus;
  readonly backend: Backend | undefined;
  readonly face: GeneratedFace | undefined;
  /** Strokes over the face, as SVG path data on 256 units. */
  readonly lines: string;
  readonly variations: readonly Variation[];
  readonly swatches: readonly Swatch[];
  /** Faces being made for the document. */
  readonly batch: { readonly done: number; readonly of: number } | undefined;
  /** The strokes are being changed in the document, and the face follows. */
  readonly editing: boolean;
}

/**
 * What the window works on: the selected sketches, the face of the one shown, remade at every
 * change, and the faces that go into the document. Dispatches `change`.
 */
export class Work extends EventTarget {
  private opened: OpenedGenerator | undefined;
  private options: CommandOptions = {};
  private running: AbortController | undefined;
  private varying: AbortController | undefined;
  private readonly others = new DistinctSettings();
  /** A face has just been put into the document, which selects it. */
  private placed = false;
  private settled: ReturnType<typeof setTimeout> | undefined;
  /** Sketches of jobs, read once. */
  private readonly read = new WeakMap<SketchJob, FramedSketch>();
  private current: WorkState = {
    command: 'open',
    jobs: [],
    at: 0,
    problem: undefined,
    settings: { ...DEFAULT_SETTINGS },
    status: { kind: 'starting', progress: undefined },
    backend: undefined,
    face: undefined,
    lines: '',
    variations: [],
    swatches: [],
    batch: undefined,
    editing: false,
  };

  get state(): WorkState {
    return this.current;
  }

  get job(): SketchJob | undefined {
    return this.current.jobs[this.current.at];
  }

  /** Side of the images that the model makes; undefined until it is there. */
  get modelSize(): number | undefined {
    return this.opened?.generator.info.size;
  }

  async start(): Promise<void> {
    this.set({ status: { kind: 'starting', progress: undefined } });
    try {
      this.opened = await openGenerator((progress) => {
        this.set({ status: { kind: 'starting', progress } });
      });
    } catch (error) {
      this.set({ status: { kind: 'failed', message: explain(error), start: true } });
      post({ type: 'notify', text: explain(error), error: true });
      return;
    }
    const { name, reason } = this.opened.generator.info.backend;
    this.set({ backend: { name, reason: this.opened.fallback ?? reason } });
    this.begin();
  }

  hear(message: ToUi): void {
    switch (message.type) {
      case 'init': {
        const { command, options, settings, selection } = message;
        this.options = options;
        this.set({ command, editing: command === 'edit' });
        if (settings !== undefined)
          this.set({ settings: { ...this.current.settings, ...settings } });
        this.select(selection);
        break;
      }
      case 'selection':
        this.select(message.selection);
        break;
      case 'palette':
        this.set({ swatches: message.swatches });
        break;
      case 'live':
        this.set({ jobs: [message.job], at: 0, problem: undefined, editing: true });
        void this.make();
        break;
      case 'applied':
        this.placed = message.problem === undefined;
        break;
    }
  }

  /** Shows another one of the selected sketches. */
  show(at: number): void {
    if (at < 0 || at >= this.current.jobs.length) return;
    this.set({ at, face: undefined, lines: '', variations: [] });
    void this.make();
  }

  steer(settings: FaceSettings): void {
    this.set({ settings });
    clearTimeout(this.settled);
    this.settled = setTimeout(() => {
      post({ type: 'settings', settings });
    }, SETTLED);
    void this.make();
  }

  /** Colours and a look that a seed chooses, as the model knows people. */
  seed(seed: number): void {
    this.steer(this.seeded(seed));
  }

  /** Makes the sketch shown with other looks and in colours far from each other, one by one. */
  async vary(): Promise<void> {
    this.varying?.abort();
    const { opened, job } = this;
    if (opened === undefined || job === undefined) return;
    const { signal } = (this.varying = new AbortController());
    const wanted = this.others.next(this.current.settings, opened.manifest.style.statistics);
    this.set({ variations: wanted.map((settings) => ({ settings })) });
    try {
      for (const [i, settings] of wanted.entries()) {
        const { image } = await this.generate(job, { ...settings, size: undefined }, { signal });
        this.set({
          variations: this.current.variations.map((one, j) => (i === j ? { ...one, image } : one)),
        });
      }
    } catch (error) {
      if (!isCalledOff(error)) post({ type: 'notify', text: explain(error), error: true });
    }
  }

  /** Makes the faces of all selected sketches and hands them to the document. */
  async apply(): Promise<void> {
    const { jobs, settings } = this.current;
    const several = jobs.length > 1;
    await this.run(
      // Faces made before keep their looks when they are made anew in a row.
      jobs.map((job) => [job, several ? (job.face?.settings ?? settings) : settings]),
      (faces) => {
        post({ type: 'apply', faces });
      },
    );
  }

  /** Calls off what is being made for the document. */
  cancel(): void {
    this.running?.abort();
    this.varying?.abort();
  }

  edit(): void {
    const { job } = this;
    if (job?.face === undefined) return;
    this.set({ editing: true, jobs: [job], at: 0 });
    post({ type: 'edit', key: job.key });
  }

  endEdit(): void {
    this.set({ editing: false });
    post({ type: 'end-edit' });
  }

  private select({ jobs, problem }: SelectionReport): void {
    if (this.current.batch !== undefined) return;
    const before = this.job;
    const at = Math.max(
      0,
      jobs.findIndex(({ key }) => key === before?.key),
    );
    // What is selected after a face was placed is that face: it is shown already.
    const isSame = this.placed && jobs.length === 1 && jobs[0]!.face !== undefined;
    this.placed = false;
    const isOther = jobs[at]?.key !== before?.key && !isSame;
    this.set({ jobs, at, problem });
    if (isOther) {
      this.varying?.abort();
      this.set({ face: undefined, lines: '', variations: [] });
      const made = jobs.length === 1 ? jobs[0]?.face : undefined;
      if (made !== undefined) this.set({ settings: { ...made.settings } });
    }
    this.begin();
  }

  /** What the command asks for, once both the generator and the selection are there. */
  private begin(): void {
    if (this.opened === undefined || this.current.jobs.length === 0) {
      if (this.opened !== undefined) this.set({ status: { kind: 'empty' }, face: undefined });
      return;
    }
    const { command, jobs } = this.current;
    if (command === 'generate' || command === 'regenerate' || command === 'variations') {
      if (this.running === undefined) void this.quick(command, jobs);
    } else if (command !== 'release') {
      void this.make();
    }
  }

  /** A quick action: no window, no questions. */
  private async quick(
    command: 'generate' | 'regenerate' | 'variations',
    jobs: readonly SketchJob[],
  ): Promise<void> {
    const { options } = this;
    if (command !== 'variations') {
      await this.run(
        jobs.map((job) => [job, this.optioned(job.face?.settings ?? this.current.settings)]),
        (faces) => {
          post({ type: 'apply', faces });
        },
      );
      return;
    }
    const [job] = jobs;
    const first = options.seed ?? Math.floor(Math.random() * 1e6);
    const wanted = Array.from({ length: options.count ?? 1 }, (_, i): [SketchJob, FaceSettings] => [
      job!,
      this.seeded(first + i, options.preset),
    ]);
    await this.run(wanted, (faces) => {
      post({ type: 'spread', key: job!.key, faces });
    });
  }

  private optioned(settings: FaceSettings): FaceSettings {
    const { seed, preset } = this.options;
    if (seed !== undefined) return this.seeded(seed, preset);
    if (preset === undefined) return settings;
    const style = inColorsOf(presetStyle(preset), settings.style);
    return { ...settings, style, seed: undefined };
  }

  private seeded(seed: number, preset?: string): FaceSettings {
    const { settings } = this.current;
    const { faithfulness } = settings.style;
    if (this.opened === undefined) return settings;
    const { statistics } = this.opened.manifest.style;
    const style = resolveStyle({ seed, preset, style: { faithfulness } }, statistics);
    return { ...settings, style, seed };
  }

  private async run(
    wanted: readonly (readonly [SketchJob, FaceSettings])[],
    deliver: (faces: readonly FaceResult[]) => void,
  ): Promise<void> {
    if (this.running !== undefined || wanted.length === 0) return;
    this.varying?.abort();
    const { signal } = (this.running = new AbortController());
    post({ type: 'busy', busy: true });
    const faces: FaceResult[] = [];
    try {
      for (const [job, settings] of wanted) {
        this.set({ batch: { done: faces.length, of: wanted.length } });
        faces.push(resultOf(job, settings, await this.generate(job, settings, { signal })));
      }
      deliver(faces);
    } catch (error) {
      const text = isCalledOff(error) ? 'Cancelled. Nothing was changed.' : explain(error);
      post({ type: 'notify', text, error: !isCalledOff(error) });
      this.broken(error);
    } finally {
      this.running = undefined;
      this.set({ batch: undefined });
      post({ type: 'busy', busy: false });
    }
  }

  /** The face of the sketch shown, as it is set now. */
  private async make(): Promise<void> {
    const { opened, job } = this;
    const { settings, editing } = this.current;
    if (opened === undefined || job === undefined) return;
    this.set({ status: { kind: 'working' } });
    try {
      // The strokes are there at once; the face that they are shown over takes a moment.
      const lines = linesOver(this.framed(job));
      if (this.current.face === undefined) this.set({ lines });
      const size = editing ? settings.size : undefined;
      const face = await this.generate(job, { ...settings, size }, { live: true });
      const { name, reason } = face.backend;
      const backend = this.current.backend?.name === name ? this.current.backend : { name, reason };
      if (job !== this.job) return;
      this.set({ face, lines, backend, status: { kind: 'ready' } });
      if (editing && settings === this.current.settings) {
        post({ type: 'live-face', face: resultOf(job, settings, face) });
      }
    } catch (error) {
      if (isCalledOff(error)) return;
      if (job !== this.job) return;
      this.set({ status: { kind: 'failed', message: explain(error), start: isBroken(error) } });
      this.set({ face: undefined, lines: '' });
    }
  }

  private broken(error: unknown): void {
    if (!isBroken(error)) return;
    this.opened = undefined;
    this.set({ status: { kind: 'failed', message: explain(error), start: true } });
  }

  private async generate(
    job: SketchJob,
    settings: FaceSettings,
    request: { readonly signal?: AbortSignal; readonly live?: boolean },
  ): Promise<GeneratedFace> {
    const { opened } = this;
    if (opened === undefined) throw notStarted();
    const { sketch, frame } = this.framed(job);
    const { style, seed, background, size } = settings;
    return opened.generator.generate(sketch, { style, seed, background, size, frame, ...request });
  }

  private framed(job: SketchJob): FramedSketch {
    const known = this.read.get(job);
    if (known !== undefined) return known;
    if (this.opened === undefined) throw notStarted();
    const framed = readSketch(job, this.opened.manifest.frame);
    this.read.set(job, framed);
    return framed;
  }

  private set(part: Partial<WorkState>): void {
    this.current = { ...this.current, ...part };
    this.dispatchEvent(new Event('change'));
  }
}

function resultOf(job: SketchJob, settings: FaceSettings, face: GeneratedFace): FaceResult {
  const { image, frame, style, seed, background, model, backend } = face;
  return {
    key: job.key,
    png: encodePng(image, { model, style, seed }),
    record: { style, seed, background, size: settings.size, frame, model, backend: backend.name },
  };
}

function notStarted(): FacePencilError {
  return new FacePencilError('worker-failed', 'The generator has not started.', {
    hint: 'Wait a moment, and try again.',
  });
}
