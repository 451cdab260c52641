import { describe, expect, test } from '@jest/globals';
import { cutOut } from './cut-out.js';
import { type Planes, spreadColors } from './spread.js';

type Rgb = readonly [number, number, number];

const SIDE = 64;

/** A disc of one colour with a soft edge before a background, as a network paints it. */
function painted(person: Rgb, background: Rgb, alphaOf = softDisc): Float32Array {
  const length = SIDE * SIDE;
  const planes = new Float32Array(4 * length);
  for (let i = 0; i < length; i++) {
    const a = alphaOf(i % SIDE, Math.floor(i / SIDE));
    for (let c = 0; c < 3; c++) planes[c * length + i] = a * person[c]! + (1 - a) * background[c]!;
    planes[3 * length + i] = a;
  }
  return planes;
}

function softDisc(x: number, y: number): number {
  const inside = (22 - Math.hypot(x - 32, y - 32)) / 8 + 0.5;
  return Math.min(Math.max(inside, 0), 1);
}

/** Largest difference of a colour of the cut out from the person's, where alpha is in a range. */
function tint(cut: Float32Array, person: Rgb, from: number, to: number): number {
  const length = SIDE * SIDE;
  let worst = 0;
  for (let i = 0; i < length; i++) {
    const a = cut[3 * length + i]!;
    if (a < from || a > to) continue;
    for (let c = 0; c < 3; c++)
      worst = Math.max(worst, Math.abs(cut[c * length + i]! - person[c]!));
  }
  return worst;
}

const HAIR: Rgb = [0.2, 0.12, 0.08];
const GREEN: Rgb = [0.1, 0.9, 0.3];

describe('cutOut', () => {
  test.each<[string, Rgb, Rgb]>([
    ['dark hair before green', HAIR, GREEN],
    ['fair hair before black', [0.9, 0.8, 0.5], [0, 0, 0]],
    ['grey before white', [0.5, 0.5, 0.5], [1, 1, 1]],
  ])('no tint of the background is left at the edge: %s', (_, person, background) => {
    const cut = cutOut(painted(person, background), SIDE, background);
    expect(tint(cut, person, 0.02, 1)).toBeLessThan(0.03);
  });

  test('the colours of the edge go on outwards, where nothing shows', () => {
    const cut = cutOut(painted(HAIR, GREEN), SIDE, GREEN);
    expect(tint(cut, HAIR, 0, 0)).toBeLessThan(0.1);
  });

  test('background painted where alpha says person already leaves no rim', () => {
    const planes = painted(HAIR, GREEN);
    const wider = painted(HAIR, GREEN, (x, y) =>
      softDisc(32 + (x - 32) * 0.95, 32 + (y - 32) * 0.95),
    );
    planes.set(wider.subarray(3 * SIDE * SIDE), 3 * SIDE * SIDE);
    expect(tint(cutOut(planes, SIDE, GREEN), HAIR, 0.02, 1)).toBeLessThan(0.25);
    expect(tint(planes, HAIR, 0.02, 1)).toBeGreaterThan(0.7);
  });

  test('a background painted otherwise than asked is taken as it was painted', () => {
    const cut = cutOut(painted(HAIR, [0.2, 0.7, 0.5]), SIDE, GREEN);
    expect(tint(cut, HAIR, 0.02, 1)).toBeLessThan(0.05);
  });

  test('alpha stays but for what is nearly none or nearly all', () => {
    const planes = painted(HAIR, GREEN, (x) => [0.01, 0.3, 0.5, 0.99][x % 4]!);
    const alpha = cutOut(planes, SIDE, GREEN).subarray(3 * SIDE * SIDE);
    expect([...alpha.slice(0, 4)].map((a) => Number(a.toFixed(2)))).toEqual([0, 0.29, 0.5, 1]);
  });

  test('all person, and no person, stay as they are', () => {
    const full = painted(HAIR, GREEN, () => 1);
    expect(tint(cutOut(full, SIDE, GREEN), HAIR, 0, 1)).toBeLessThan(1e-6);
    const none = cutOut(
      painted(HAIR, GREEN, () => 0),
      SIDE,
      GREEN,
    );
    expect(none.every(Number.isFinite)).toBe(true);
    expect(Math.max(...none.subarray(3 * SIDE * SIDE))).toBe(0);
  });

  test('what was painted is not changed', () => {
    const planes = painted(HAIR, GREEN);
    const before = planes.slice();
    cutOut(planes, SIDE, GREEN);
    expect(planes).toEqual(before);
  });
});

describe('spreadColors', () => {
  const filled = (side: number, color: Rgb) =>
    color.map((value) => new Float32Array(side * side).fill(value)) as unknown as Planes;

  test.each([1, 2, 3, 7, 16, 33])('one known place of %p a side colours all', (side) => {
    const colors = filled(side, [0, 0, 0]);
    colors.forEach((plane, c) => (plane[side * side - 1] = [0.2, 0.4, 0.6][c]!));
    const weights = new Float32Array(side * side);
    weights[side * side - 1] = 1;
    const spread = spreadColors(colors, weights, side, [1, 1, 1]);
    spread.forEach((plane, c) => {
      for (const value of plane) expect(value).toBeCloseTo([0.2, 0.4, 0.6][c]!, 5);
    });
  });

  test('what is known stays, and nothing known is the fall-back', () => {
    const colors = filled(8, [0.3, 0.3, 0.3]);
    expect(spreadColors(colors, new Float32Array(64).fill(1), 8, [1, 0, 0])[1]).toEqual(colors[1]);
    expect(spreadColors(colors, new Float32Array(64), 8, [1, 0, 0])[0][5]).toBe(1);
  });
});
