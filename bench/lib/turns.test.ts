import { expect, test } from '@jest/globals';
import { takeTurns } from './turns.mjs';

test('many rounds alternate, few are spread among them', () => {
  const turns = takeTurns([
    { name: 'a', rounds: 6 },
    { name: 'b', rounds: 6 },
    { name: 'C', rounds: 2 },
  ]);
  expect(turns.map(({ name }) => name).join('')).toBe('ababCabababCab');
});
