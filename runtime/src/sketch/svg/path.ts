import { flattenCubic } from '../flatten.js';
import type { Budget } from '../limits.js';
import { checkPoint } from '../limits.js';
import type { Bounds, Point } from '../types.js';
import type { Matrix } from './matrix.js';

const MOVE = 0;
const LINE = 1;
const CUBIC = 2;
const CLOSE = 3;
const COORDINATES = [2, 2, 6, 0] as const;

/** One polyline of a flattened path. */
export interface Subpath {
  readonly points: readonly Point[];
  readonly closed: boolean;
}

/**
 * An outline of lines and cubic curves, which stay what they are under any affine map. Quadratic
 * curves and arcs become cubic ones as they are added.
 */
export class Path {
  private readonly commands: number[] = [];
  private readonly coordinates: number[] = [];
  private x = 0;
  private y = 0;
  private startX = 0;
  private startY = 0;

  static rectangle({ x, y, width, height }: Bounds): Path {
    const path = new Path();
    path.moveTo(x, y);
    path.lineTo(x + width, y);
    path.lineTo(x + width, y + height);
    path.lineTo(x, y + height);
    path.close();
    return path;
  }

  get isEmpty(): boolean {
    return this.commands.length === 0;
  }

  /** Whether it is nothing but a place that the pen was put down on. */
  get isOnePoint(): boolean {
    return this.commands.length === 1;
  }

  get hasCurves(): boolean {
    return this.commands.includes(CUBIC);
  }

  /** Points that the path has before its curves are flattened. */
  get size(): number {
    return this.commands.length;
  }

  /** Where the pen is: the end of the last command. */
  get pen(): Point {
    return [this.x, this.y];
  }

  moveTo(x: number, y: number): void {
    this.commands.push(MOVE);
    this.startX = x;
    this.startY = y;
    this.to(x, y);
  }

  lineTo(x: number, y: number): void {
    this.commands.push(LINE);
    this.to(x, y);
  }

  cubicTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.commands.push(CUBIC);
    this.coordinates.push(x1, y1, x2, y2);
    this.to(x, y);
  }

  quadraticTo(x1: number, y1: number, x: number, y: number): void {
    const third = 2 / 3;
    this.cubicTo(
      this.x + third * (x1 - this.x),
      this.y + third * (y1 - this.y),
      x + third * (x1 - x),
      y + third * (y1 - y),
      x,
      y,
    );
  }

  /** An elliptical arc, from end points to centre as in SVG 2, B.2.4, then one curve a quarter. */
  arcTo(
    rx: number,
    ry: number,
    degrees: number,
    large: boolean,
    sweep: boolean,
    x: number,
    y: number,
  ): void {
    let a = Math.abs(rx);
    let b = Math.abs(ry);
    if (a === 0 || b === 0) {
      this.lineTo(x, y);
      return;
    }
    if (x === this.x && y === this.y) return;
    const turn = (degrees * Math.PI) / 180;
    const cos = Math.cos(turn);
    const sin = Math.sin(turn);
    const halfX = (this.x - x) / 2;
    const halfY = (this.y - y) / 2;
    const u = (cos * halfX + sin * halfY) / a;
    const v = (cos * halfY - sin * halfX) / b;
    const needed = u * u + v * v;
    let root = 0;
    let [unitX, unitY] = [u, v];
    if (needed > 1) {
      // The radii are too small to reach: they grow until they just do.
      const grow = Math.sqrt(needed);
      a *= grow;
      b *= grow;
      unitX /= grow;
      unitY /= grow;
    } else {
      root = Math.sqrt(1 / needed - 1) * (large === sweep ? -1 : 1);
    }
    // On the unit circle: the centre, and the angles of the two ends seen from it.
    const centreU = root * unitY;
    const centreV = -root * unitX;
    const from = Math.atan2(unitY - centreV, unitX - centreU);
    let delta = Math.atan2(-unitY - centreV, -unitX - centreU) - from;
    if (sweep && delta < 0) delta += 2 * Math.PI;
    if (!sweep && delta > 0) delta -= 2 * Math.PI;
    const centreX = cos * a * centreU - sin * b * centreV + (this.x + x) / 2;
    const centreY = sin * a * centreU + cos * b * centreV + (this.y + y) / 2;

    const pieces = Math.max(1, Math.ceil(Math.abs(delta) / (Math.PI / 2) - 1e-9));
    const step = delta / pieces;
    const handle = (4 / 3) * Math.tan(step / 4);
    const place = (p: number, q: number): Point => [
      centreX + cos * a * p - sin * b * q,
      centreY + sin * a * p + cos * b * q,
    ];
    for (let i = 0; i < pieces; i++) {
      const t0 = from + i * step;
      const t1 = t0 + step;
      const [c0, s0, c1, s1] = [Math.cos(t0), Math.sin(t0), Math.cos(t1), Math.sin(t1)];
      const [x1, y1] = place(c0 - handle * s0, s0 + handle * c0);
      const [x2, y2] = place(c1 + handle * s1, s1 - handle * c1);
      const [endX, endY] = i === pieces - 1 ? [x, y] : place(c1, s1);
      this.cubicTo(x1, y1, x2, y2, endX, endY);
    }
  }

  close(): void {
    if (this.commands.length === 0) return;
    this.commands.push(CLOSE);
    this.x = this.startX;
    this.y = this.startY;
  }

  transformed([a, b, c, d, e, f]: Matrix): Path {
    const path = new Path();
    for (const command of this.commands) path.commands.push(command);
    for (let i = 0; i < this.coordinates.length; i += 2) {
      const x = this.coordinates[i]!;
      const y = this.coordinates[i + 1]!;
      path.coordinates.push(a * x + c * y + e, b * x + d * y + f);
    }
    return path;
  }

  /** A rectangle that holds the path: that of its end and control points. */
  bounds(): Bounds {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < this.coordinates.length; i += 2) {
      const x = this.coordinates[i]!;
      const y = this.coordinates[i + 1]!;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  /** Whether it is a rectangle, upright, its corners rounded or not. */
  isRectangle(): boolean {
    if (this.commands.length > 12) return false;
    const { x: left, y: top, width, height } = this.bounds();
    const near = (value: number, side: number, length: number) =>
      Math.abs(value - side) <= length / 100;
    let twiceArea = 0;
    let at = 0;
    let [x, y] = [NaN, NaN];
    for (const command of this.commands) {
      if (command === MOVE && at > 0) return false;
      at += COORDINATES[command as 0 | 1 | 2 | 3];
      if (command === CLOSE) continue;
      const [nextX, nextY] = [this.coordinates[at - 2]!, this.coordinates[at - 1]!];
      const onSide =
        near(nextX, left, width) ||
        near(nextX, left + width, width) ||
        near(nextY, top, height) ||
        near(nextY, top + height, height);
      if (!onSide) return false;
      if (command !== MOVE) twiceArea += x * nextY - nextX * y;
      [x, y] = [nextX, nextY];
    }
    twiceArea += x * this.coordinates[1]! - this.coordinates[0]! * y;
    return Math.abs(twiceArea) >= 1.8 * width * height;
  }

  /** @throws FacePencilError sketch-not-finite */
  check(where: string): void {
    for (let i = 0; i < this.coordinates.length; i += 2) {
      checkPoint(this.coordinates[i]!, this.coordinates[i + 1]!, where);
    }
  }

  /**
   * Its polylines, at most `tolerance` from the curves. A move that nothing follows draws nothing
   * and gives no polyline.
   *
   * @param budget spent by the number of points made
   */
  flatten(tolerance: number, budget: Budget): Subpath[] {
    const subpaths: Subpath[] = [];
    let points: Point[] = [];
    let drawn = false;
    let [x, y, startX, startY] = [0, 0, 0, 0];
    const finish = (closed: boolean) => {
      if (drawn) subpaths.push({ points, closed });
      budget.spend(points.length);
      points = [];
      drawn = false;
    };
    let at = 0;
    for (const command of this.commands) {
      const c = this.coordinates;
      if (command === MOVE) {
        finish(false);
        x = startX = c[at]!;
        y = startY = c[at + 1]!;
      } else if (points.length === 0) {
        points.push([x, y]);
      }
      if (command === LINE) {
        x = c[at]!;
        y = c[at + 1]!;
        points.push([x, y]);
        drawn = true;
      } else if (command === CUBIC) {
        const [x1, y1, x2, y2] = [c[at]!, c[at + 1]!, c[at + 2]!, c[at + 3]!];
        const [x3, y3] = [c[at + 4]!, c[at + 5]!];
        flattenCubic(x, y, x1, y1, x2, y2, x3, y3, tolerance, points);
        x = x3;
        y = y3;
        drawn = true;
      } else if (command === CLOSE) {
        drawn = true;
        finish(true);
        x = startX;
        y = startY;
      }
      at += COORDINATES[command as 0 | 1 | 2 | 3];
    }
    finish(false);
    return subpaths;
  }

  private to(x: number, y: number): void {
    this.coordinates.push(x, y);
    this.x = x;
    this.y = y;
  }
}
