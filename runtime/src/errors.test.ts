import { describe, expect, test } from '@jest/globals';
import { FacePencilError } from './errors.js';

describe('FacePencilError', () => {
  const error = new FacePencilError('sketch-empty', 'The SVG holds no shapes.', {
    hint: 'Draw something.',
    where: 'face.svg',
  });

  test('survives structured clone as JSON, with its code, place and hint', () => {
    const wire: unknown = structuredClone(error.toJSON());
    if (!FacePencilError.isJSON(wire)) throw new Error('not recognised');
    const back = FacePencilError.fromJSON(wire);
    expect(back).toBeInstanceOf(FacePencilError);
    expect(back.toJSON()).toEqual(error.toJSON());
  });

  test('leaves out a place that is not known', () => {
    const json = new FacePencilError('sketch-empty', 'm', { hint: 'h' }).toJSON();
    expect(json).toEqual({
      name: 'FacePencilError',
      code: 'sketch-empty',
      message: 'm',
      hint: 'h',
    });
    expect('where' in FacePencilError.fromJSON(json)).toBe(false);
  });

  test('does not take other errors, or unknown codes, for its own', () => {
    expect(FacePencilError.isJSON(new Error('x'))).toBe(false);
    expect(FacePencilError.isJSON({ ...error.toJSON(), code: 'made-up' })).toBe(false);
    expect(FacePencilError.isJSON(null)).toBe(false);
  });
});
