import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * xz with a dictionary as large as what it packs: two WASM binaries share much. Node has no xz;
 * Python, which the project needs anyway, has.
 */
const SCRIPT = `
import lzma, sys
filters = [{'id': lzma.FILTER_LZMA2, 'preset': 9 | lzma.PRESET_EXTREME, 'dict_size': 1 << 26,
            'lc': 4, 'lp': 0, 'pb': 0}]
data = sys.stdin.buffer.read()
sys.stdout.buffer.write(lzma.compress(data, check=lzma.CHECK_CRC32, filters=filters))
`;

/**
 * The bytes compressed; kept in the folder, since it takes half a minute.
 *
 * @param {Uint8Array} bytes
 * @param {string} folder
 * @returns {Uint8Array}
 */
export function compress(bytes, folder) {
  const name = createHash('sha256').update(SCRIPT).update(bytes).digest('hex').slice(0, 24);
  const kept = join(folder, `${name}.xz`);
  if (existsSync(kept)) return readFileSync(kept);
  const packed = execFileSync(process.env.PYTHON ?? 'python3', ['-c', SCRIPT], {
    input: bytes,
    maxBuffer: 2 ** 28,
  });
  mkdirSync(folder, { recursive: true });
  // Another build may be doing the same.
  writeFileSync(`${kept}.${process.pid}`, packed);
  renameSync(`${kept}.${process.pid}`, kept);
  return packed;
}
