import type { StoredStyle } from '../../../runtime/src/style/stored.js';
import type { FaceRecord } from '../messages.js';
import type { Journal } from './journal.js';
import { ancestors, hasChildren } from './layers.js';

/** Under this key a face's group keeps how it was made, and its two parts what they are. */
const RECORD = 'face';
const PART = 'part';
const COVERED = 'covered';

/** A layer inside an instance, which could only be made to vanish where it is. */
export interface Covered {
  readonly id: string;
  /** That it had. */
  readonly opacity: number;
}

/** How a face was made, as it stands in the document, where an older plugin may have written it. */
export type KeptRecord = Omit<FaceRecord, 'style'> & { readonly style: StoredStyle };

/** A face in the document: a group of its hidden sketch and its image. */
export interface PlacedFace {
  readonly group: GroupNode;
  readonly sketch: SceneNode & ChildrenMixin;
  readonly image: RectangleNode;
  readonly record: KeptRecord;
}

export function markFace(
  face: Omit<PlacedFace, 'record'>,
  record: FaceRecord,
  covered: readonly Covered[],
): void {
  face.group.setPluginData(RECORD, JSON.stringify(record));
  face.group.setPluginData(COVERED, covered.length > 0 ? JSON.stringify(covered) : '');
  face.sketch.setPluginData(PART, 'sketch');
  face.image.setPluginData(PART, 'image');
  face.group.setRelaunchData({ regenerate: '', edit: '', release: '' });
}

/** Tells how a face was made anew. */
export function updateRecord({ group }: PlacedFace, record: KeptRecord): void {
  group.setPluginData(RECORD, JSON.stringify(record));
}

/** Makes a part of a face a layer like any other. */
export function unmark(journal: Journal, part: SceneNode): void {
  const mark = part.getPluginData(PART);
  journal.do(
    () => {
      part.setPluginData(PART, '');
    },
    () => {
      part.setPluginData(PART, mark);
    },
  );
}

export function coveredBy({ group }: PlacedFace): Covered[] {
  const layers = parse(group.getPluginData(COVERED));
  return Array.isArray(layers) ? layers.filter(isCovered) : [];
}

/** The face that the layer is or belongs to. Copies of a face are faces too. */
export function faceAt(node: BaseNode): PlacedFace | undefined {
  const own = readFace(node);
  if (own !== undefined) return own;
  for (const up of ancestors(node)) {
    const face = readFace(up);
    if (face !== undefined) return face;
  }
  return undefined;
}

function readFace(node: BaseNode): PlacedFace | undefined {
  if (node.type !== 'GROUP') return undefined;
  const record = parse(node.getPluginData(RECORD));
  if (!isRecord(record)) return undefined;
  const part = (name: string) => node.children.find((child) => child.getPluginData(PART) === name);
  const sketch = part('sketch');
  const image = part('image');
  // Somebody has taken it apart: then it is a plain group.
  if (sketch === undefined || !hasChildren(sketch) || image?.type !== 'RECTANGLE') return undefined;
  return { group: node, sketch, image, record };
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is KeptRecord {
  return typeof value === 'object' && value !== null && 'style' in value && 'model' in value;
}

function isCovered(value: unknown): value is Covered {
  return typeof value === 'object' && value !== null && 'id' in value && 'opacity' in value;
}
