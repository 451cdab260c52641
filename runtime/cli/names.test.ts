import { describe, expect, test } from '@jest/globals';
import { nameOutputs } from './names.js';

const paths = (inputs: string[], seeds: (number | undefined)[] = [undefined]) =>
  nameOutputs(inputs, seeds, 'out').map(({ path }) => path);

describe('nameOutputs', () => {
  test('the name of the file, in the folder', () => {
    expect(paths(['a/face.svg', 'b.SVG', 'c', 'd.svg.txt'])).toEqual([
      'out/face.png',
      'out/b.png',
      'out/c.png',
      'out/d.svg.txt.png',
    ]);
  });

  test('the seed, where there are several', () => {
    expect(paths(['a.svg'], [7])).toEqual(['out/a.png']);
    expect(paths(['a.svg', 'b.svg'], [7, 8])).toEqual([
      'out/a-7.png',
      'out/a-8.png',
      'out/b-7.png',
      'out/b-8.png',
    ]);
  });

  test('never the same name twice, nor one that differs in case only', () => {
    expect(paths(['x/a.svg', 'y/a.svg', 'z/A.svg', 'a-2.svg', 'a-2.svg'])).toEqual([
      'out/a.png',
      'out/a-3.png',
      'out/A-4.png',
      'out/a-2.png',
      'out/a-2-2.png',
    ]);
  });

  test('a seed makes no name that another file has', () => {
    const all = paths(['a.svg', 'a-1.svg', 'a.svg', 'a-1-1.svg'], [1, 2]);
    expect(new Set(all).size).toBe(all.length);
  });
});
