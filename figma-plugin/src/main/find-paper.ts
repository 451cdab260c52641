import type { HexColor } from '../../../runtime/src/style/types.js';
import { inkOf } from './describe-paint.js';
import { ancestors } from './layers.js';

/** The colour that lies behind a layer: of the nearest frame that has one, or of the page. */
export function findPaper(node: BaseNode): HexColor {
  for (const up of ancestors(node)) {
    const paints =
      up.type === 'PAGE' ? up.backgrounds : 'fills' in up ? up.fills : ([] as readonly Paint[]);
    const ink = inkOf(paints, 1);
    if (ink !== undefined && ink.opacity >= 0.5) return ink.color;
  }
  return '#ffffff';
}
