import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { openGenerator } from '../../runtime/src/generator/node.js';
import { headSketch } from '../support/model.js';

// A model as they were exported up to 0.9.1: it takes 15 numbers of style.
const folder = fileURLToPath(new URL('../fixtures/model/before-looks', import.meta.url));

test('a model from before looks makes faces, one whatever the look', async () => {
  const generator = await openGenerator(folder);
  try {
    const [one, other, bright] = [
      await generator.generate(headSketch(), { style: { look: 1 } }),
      await generator.generate(headSketch(), { style: { look: 2 } }),
      await generator.generate(headSketch(), { style: { look: 2, background: '#ffffff' } }),
    ];
    expect(other.image.data).toEqual(one.image.data);
    expect(bright.image.data).not.toEqual(one.image.data);
    expect(other.style.look).toBe(2);
  } finally {
    await generator.dispose();
  }
});
