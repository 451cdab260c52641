import * as l10n from '@vscode/l10n';
import { css, html, LitElement, type PropertyValues } from 'lit';
import type { GeneratedFace } from '../../src/generator/index.js';
import { type Backdrop, BackdropView } from '../canvas/backdrop.js';
import { type FaceOver, paint, type Scene } from '../canvas/paint.js';
import { fitView, panView, toPaper, type View, zoomView } from '../canvas/view.js';
import { moveStrokes, removeStrokes } from '../drawing/select.js';
import {
  type Drawing,
  type DrawnStroke,
  EMPTY_DRAWING,
  PAPER_SIZE,
  PEN_WIDTH,
  type PenPoint,
  USUAL_PRESSURE,
} from '../drawing/types.js';
import { beginGesture, type Gesture, type ToolName, type ToolResult } from '../tools/index.js';
import { theme } from './theme.js';

/** How near counts as touched, in canvas pixels, by what is pointed with. */
const REACH = { mouse: 8, touch: 14 } as const;
const KEY_STEP = 8;
/** Tools that pick strokes; with others there is mostly no use for what was picked. */
const PICKING: ReadonlySet<ToolName> = new Set(['select', 'lasso', 'hand']);
/** Tools that show how far they reach. */
const ERASING: ReadonlySet<ToolName> = new Set(['eraser', 'part-eraser']);
/** The button that the other end of a pen presses. */
const ERASER_BUTTON = 32;

/**
 * The paper: draws, erases, picks and moves by pointer or keyboard.
 *
 * @fires fp-preview CustomEvent<Drawing> while a gesture goes on
 * @fires fp-draw CustomEvent<Drawing> when it is done; the drawing as it was if it was called off
 * @fires fp-select CustomEvent<ReadonlySet<DrawnStroke>> when other strokes were picked
 */
export class SketchCanvas extends LitElement {
  static override properties = {
    drawing: { attribute: false },
    tool: {},
    penWidth: { type: Number },
    symmetry: { type: Boolean },
    template: { type: Boolean },
    face: { attribute: false },
    over: { attribute: false },
    selection: { attribute: false },
    fixed: { type: Boolean },
    backdrop: { attribute: false },
  };

  static override styles = [
    theme,
    css`
      :host {
        display: block;
        position: relative;
        aspect-ratio: 1;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        border-radius: inherit;
        touch-action: none;
        cursor: crosshair;
      }
      canvas.hand {
        cursor: grab;
      }
      canvas.select {
        cursor: default;
      }
    `,
  ];

  declare drawing: Drawing;
  declare tool: ToolName;
  declare penWidth: number;
  declare symmetry: boolean;
  declare template: boolean;
  declare face: GeneratedFace | undefined;
  declare over: FaceOver | undefined;
  /** The strokes that are picked. */
  declare selection: ReadonlySet<DrawnStroke>;
  /** Strokes can be picked, but not moved. */
  declare fixed: boolean;
  /** The document that the strokes are of, as it looks. */
  declare backdrop: Backdrop | undefined;

  private view: View = { scale: 1, x: 0, y: 0 };
  private fit: View = this.view;
  private zoomed = false;
  private gesture: Gesture | undefined;
  private result: ToolResult | undefined;
  /** The drawing that the gesture started from. */
  private begun: Drawing | undefined;
  /** Pointers that are down, by id, in canvas pixels. */
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private panning = false;
  /** Whether the last gesture is a finger's. */
  private touching = false;
  /** The pen that is down. */
  private pen: number | undefined;
  /** Where a mouse or a pen is over the paper without drawing, in canvas pixels. */
  private hover: { x: number; y: number } | undefined;
  private cursor: { x: number; y: number } | undefined;
  private readonly backdrops = new BackdropView();
  private frame = 0;
  private readonly observer = new ResizeObserver(() => {
    this.resized();
  });

  constructor() {
    super();
    this.drawing = EMPTY_DRAWING;
    this.tool = 'pen';
    this.penWidth = PEN_WIDTH;
    this.symmetry = false;
    this.template = false;
    this.face = undefined;
    this.over = undefined;
    this.selection = new Set();
    this.fixed = false;
    this.backdrop = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  protected override render() {
    return html`<canvas
        class=${this.tool}
        tabindex="0"
        role="application"
        aria-label=${l10n.t('Paper')}
        aria-roledescription=${l10n.t('drawing canvas')}
        aria-describedby="help"
        @pointerdown=${this.down}
        @pointermove=${this.moved}
        @pointerup=${this.up}
        @pointercancel=${this.called}
        @pointerleave=${() => {
          this.hovered(undefined);
        }}
        @wheel=${this.wheeled}
        @keydown=${this.key}
        @blur=${this.left}
        @contextmenu=${(event: Event) => {
          event.preventDefault();
        }}
      ></canvas>
      <span id="help" class="visually-hidden"
        >${l10n.t(
          'Arrow keys move the pen, Space puts it down and lifts it, Escape calls a stroke off. With the select tool, brackets go from stroke to stroke, arrows move what is picked and Delete removes it.',
        )}</span
      >`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Undone or opened while the pen is down: what the gesture began with is gone.
    if (changed.has('drawing') && this.begun !== undefined && this.begun !== this.drawing) {
      this.gesture = undefined;
      this.result = undefined;
      this.begun = undefined;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('drawing')) {
      const there = new Set(this.drawing.strokes);
      const kept = [...this.selection].filter((stroke) => there.has(stroke));
      if (kept.length !== this.selection.size) this.choose(new Set(kept));
    }
    if (changed.has('tool') && !PICKING.has(this.tool) && !this.fixed) this.choose(new Set());
    this.repaint();
  }

  /** Larger (above 1) or smaller, about the middle. */
  zoom(factor: number): void {
    this.zoomAt(factor, this.clientWidth / 2, this.clientHeight / 2);
  }

  /** The whole paper. */
  zoomToFit(): void {
    this.zoomed = false;
    this.resized();
  }

  /** The place on the paper, in its units, that a pointer is at. */
  paperPlace(event: MouseEvent): readonly [x: number, y: number] {
    const { x, y } = this.place(event);
    return toPaper(this.view, x, y);
  }

  override focus(options?: FocusOptions): void {
    this.canvas?.focus(options);
  }

  private get canvas(): HTMLCanvasElement | null {
    return this.renderRoot.querySelector('canvas');
  }

  private resized(): void {
    const { canvas } = this;
    if (canvas === null) return;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(this.clientWidth * ratio);
    canvas.height = Math.round(this.clientHeight * ratio);
    this.fit = fitView(this.clientWidth, this.clientHeight);
    if (!this.zoomed) this.view = this.fit;
    this.paintNow();
  }

  private repaint(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.paintNow();
    });
  }

  private paintNow(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { canvas } = this;
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined) return;
    const size = {
      width: this.clientWidth,
      height: this.clientHeight,
      ratio: devicePixelRatio,
    };
    const scene = {
      drawing: this.result?.drawing ?? this.drawing,
      selection: this.result?.selection ?? this.selection,
      face: this.face,
      over: this.over,
      template: this.template,
      symmetry: this.symmetry,
      backdrop: this.backdrop,
      rectangle: this.result?.rectangle,
      loop: this.result?.loop,
      cursor: this.cursor && {
        ...this.cursor,
        radius: this.tool === 'pen' ? this.penWidth / 2 : REACH.mouse / this.view.scale,
      },
      eraser: this.eraser(),
      accent: getComputedStyle(this).getPropertyValue('--fp-accent').trim() || '#0f766e',
    };
    paint(context, size, this.view, scene, this.backdrops);
  }

  /** How far an eraser reaches, where the mouse or the pen holds it. */
  private eraser(): Scene['eraser'] {
    if (!ERASING.has(this.tool)) return undefined;
    const [down] = this.pointers.values();
    const place = down ?? this.hover;
    if (place === undefined || this.pointers.size > 1) return undefined;
    const [x, y] = toPaper(this.view, place.x, place.y);
    const reach = down !== undefined && this.touching ? REACH.touch : REACH.mouse;
    return { x, y, radius: reach / this.view.scale };
  }

  // Gestures

  private begin(start: PenPoint, tool: ToolName, touch: boolean, add: boolean): void {
    if (tool === 'hand') return;
    this.touching = touch;
    const context = {
      drawing: this.drawing,
      selection: this.selection,
      width: this.penWidth,
      reach: (touch ? REACH.touch : REACH.mouse) / this.view.scale,
      symmetry: this.symmetry,
      fixed: this.fixed,
    };
    this.begun = this.drawing;
    this.gesture = beginGesture(tool, context, start, add);
    this.advance([]);
  }

  private advance(points: readonly PenPoint[]): void {
    if (this.gesture === undefined) return;
    this.result = this.gesture.move(points);
    if (this.result.drawing !== this.drawing) this.tell('fp-preview', this.result.drawing);
    this.repaint();
  }

  private finish(): void {
    const { result } = this;
    this.gesture = undefined;
    this.result = undefined;
    this.begun = undefined;
    if (result === undefined) return;
    this.choose(result.selection);
    const { drawing } = result;
    if (drawing !== this.drawing) {
      // At once, or the old drawing would flash up until the host hands the new one in.
      this.drawing = drawing;
      this.tell('fp-draw', drawing);
    }
    this.repaint();
  }

  private callOff(): void {
    if (this.gesture === undefined) return;
    this.gesture = undefined;
    this.result = undefined;
    this.begun = undefined;
    this.tell('fp-draw', this.drawing);
    this.repaint();
  }

  private tell(name: 'fp-preview' | 'fp-draw', detail: Drawing): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // Pointers

  private place(event: MouseEvent): { x: number; y: number } {
    const box = this.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private penPoint(event: PointerEvent): PenPoint {
    const { x, y } = this.place(event);
    // Fingers report no pressure that means anything.
    const pressure = event.pointerType === 'pen' ? event.pressure : USUAL_PRESSURE;
    return [...toPaper(this.view, x, y), pressure];
  }

  private down(event: PointerEvent): void {
    if (event.button === 2) return;
    if (event.pointerType === 'touch' && this.pen !== undefined) return;
    if (event.pointerType === 'pen') {
      // The hand that rests on the paper while the pen draws is no finger.
      this.callOff();
      this.pointers.clear();
      this.pen = event.pointerId;
    }
    this.canvas?.setPointerCapture(event.pointerId);
    this.cursor = undefined;
    this.hover = undefined;
    this.pointers.set(event.pointerId, this.place(event));
    if (this.pointers.size > 1) {
      // A second finger: it was to be a pinch all along.
      this.callOff();
      return;
    }
    this.panning = this.tool === 'hand' || event.button === 1;
    if (this.panning) return;
    const tool = (event.buttons & ERASER_BUTTON) !== 0 ? 'part-eraser' : this.tool;
    this.begin(this.penPoint(event), tool, event.pointerType === 'touch', event.shiftKey);
  }

  private moved(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType !== 'touch') this.hovered(this.place(event));
      return;
    }
    const now = this.place(event);
    if (this.pointers.size > 1) {
      const other = [...this.pointers].find(([id]) => id !== event.pointerId)![1];
      const spread = (a: typeof now) => Math.max(Math.hypot(a.x - other.x, a.y - other.y), 1);
      this.zoomAt(spread(now) / spread(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
      this.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    } else if (this.panning) {
      this.pan(now.x - before.x, now.y - before.y);
    } else {
      const events = event.getCoalescedEvents();
      this.advance((events.length > 0 ? events : [event]).map((one) => this.penPoint(one)));
    }
    this.pointers.set(event.pointerId, now);
  }

  private up(event: PointerEvent): void {
    if (event.pointerId === this.pen) this.pen = undefined;
    if (!this.pointers.delete(event.pointerId)) return;
    this.panning = false;
    this.finish();
  }

  private called(event: PointerEvent): void {
    if (event.pointerId === this.pen) this.pen = undefined;
    if (!this.pointers.delete(event.pointerId)) return;
    this.panning = false;
    this.callOff();
  }

  private hovered(place: { x: number; y: number } | undefined): void {
    this.hover = place;
    if (ERASING.has(this.tool)) this.repaint();
  }

  private wheeled(event: WheelEvent): void {
    // Plain wheels scroll the page; trackpads send pinches as wheels with Ctrl.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { x, y } = this.place(event);
    this.zoomAt(Math.exp(-event.deltaY / 200), x, y);
  }

  private zoomAt(factor: number, x: number, y: number): void {
    this.zoomed = true;
    this.view = zoomView(this.view, this.fit, factor, x, y);
    this.repaint();
  }

  private pan(dx: number, dy: number): void {
    this.zoomed = true;
    this.view = panView(this.view, this.fit, dx, dy);
    this.repaint();
  }

  // Keyboard

  private left(): void {
    this.cursor = undefined;
    if (this.pointers.size === 0) this.callOff();
    this.repaint();
  }

  private key(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
      this.pick(this.drawing.strokes);
    } else if (event.ctrlKey || event.metaKey || event.altKey || !this.pressed(event)) {
      return;
    }
    event.preventDefault();
    this.repaint();
  }

  /** False if the key means nothing here. */
  private pressed({ key, shiftKey }: KeyboardEvent): boolean {
    const step = shiftKey ? 1 : KEY_STEP;
    switch (key) {
      case 'ArrowLeft':
        return this.arrow(-step, 0);
      case 'ArrowRight':
        return this.arrow(step, 0);
      case 'ArrowUp':
        return this.arrow(0, -step);
      case 'ArrowDown':
        return this.arrow(0, step);
      case ' ':
      case 'Enter':
        return this.press(shiftKey);
      case 'Escape':
        if (this.gesture === undefined) this.choose(new Set());
        this.callOff();
        return true;
      case 'Delete':
      case 'Backspace':
        return this.removePicked();
      case '[':
        return this.pickNext(-1);
      case ']':
        return this.pickNext(1);
      case '+':
      case '=':
        this.zoom(1.25);
        return true;
      case '-':
        this.zoom(0.8);
        return true;
      case '0':
        this.zoomToFit();
        return true;
      default:
        return false;
    }
  }

  private arrow(dx: number, dy: number): boolean {
    if (this.tool === 'hand') {
      this.pan(-4 * dx, -4 * dy);
      return true;
    }
    if (this.selection.size > 0 && this.gesture === undefined && !this.fixed) {
      const { drawing, selection } = moveStrokes(this.drawing, this.selection, dx, dy);
      this.choose(selection);
      this.drawing = drawing;
      this.tell('fp-draw', drawing);
      return true;
    }
    const { x, y } = this.cursor ?? { x: PAPER_SIZE / 2, y: PAPER_SIZE / 2 };
    const inside = (value: number) => Math.min(Math.max(value, 0), PAPER_SIZE);
    this.cursor = { x: inside(x + dx), y: inside(y + dy) };
    this.advance([[this.cursor.x, this.cursor.y, USUAL_PRESSURE]]);
    return true;
  }

  private press(add: boolean): boolean {
    this.cursor ??= { x: PAPER_SIZE / 2, y: PAPER_SIZE / 2 };
    if (this.gesture === undefined) {
      this.begin([this.cursor.x, this.cursor.y, USUAL_PRESSURE], this.tool, false, add);
    } else {
      this.finish();
    }
    return true;
  }

  private removePicked(): boolean {
    if (this.selection.size === 0) return false;
    this.drawing = removeStrokes(this.drawing, this.selection);
    this.choose(new Set());
    this.tell('fp-draw', this.drawing);
    return true;
  }

  private pickNext(step: 1 | -1): boolean {
    const { strokes } = this.drawing;
    if (!PICKING.has(this.tool) || strokes.length === 0) return false;
    const at = strokes.findIndex((stroke) => this.selection.has(stroke));
    const next = at < 0 ? (step > 0 ? 0 : -1) : (at + step) % strokes.length;
    this.pick([strokes.at(next)!]);
    return true;
  }

  private pick(strokes: readonly DrawnStroke[]): void {
    if (!PICKING.has(this.tool)) return;
    this.choose(new Set(strokes));
  }

  private choose(selection: ReadonlySet<DrawnStroke>): void {
    const same =
      selection.size === this.selection.size &&
      [...selection].every((stroke) => this.selection.has(stroke));
    if (same) return;
    this.selection = selection;
    this.dispatchEvent(new CustomEvent('fp-select', { detail: selection }));
  }
}

customElements.define('fp-sketch-canvas', SketchCanvas);

declare global {
  interface HTMLElementTagNameMap {
    'fp-sketch-canvas': SketchCanvas;
  }
}
