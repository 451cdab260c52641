import { describe, expect, test } from '@jest/globals';
import { atLeast, atMost, goalRow } from './goals.mjs';
import { times } from './numbers.mjs';
import { formatTable } from './table.mjs';

describe('goals', () => {
  test('are reached at their limit and missed beside it', () => {
    expect(atLeast('faster', 10, 10, times).reached).toBe(true);
    expect(atLeast('faster', 9.999, 10, times).reached).toBe(false);
    expect(atMost('size', 9, 9, times).reached).toBe(true);
    expect(atMost('size', 9.001, 9, times).reached).toBe(false);
  });

  test('are missed by what is not a number', () => {
    expect(atLeast('faster', NaN, 10, times).reached).toBe(false);
    expect(atMost('size', NaN, 9, times).reached).toBe(false);
  });

  test('say what was measured, asked and found', () => {
    expect(goalRow(atLeast('faster', 14.2, 10, times))).toEqual([
      'faster',
      '14.2 x',
      'at least 10.0 x',
      'reached',
    ]);
  });
});

describe('formatTable', () => {
  test('sets names to the left and numbers to the right', () => {
    const table = formatTable(
      ['', 'time'],
      [
        ['ours', '7 ms'],
        ['the other', '19.8 s'],
      ],
    );
    expect(table).toBe(
      ['             time', '---------  ------', 'ours         7 ms', 'the other  19.8 s'].join(
        '\n',
      ),
    );
  });

  test('refuses a row that is too short', () => {
    expect(() => formatTable(['a', 'b'], [['only one']])).toThrow(RangeError);
  });
});
