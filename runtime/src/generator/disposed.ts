import { FacePencilError } from '../errors.js';

export function disposed(): FacePencilError {
  return new FacePencilError('generator-disposed', 'The generator was disposed.', {
    hint: 'Create a new one.',
  });
}
