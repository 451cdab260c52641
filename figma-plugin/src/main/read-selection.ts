import { withLook } from '../../../runtime/src/style/stored.js';
import type { FaceSettings, SelectionReport, Shape, SketchJob } from '../messages.js';
import { checkCount, collectShapes } from './collect-shapes.js';
import { findHints, namesAround } from './find-hints.js';
import { findPaper } from './find-paper.js';
import { ancestors, byPaintOrder, hasChildren, isShown, lockedAt, outermost } from './layers.js';
import { frameOfMatrix, fromTransform, turnOf } from './matrix.js';
import { faceAt, type PlacedFace } from './placed-face.js';
import { inWords, Refusal } from './refusal.js';
import { remember } from './sources.js';
import { splitSketches } from './split-sketches.js';

/** Layers that differ less than this in their turn, in degrees, are turned alike. */
const ALIKE = 0.5;

/** The page's selection as sketches, or why it holds none. */
export function readSelection(): SelectionReport {
  try {
    return { jobs: readJobs(figma.currentPage.selection) };
  } catch (error) {
    return { jobs: [], problem: inWords(error) };
  }
}

/** @throws Refusal */
function readJobs(selection: readonly SceneNode[]): SketchJob[] {
  if (selection.length === 0) {
    throw new Refusal('Select the strokes of a face first: pencil, pen or imported vectors.');
  }
  const faces = new Map<string, PlacedFace>();
  /** What each of them paints; in the order in which they were come upon. */
  const loose = new Map<SceneNode, readonly Shape[]>();
  let others = 0;
  let points = 0;
  let hidden = 0;
  const take = (node: SceneNode): void => {
    const face = faceAt(node);
    if (face !== undefined) {
      faces.set(face.group.id, face);
      return;
    }
    if (!isShown(node)) {
      hidden++;
      return;
    }
    const locked = lockedAt(node);
    if (locked !== undefined) throw new Refusal(`“${locked.name}” is locked. Unlock it first.`);
    const drawn = collectShapes([node]);
    if (hasChildren(node) && isOpened(node, drawn.others)) {
      node.children.forEach(take);
      return;
    }
    others += drawn.others;
    points += drawn.points;
    if (drawn.shapes.length > 0) loose.set(node, drawn.shapes);
  };
  const layers = outermost(selection);
  checkCount(layers);
  layers.forEach(take);

  const jobs = [...faces.values()].map((face) => jobOfFace(face));
  const nodes = [...loose.keys()];
  const sketches = splitSketches(nodes.map((node) => node.absoluteBoundingBox!));
  for (const members of sketches) {
    const ordered = byPaintOrder(members.map((at) => nodes[at]!));
    jobs.push(
      jobOfLayers(
        ordered,
        ordered.flatMap((node) => loose.get(node)!),
      ),
    );
  }
  if (jobs.length > 0) return jobs;
  if (others > 0) {
    throw new Refusal('Text and images have no strokes. Select pencil, pen or imported vectors.');
  }
  if (points > 0)
    throw new Refusal('What you selected has no size. Draw a face, and select its lines.');
  if (hidden > 0) throw new Refusal('What you selected is hidden. Show it first.');
  throw new Refusal('What you selected has no visible strokes. Draw a face, and select its lines.');
}

/**
 * Whether the layers in a container are the sketch, and not the container itself: hiding a whole
 * artboard, or text and images along with the strokes, is not what anybody wants.
 */
function isOpened(node: SceneNode & ChildrenMixin, others: number): boolean {
  if (node.type === 'SECTION' || node.type === 'COMPONENT_SET') return true;
  if (others > 0 || containsFace(node)) return true;
  const isBoard = node.type === 'FRAME' || node.type === 'COMPONENT';
  return isBoard && (node.parent?.type === 'PAGE' || node.parent?.type === 'SECTION');
}

function containsFace(node: SceneNode & ChildrenMixin): boolean {
  return node.children.some(
    (child) => faceAt(child) !== undefined || (hasChildren(child) && containsFace(child)),
  );
}

/** @param nodes lowest first */
function jobOfLayers(nodes: readonly SceneNode[], shapes: readonly Shape[]): SketchJob {
  return finish(nodes, nodes, shapes, {
    key: nodes.map(({ id }) => id).join(' '),
    name: nameOf(nodes),
  });
}

/**
 * A face made before, as it is now: its strokes anew, and where its image lies.
 *
 * @param added strokes that are not in its group yet
 * @throws Refusal past the limit of vectors
 */
export function jobOfFace(
  { group, sketch, image, record }: PlacedFace,
  added: readonly SceneNode[] = [],
): SketchJob {
  const nodes = [...sketch.children, ...added];
  checkCount(nodes);
  const { shapes } = collectShapes(nodes);
  const { style, seed, background, size } = record;
  const settings: FaceSettings = { style: withLook(style), seed, background, size };
  const frame = frameOfMatrix(fromTransform(image.absoluteTransform), image.width, image.height);
  return finish([group], nodes, shapes, {
    key: group.id,
    name: group.name.replace(/^FacePencil \/ /, ''),
    face: { settings, frame },
  });
}

function finish(
  owners: readonly SceneNode[],
  nodes: readonly SceneNode[],
  shapes: readonly Shape[],
  job: Pick<SketchJob, 'key' | 'name' | 'face'>,
): SketchJob {
  const page = [...ancestors(owners[0]!)].pop();
  remember({
    key: job.key,
    name: job.name,
    pageId: page?.id ?? '',
    pageName: page?.name ?? '',
    ids: owners.map(({ id }) => id),
    isFace: job.face !== undefined,
  });
  return {
    ...job,
    shapes,
    paper: findPaper(owners[0]!),
    turn: commonTurn(nodes, shapes),
    hints: findHints(shapes, namesBelow(nodes)),
  };
}

/** The name of the one layer, or of what holds all of them. */
function nameOf(nodes: readonly SceneNode[]): string {
  const [first] = nodes;
  if (nodes.length === 1) return first!.name;
  const parent = first!.parent;
  const same = nodes.every((node) => node.parent?.id === parent?.id);
  return same && parent !== null && parent.type !== 'PAGE' ? parent.name : 'Face';
}

function commonTurn(nodes: readonly SceneNode[], shapes: readonly Shape[]): number {
  // A line is turned by drawing it.
  const own = shapes
    .filter(({ d }) => !/^M0 0L[\d.]+ 0$/.test(d))
    .map(({ matrix }) => turnOf(matrix));
  const theirs = nodes.flatMap((node) =>
    'absoluteTransform' in node ? [turnOf(fromTransform(node.absoluteTransform))] : [],
  );
  for (const [first, ...rest] of [own, theirs]) {
    if (first === undefined || Math.abs(first) < ALIKE) continue;
    const isAlike = (turn: number) => Math.abs(((turn - first + 540) % 360) - 180) < ALIKE;
    if (rest.every(isAlike)) return first;
  }
  return 0;
}

function namesBelow(nodes: readonly SceneNode[]): (id: string) => readonly string[] {
  const names = new Map<string, readonly string[]>();
  const visit = (node: SceneNode, around: readonly string[]): void => {
    const own = [node.name, ...around];
    names.set(node.id, own);
    if (hasChildren(node)) for (const child of node.children) visit(child, own);
  };
  for (const node of nodes) visit(node, namesAround(node).slice(1));
  return (id) => names.get(id) ?? [];
}
