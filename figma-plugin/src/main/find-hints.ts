import type { HexColor, StyleColor } from '../../../runtime/src/style/types.js';
import type { Shape } from '../messages.js';
import { ancestors } from './layers.js';

/** How people name their layers. */
const NAMES: Readonly<Record<StyleColor, RegExp>> = {
  hair: /\b(hair|fringe|bangs|brows?|eyebrows?|beard|moustache|mustache|curls?|ponytail|bun)\b/i,
  skin: /\b(skin|face|head|neck|ears?|nose|jaw|cheeks?)\b/i,
  clothing: /\b(cloth(es|ing)?|shirt|t-?shirt|collar|jacket|sweater|dress|shoulders?|jumper)\b/i,
  background: /\b(background|backdrop|bg|wall)\b/i,
};
/** Less difference between channels than this is grey, and a grey line says nothing of its subject. */
const GREY = 24;

/**
 * Colours of strokes whose layers, or the groups that they are in, are named after what they show:
 * the one that most of them have.
 *
 * @param nameOf the names of a layer and of what holds it, nearest first, within the selection
 */
export function findHints(
  shapes: readonly Shape[],
  nameOf: (id: string) => readonly string[],
): Partial<Record<StyleColor, HexColor>> {
  const votes: Record<StyleColor, Map<HexColor, number>> = {
    hair: new Map(),
    skin: new Map(),
    clothing: new Map(),
    background: new Map(),
  };
  for (const { id, stroke, fill } of shapes) {
    const color = (stroke ?? fill)?.color;
    if (color === undefined || isGrey(color)) continue;
    const part = partOf(nameOf(id));
    if (part !== undefined) votes[part].set(color, (votes[part].get(color) ?? 0) + 1);
  }
  const hints: Partial<Record<StyleColor, HexColor>> = {};
  for (const part of Object.keys(votes) as StyleColor[]) {
    const [most] = [...votes[part]].sort(([, a], [, b]) => b - a);
    if (most !== undefined) hints[part] = most[0];
  }
  return hints;
}

/** Names of a layer and what holds it, up to the page. */
export function namesAround(node: BaseNode): string[] {
  const names = [node.name];
  for (const up of ancestors(node)) {
    if (up.type === 'PAGE' || up.type === 'SECTION') break;
    names.push(up.name);
  }
  return names;
}

function partOf(names: readonly string[]): StyleColor | undefined {
  for (const name of names) {
    // "hair-left", "Hair_2": only letters make a word.
    const words = name.replace(/[^a-z-]+|-/gi, ' ');
    for (const part of Object.keys(NAMES) as StyleColor[]) if (NAMES[part].test(words)) return part;
  }
  return undefined;
}

function isGrey(color: HexColor): boolean {
  const channels = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return Math.max(...channels) - Math.min(...channels) < GREY;
}
