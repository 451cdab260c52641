import type { FaceResult, SketchJob } from '../messages.js';
import { isOutline } from './describe-shape.js';
import { Journal } from './journal.js';
import { ancestors, isShown, lockedAt, pageOf } from './layers.js';
import { fromTransform, frameOfMatrix } from './matrix.js';
import { moveInto, type Placed } from './move-node.js';
import { paintImage } from './place-face.js';
import { faceAt, type PlacedFace, updateRecord } from './placed-face.js';
import { jobOfFace } from './read-selection.js';
import { inWords, Refusal } from './refusal.js';

/** Quiet time before the strokes are read again: a drag changes them at every move. */
const QUIET = 120;

/**
 * A face whose strokes are shown and being changed. The face follows; new strokes drawn over it
 * belong to it, and join it at the end.
 */
export class SketchEditing {
  private readonly added = new Set<string>();
  private readonly page: PageNode;
  private timer = 0;

  private constructor(
    private readonly face: PlacedFace,
    private readonly tell: (job: SketchJob) => void,
    private readonly fail: (problem: string) => void,
  ) {
    this.page = pageOf(face.group)!;
  }

  /**
   * Shows the strokes over the face.
   *
   * @param tell gets the strokes after each change
   * @throws Refusal if the face is locked
   */
  static begin(
    face: PlacedFace,
    tell: (job: SketchJob) => void,
    fail: (problem: string) => void,
  ): SketchEditing {
    const locked = lockedAt(face.group);
    if (locked !== undefined) throw new Refusal(`“${locked.name}” is locked. Unlock it first.`);
    const editing = new SketchEditing(face, tell, fail);
    figma.commitUndo();
    face.group.appendChild(face.sketch);
    face.sketch.visible = true;
    figma.currentPage.selection = [...face.sketch.children];
    figma.commitUndo();
    editing.page.on('nodechange', editing.changed);
    return editing;
  }

  get key(): string {
    return this.face.group.id;
  }

  /** Gives the face the image of its strokes as they are now. */
  show({ png, record }: FaceResult): void {
    if (this.face.image.removed) return;
    paintImage(this.face.image, png);
    updateRecord(this.face, record);
  }

  /** Hides the strokes again. Safe to call when the plugin is closing. */
  end(): void {
    clearTimeout(this.timer);
    this.page.off('nodechange', this.changed);
    const { group, sketch, image } = this.face;
    if (group.removed || sketch.removed || image.removed) return;
    const journal = new Journal();
    for (const node of this.newStrokes()) moveInto(journal, node, sketch, undefined);
    group.insertChild(0, sketch);
    sketch.visible = false;
    figma.currentPage.selection = this.page.id === figma.currentPage.id ? [group] : [];
    figma.commitUndo();
  }

  private readonly changed = ({ nodeChanges }: NodeChangeEvent): void => {
    let concerned = false;
    for (const change of nodeChanges) {
      const { node } = change;
      if (node.removed) {
        concerned ||= change.type === 'DELETE';
        continue;
      }
      if (change.type === 'CREATE' && this.isNewStroke(node)) this.added.add(node.id);
      concerned ||= this.added.has(node.id) || this.isInSketch(node);
    }
    if (!concerned) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.read();
    }, QUIET);
  };

  private read(): void {
    try {
      const face = this.face.group.removed ? undefined : faceAt(this.face.group);
      if (face === undefined) throw new Refusal('The face was deleted; editing has ended.');
      this.tell(jobOfFace(face, this.newStrokes()));
    } catch (error) {
      this.fail(inWords(error));
    }
  }

  private isInSketch(node: SceneNode): boolean {
    const { id } = this.face.sketch;
    return node.id === id || [...ancestors(node)].some((up) => up.id === id);
  }

  /** Drawn now, over the face. */
  private isNewStroke(node: SceneNode): boolean {
    if (!isOutline(node) || this.isInSketch(node)) return false;
    const { image } = this.face;
    const frame = frameOfMatrix(fromTransform(image.absoluteTransform), image.width, image.height);
    const box = node.absoluteBoundingBox;
    if (frame === undefined || box === null) return false;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return x > frame.x && x < frame.x + frame.size && y > frame.y && y < frame.y + frame.size;
  }

  private newStrokes(): Placed[] {
    const found: Placed[] = [];
    const visit = (nodes: readonly SceneNode[]): void => {
      for (const node of nodes) {
        if (this.added.has(node.id) && !this.isInSketch(node) && isShown(node)) {
          found.push(node as Placed);
        }
      }
    };
    const { parent } = this.face.group;
    visit(this.page.children);
    if (parent !== null && parent.id !== this.page.id) visit(parent.children);
    return found;
  }
}
