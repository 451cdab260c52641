import { sha256 as sha256InJavaScript } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * SHA-256 as 64 hexadecimal digits. By WebCrypto where there is one; it is missing where the
 * context is not secure (a worker in Figma's plugin frame, a page served over plain HTTP), and
 * there it is worked out in JavaScript.
 */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const subtle = (globalThis as { crypto?: Partial<Crypto> }).crypto?.subtle;
  if (subtle === undefined) return bytesToHex(sha256InJavaScript(bytes));
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource)));
}
