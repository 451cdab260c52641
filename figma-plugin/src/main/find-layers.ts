import { lockedAt, pageOf } from './layers.js';
import { Refusal } from './refusal.js';
import { recall, type Source } from './sources.js';

/**
 * The layers of jobs as they are now: time has passed since they were read.
 *
 * @throws Refusal if one is gone or locked, if they lie on several pages, or if another page is shown
 */
export async function findLayers(
  keys: readonly string[],
): Promise<{ readonly source: Source; readonly nodes: readonly SceneNode[] }[]> {
  const sources = keys.map((key) => {
    const source = recall(key);
    if (source === undefined) throw gone();
    return source;
  });
  const [first] = sources;
  if (first === undefined) return [];
  if (sources.some(({ pageId }) => pageId !== first.pageId)) {
    throw new Refusal(
      'These sketches lie on several pages. Nothing was changed: do one page at a time.',
    );
  }
  if (first.pageId !== figma.currentPage.id) {
    throw new Refusal(
      `You are on another page now, and nothing was changed. Go back to “${first.pageName}” and try again.`,
    );
  }
  const found = [];
  for (const source of sources) {
    const nodes: SceneNode[] = [];
    for (const id of source.ids) {
      const node = await figma.getNodeByIdAsync(id);
      if (node === null || node.removed || pageOf(node)?.id !== source.pageId) throw gone();
      const locked = lockedAt(node as SceneNode);
      if (locked !== undefined) throw new Refusal(`“${locked.name}” is locked. Unlock it first.`);
      nodes.push(node as SceneNode);
    }
    found.push({ source, nodes });
  }
  return found;
}

function gone(): Refusal {
  return new Refusal(
    'A layer of the sketch is no longer there. Nothing was changed: select the sketch again.',
  );
}
