import { zlibSync } from 'fflate';
import { crc32 } from './crc32.js';
import type { Pixels } from './pixels.js';
import { type Provenance, SOFTWARE, xmpPacket } from './provenance.js';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Colour types of the header. */
const RGB = 2;
const RGBA = 6;

/**
 * Pixels to a PNG file (W3C PNG, third edition), marked as made by a trained model: XMP in an iTXt
 * chunk, the software in a tEXt chunk. Eight bits a channel, sRGB, straight alpha; without alpha
 * where every pixel is opaque. The same input gives the same bytes in every host: fflate deflates
 * in JavaScript, where the hosts' own zlibs differ.
 */
export function encodePng(pixels: Pixels, provenance: Provenance): Uint8Array {
  const { width, height, data } = pixels;
  const opaque = isOpaque(data);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, opaque ? RGB : RGBA, 0, 0, 0], 8);

  return join([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('sRGB', Uint8Array.of(0)),
    chunk('tEXt', join([latin1('Software'), Uint8Array.of(0), latin1(SOFTWARE)])),
    chunk('iTXt', internationalText('XML:com.adobe.xmp', xmpPacket(provenance))),
    chunk('IDAT', zlibSync(filterRows(data, width, height, opaque ? 3 : 4), { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function isOpaque(data: Uint8ClampedArray): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

/**
 * Each row behind its filter, the one whose bytes, taken as signed, are smallest in sum: the
 * choice that the PNG standard recommends for photographs.
 */
function filterRows(
  data: Uint8ClampedArray,
  width: number,
  height: number,
  depth: 3 | 4,
): Uint8Array {
  const length = width * depth;
  const filtered = new Uint8Array((length + 1) * height);
  const candidate = new Uint8Array(length);
  let above = new Uint8Array(length);
  let row = new Uint8Array(length);
  for (let y = 0; y < height; y++) {
    const source = y * width * 4;
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < depth; c++) row[x * depth + c] = data[source + x * 4 + c]!;
    }
    const start = y * (length + 1);
    let best = Infinity;
    for (let filter = 0; filter < 5; filter++) {
      let sum = 0;
      for (let i = 0; i < length; i++) {
        const left = i < depth ? 0 : row[i - depth]!;
        const up = above[i]!;
        const corner = i < depth ? 0 : above[i - depth]!;
        const byte = (row[i]! - predict(filter, left, up, corner)) & 255;
        candidate[i] = byte;
        sum += byte < 128 ? byte : 256 - byte;
      }
      if (sum < best) {
        best = sum;
        filtered[start] = filter;
        filtered.set(candidate, start + 1);
      }
    }
    [above, row] = [row, above];
  }
  return filtered;
}

/** The standard's filters: none, sub, up, average, Paeth. */
function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(latin1(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** Keyword, not compressed, no language, no translated keyword, text. */
function internationalText(keyword: string, text: string): Uint8Array {
  return join([latin1(keyword), new Uint8Array(5), new TextEncoder().encode(text)]);
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
