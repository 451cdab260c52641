import { describe, expect, test } from '@jest/globals';
import { eraseParts, eraseStrokes } from './erase.js';
import type { Drawing, DrawnStroke } from './types.js';

const line = (...xs: number[]): DrawnStroke => ({
  points: xs.map((x) => [x, 0, 0.5] as const),
  width: 3,
});
const drawing = (...strokes: DrawnStroke[]): Drawing => ({ strokes });

describe('whole strokes', () => {
  test('those that are touched go, the others stay the same objects', () => {
    const far = line(200, 300);
    const rest = eraseStrokes(drawing(line(0, 100), far), [50, -20], [50, 20], 5);
    expect(rest.strokes).toEqual([far]);
    expect(rest.strokes[0]).toBe(far);
  });

  test('nothing touched is the same drawing', () => {
    const before = drawing(line(0, 100));
    expect(eraseStrokes(before, [50, 20], [60, 20], 5)).toBe(before);
  });

  test('a sweep that crosses between two samples touches', () => {
    expect(eraseStrokes(drawing(line(0, 100)), [33, -400], [33, 400], 0.1).strokes).toEqual([]);
  });

  test('a dot goes', () => {
    expect(eraseStrokes(drawing(line(10)), [12, 0], [12, 0], 3).strokes).toEqual([]);
  });
});

describe('parts', () => {
  test('a line falls into two, cut where the eraser has its edge', () => {
    const { strokes } = eraseParts(drawing(line(0, 100)), [50, 0], [50, 0], 10);
    expect(strokes).toHaveLength(2);
    expect(strokes[0]!.points.at(-1)![0]).toBeCloseTo(40, 6);
    expect(strokes[1]!.points[0]![0]).toBeCloseTo(60, 6);
  });

  test('an end is shortened', () => {
    const { strokes } = eraseParts(drawing(line(0, 50, 100)), [100, 0], [100, 0], 20);
    expect(strokes).toHaveLength(1);
    expect(strokes[0]!.points.map(([x]) => Math.round(x))).toEqual([0, 50, 80]);
  });

  test('what lies wholly under the eraser goes', () => {
    expect(eraseParts(drawing(line(45, 50, 55)), [40, 0], [60, 0], 10).strokes).toEqual([]);
  });

  test('pressure is carried to the cut', () => {
    const stroke: DrawnStroke = {
      points: [
        [0, 0, 0],
        [100, 0, 1],
      ],
      width: 3,
    };
    const { strokes } = eraseParts(drawing(stroke), [50, 0], [50, 0], 10);
    expect(strokes[0]!.points.at(-1)![2]).toBeCloseTo(0.4, 6);
  });

  test('a closed stroke opens into one piece around the gap', () => {
    const square: DrawnStroke = {
      points: [
        [0, 0, 0.5],
        [100, 0, 0.5],
        [100, 100, 0.5],
        [0, 100, 0.5],
      ],
      closed: true,
      width: 3,
      source: 7,
    };
    const { strokes } = eraseParts(drawing(square), [100, 50], [100, 50], 10);
    expect(strokes).toHaveLength(1);
    const [piece] = strokes;
    expect(piece!.closed).toBe(false);
    expect(piece!.source).toBe(7);
    expect(piece!.points.map(([x, y]) => [Math.round(x), Math.round(y)])).toEqual([
      [100, 60],
      [100, 100],
      [0, 100],
      [0, 0],
      [100, 0],
      [100, 40],
    ]);
  });
});
