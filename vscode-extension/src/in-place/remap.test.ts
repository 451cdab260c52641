import { describe, expect, test } from '@jest/globals';
import { remapOffset } from './remap.js';

const change = (offset: number, length: number, inserted: number) => ({ offset, length, inserted });

describe('where an offset is after changes', () => {
  test.each([
    ['none', [], 10],
    ['typing before it', [[change(3, 0, 2)]], 12],
    ['typing right before it', [[change(10, 0, 2)]], 12],
    ['typing behind it', [[change(11, 0, 2)]], 10],
    ['deletion up to it', [[change(4, 6, 0)]], 4],
    ['deletion from it on', [[change(10, 1, 0)]], undefined],
    ['deletion around it', [[change(4, 9, 3)]], undefined],
    ['several at once, last first', [[change(20, 0, 5), change(5, 0, 1), change(0, 2, 0)]], 9],
    ['one after the other', [[change(0, 0, 5)], [change(15, 0, 1)]], 16],
  ] as const)('%s', (_, batches, expected) => {
    expect(remapOffset(10, batches)).toBe(expected);
  });
});
