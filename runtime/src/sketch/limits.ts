import { FacePencilError } from '../errors.js';
import type { Point } from './types.js';

/** What a sketch may hold. The defaults are far above what hand drawing or export tools give. */
export interface SketchLimits {
  /** Characters of SVG text. */
  readonly maxCharacters: number;
  /** Points of all strokes together, after flattening. */
  readonly maxPoints: number;
  /** Elements inside elements. */
  readonly maxDepth: number;
  /** Elements looked at while drawing, each `use` of an element counted anew. */
  readonly maxElements: number;
  /** Elementary steps of matching style sheets and of filling shapes, each; seconds at the default. */
  readonly maxSteps: number;
}

export const DEFAULT_LIMITS: SketchLimits = {
  maxCharacters: 20_000_000,
  maxPoints: 500_000,
  maxDepth: 256,
  maxElements: 500_000,
  maxSteps: 300_000_000,
};

/** Beyond this, differences between neighbouring coordinates drown in rounding. */
const MAX_COORDINATE = 1e9;

/** Counts steps of one kind of work and refuses past the limit. */
export class Budget {
  private spent = 0;

  constructor(
    private readonly limit: number,
    private readonly refuse: (limit: number) => FacePencilError,
  ) {}

  spend(steps: number): void {
    this.spent += steps;
    if (this.spent > this.limit) throw this.refuse(this.limit);
  }
}

/** @throws FacePencilError sketch-too-many-points, once more points are spent than the limit allows. */
export function pointBudget(limits: SketchLimits): Budget {
  return new Budget(
    limits.maxPoints,
    (limit) =>
      new FacePencilError('sketch-too-many-points', `The sketch has more than ${limit} points.`, {
        hint: 'Simplify the paths, or select fewer of them.',
      }),
  );
}

/** @throws FacePencilError svg-too-complex, past the limit of the work named. */
export function workBudget(limit: number, work: string): Budget {
  return new Budget(
    limit,
    () =>
      new FacePencilError('svg-too-complex', `The SVG takes too much work: ${work}.`, {
        hint: 'Flatten or simplify it in the drawing tool and export it again.',
      }),
  );
}

/** @throws FacePencilError sketch-not-finite for NaN, infinite or absurdly large coordinates. */
export function checkPoint(x: number, y: number, where?: string): void {
  // Written so that NaN fails too.
  if (Math.abs(x) <= MAX_COORDINATE && Math.abs(y) <= MAX_COORDINATE) return;
  throw notFinite(`(${x}, ${y})`, where);
}

export function checkPoints(points: readonly Point[], where?: string): void {
  for (const [x, y] of points) checkPoint(x, y, where);
}

export function notFinite(what: string, where?: string): FacePencilError {
  return new FacePencilError(
    'sketch-not-finite',
    `A coordinate is not a finite number within ±1e9: ${what}.`,
    { hint: 'Find and delete the broken shape, or export the sketch again.', where },
  );
}
