import type { CDPSession, Page } from 'playwright-core';
import type { DrawnStroke } from '../../runtime/ui/drawing/types.js';
import { onPaper, type Place } from './playground.js';

/** In parts of the paper's side. */
type Spot = readonly [x: number, y: number];

/** A pen and fingers on the paper, as the browser gets them from the system. */
export class Hands {
  private constructor(
    private readonly session: CDPSession,
    private readonly at: (x: number, y: number) => Place,
  ) {}

  static async on(page: Page): Promise<Hands> {
    return new Hands(await page.context().newCDPSession(page), await onPaper(page));
  }

  /** @param pressure 0..1 */
  async pen(what: 'down' | 'move' | 'up', spot: Spot, pressure: number): Promise<void> {
    const type = { down: 'mousePressed', move: 'mouseMoved', up: 'mouseReleased' } as const;
    await this.session.send('Input.dispatchMouseEvent', {
      type: type[what],
      ...this.at(...spot),
      button: 'left',
      buttons: what === 'up' ? 0 : 1,
      clickCount: 1,
      pointerType: 'pen',
      force: pressure,
    });
  }

  /** @param spots of all fingers that are down after it */
  async touch(what: 'down' | 'move' | 'up', spots: readonly Spot[]): Promise<void> {
    const type = { down: 'touchStart', move: 'touchMove', up: 'touchEnd' } as const;
    await this.session.send('Input.dispatchTouchEvent', {
      type: type[what],
      touchPoints: spots.map((spot, id) => ({ ...this.at(...spot), id })),
    });
  }
}

export function boundsOf({ points }: DrawnStroke): {
  x: number;
  y: number;
  width: number;
  height: number;
} {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
