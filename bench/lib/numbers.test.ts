import { describe, expect, test } from '@jest/globals';
import { duration, gigaflops, median, megabytes, times } from './numbers.mjs';

describe('median', () => {
  test('is the middle of any order, and leaves it', () => {
    const values = [9, 1, 5];
    expect(median(values)).toBe(5);
    expect(values).toEqual([9, 1, 5]);
  });

  test('of an even count is between the middle two', () => {
    expect(median([10, 2, 4, 100])).toBe(7);
  });

  test('of nothing is refused', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

test.each([
  [duration(7.123), '7.12 ms'],
  [duration(99.96), '100 ms'],
  [duration(19_840), '19.8 s'],
  [gigaflops(441_276_432_384), '441 GFLOP'],
  [megabytes(5_274_489), '5.27 MB'],
  [times(9.999), '10.0 x'],
  [times(0.2234), '0.22 x'],
])('%s is written as %s', (shown, expected) => {
  expect(shown).toBe(expected);
});
