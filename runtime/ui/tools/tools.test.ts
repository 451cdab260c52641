import { describe, expect, test } from '@jest/globals';
import type { DrawnStroke, PenPoint } from '../drawing/types.js';
import { beginGesture, type ToolContext } from './index.js';

const at = (x: number, y: number): PenPoint => [x, y, 0.5];
const stroke = (...points: PenPoint[]): DrawnStroke => ({ points, width: 3 });
const context = (over: Partial<ToolContext> = {}): ToolContext => ({
  drawing: { strokes: [] },
  selection: new Set(),
  width: 3,
  reach: 8,
  symmetry: false,
  ...over,
});

describe('pen', () => {
  test('adds one stroke that ends where the pen is', () => {
    const gesture = beginGesture('pen', context(), at(10, 10));
    gesture.move([at(20, 12), at(20, 12)]);
    const { drawing } = gesture.move([at(40, 20)]);
    expect(drawing.strokes).toHaveLength(1);
    expect(drawing.strokes[0]!.points[0]).toEqual(at(10, 10));
    expect(drawing.strokes[0]!.points.at(-1)).toEqual(at(40, 20));
  });

  test('a tap is a dot', () => {
    const { drawing } = beginGesture('pen', context(), at(5, 5)).move([]);
    expect(drawing.strokes).toEqual([stroke(at(5, 5))]);
  });

  test('smooths a trembling hand', () => {
    const gesture = beginGesture('pen', context(), at(0, 0));
    const trembling = Array.from({ length: 40 }, (_, i) => at(3 * i + 3, i % 2));
    const [made] = gesture.move(trembling).drawing.strokes;
    for (const [, y] of made!.points.slice(3, -3)) expect(Math.abs(y - 0.5)).toBeLessThan(0.1);
  });

  test('symmetry draws the mirror image too', () => {
    const gesture = beginGesture('pen', context({ symmetry: true }), at(100, 50));
    const { strokes } = gesture.move([at(120, 60)]).drawing;
    expect(strokes.map(({ points }) => points[0])).toEqual([at(100, 50), at(412, 50)]);
  });
});

describe('erasers', () => {
  const line = stroke(at(0, 0), at(100, 0));
  test('the stroke eraser takes it whole, the other a part', () => {
    const drawing = { strokes: [line] };
    expect(
      beginGesture('eraser', context({ drawing }), at(50, 4)).move([]).drawing.strokes,
    ).toEqual([]);
    const parts = beginGesture('part-eraser', context({ drawing }), at(50, 4)).move([]);
    expect(parts.drawing.strokes).toHaveLength(2);
  });

  test('a sweep erases all along its way', () => {
    const drawing = { strokes: [line] };
    const gesture = beginGesture('part-eraser', context({ drawing }), at(20, 0));
    const { strokes } = gesture.move([at(60, 0)]).drawing;
    expect(strokes.map(({ points }) => points.map(([x]) => Math.round(x)))).toEqual([
      [0, 12],
      [68, 100],
    ]);
  });
});

describe('select', () => {
  const one = stroke(at(0, 0), at(100, 0));
  const other = stroke(at(0, 50), at(100, 50));
  const drawing = { strokes: [one, other] };

  test('picks the nearest and moves it', () => {
    const gesture = beginGesture('select', context({ drawing }), at(50, 47));
    expect([...gesture.move([]).selection]).toEqual([other]);
    const moved = gesture.move([at(60, 77)]);
    expect(moved.drawing.strokes).toEqual([one, stroke(at(10, 80), at(110, 80))]);
    expect([...moved.selection]).toEqual([moved.drawing.strokes[1]]);
  });

  test('moves all that is picked', () => {
    const selection = new Set(drawing.strokes);
    const gesture = beginGesture('select', context({ drawing, selection }), at(50, 0));
    const { strokes } = gesture.move([at(50, 5)]).drawing;
    expect(strokes.map(({ points }) => points[0]![1])).toEqual([5, 55]);
  });

  test('a rectangle picks what lies in it', () => {
    const gesture = beginGesture('select', context({ drawing }), at(-20, 30));
    expect([...gesture.move([at(120, 70)]).selection]).toEqual([other]);
    expect([...gesture.move([at(120, -10)]).selection]).toEqual([one]);
  });

  test('shift keeps what was picked', () => {
    const selection = new Set([one]);
    const gesture = beginGesture('select', context({ drawing, selection }), at(50, 50), true);
    expect(gesture.move([]).selection).toEqual(new Set([one, other]));
  });
});

describe('lasso', () => {
  const inside = stroke(at(10, 10), at(20, 20));
  const half = stroke(at(15, 15), at(25, 25), at(90, 90), at(95, 95), at(99, 99));
  const outside = stroke(at(80, 10), at(90, 20));
  const drawing = { strokes: [inside, half, outside] };
  const loop = [at(30, 0), at(30, 30), at(0, 30)];

  test('picks what lies in the loop, by more than half', () => {
    const { selection } = beginGesture('lasso', context({ drawing }), at(0, 0)).move(loop);
    expect([...selection]).toEqual([inside]);
  });

  test('adds to what was picked', () => {
    const before = context({ drawing, selection: new Set([outside]) });
    const { selection } = beginGesture('lasso', before, at(0, 0), true).move(loop);
    expect([...selection]).toEqual([outside, inside]);
  });

  test('a tap picks the stroke under it', () => {
    const { selection } = beginGesture('lasso', context({ drawing }), at(85, 15)).move([]);
    expect([...selection]).toEqual([outside]);
  });
});

test('fixed strokes are picked and stay where they are', () => {
  const line = stroke(at(0, 0), at(50, 50));
  const drawing = { strokes: [line] };
  const gesture = beginGesture('select', context({ drawing, fixed: true }), at(25, 25));
  expect(gesture.move([at(40, 25)])).toEqual({ drawing, selection: new Set([line]) });
});
