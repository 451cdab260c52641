import { FacePencilError } from '../errors.js';

export const MAX_SEED = 0xffff_ffff;

/**
 * @param seed a whole number from 0 to 4294967295
 * @throws FacePencilError option-invalid
 */
export function checkSeed(seed: unknown): number {
  if (typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED) {
    return seed;
  }
  throw new FacePencilError('option-invalid', `seed is ${String(seed)}.`, {
    hint: `Give a whole number from 0 to ${MAX_SEED}.`,
    where: 'seed',
  });
}

/**
 * A small generator of random numbers, the same in every host: a counter that steps by the golden
 * ratio, through the finaliser of MurmurHash3 (Appleby, public domain). Neighbouring seeds give
 * unrelated numbers, which matters here: variations are seed, seed + 1, seed + 2 ...
 * Good for choosing colours, not for secrets.
 */
export class Random {
  private state: number;

  constructor(seed: number) {
    // Once through the hash, else the streams of two seeds could be shifts of one another.
    this.state = finalize(checkSeed(seed));
  }

  /** A whole number from 0 to count - 1. */
  below(count: number): number {
    this.state = (this.state + 0x9e37_79b9) >>> 0;
    return Math.floor((finalize(this.state) / 2 ** 32) * count);
  }

  /** A whole number from -reach to reach. */
  around(reach: number): number {
    return this.below(2 * reach + 1) - reach;
  }
}

function finalize(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
