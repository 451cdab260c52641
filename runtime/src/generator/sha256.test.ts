import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { sha256 } from './sha256.js';

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const bytes = new TextEncoder().encode('abc');

afterEach(() => {
  jest.restoreAllMocks();
});

describe('sha256', () => {
  test('by WebCrypto', async () => {
    const digest = jest.spyOn(crypto.subtle, 'digest');
    expect(await sha256(bytes)).toBe(ABC);
    expect(digest).toHaveBeenCalledTimes(1);
  });

  test('the same where the context is not secure and there is no WebCrypto', async () => {
    jest.replaceProperty(globalThis, 'crypto', {} as Crypto);
    expect(await sha256(bytes)).toBe(ABC);
  });

  test('of a part of a larger buffer', async () => {
    const larger = new TextEncoder().encode('xabcx');
    expect(await sha256(larger.subarray(1, 4))).toBe(ABC);
  });
});
