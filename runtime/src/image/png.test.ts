import { createHash } from 'node:crypto';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { decode } from 'fast-png';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { DEFAULT_STYLE } from '../style/index.js';
import { crc32 } from './crc32.js';
import type { Pixels } from './pixels.js';
import { encodePng } from './png.js';
import { DIGITAL_SOURCE_TYPE, type Provenance, SOFTWARE } from './provenance.js';

const provenance: Provenance = {
  model: { name: 'facepencil', version: '1.2.3' },
  style: DEFAULT_STYLE,
  seed: 77,
};

/** A gradient with noise, so that every filter has rows that it suits. */
function picture(width: number, height: number, alpha: (i: number) => number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  let noise = 1;
  for (let i = 0; i < width * height; i++) {
    noise = (Math.imul(noise, 1103515245) + 12345) >>> 0;
    const x = i % width;
    const y = Math.floor(i / width);
    const dust = y % 3 === 0 ? (noise >>> 24) & 31 : 0;
    data.set([x * 2 + dust, y * 3, (x + y) * 2, alpha(i)], i * 4);
  }
  return { width, height, data };
}

function chunks(png: Uint8Array): { type: string; data: Uint8Array; crc: number }[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const found = [];
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(zlibCrc32(body));
    found.push({
      type: Buffer.from(body.subarray(0, 4)).toString('latin1'),
      data: body.subarray(4),
      crc: view.getUint32(at + 8 + length),
    });
    at += 12 + length;
  }
  return found;
}

/** The XMP properties by name, read by a real XML parser. */
function xmpOf(png: Uint8Array): Map<string, string> {
  const packet = chunks(png).find(({ type }) => type === 'iTXt')!.data;
  const keyword = 'XML:com.adobe.xmp';
  expect(Buffer.from(packet.subarray(0, keyword.length + 5)).toString('latin1')).toBe(
    `${keyword}\0\0\0\0\0`,
  );
  const properties = new Map<string, string>();
  const parser = new SaxesParser({ xmlns: true });
  let text = '';
  parser.on('opentag', () => (text = ''));
  parser.on('text', (more) => (text += more));
  parser.on('closetag', ({ uri, local }) => properties.set(`${uri}${local}`, text));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(Buffer.from(packet.subarray(keyword.length + 5)).toString('utf8')).close();
  return properties;
}

describe('encodePng', () => {
  test('another decoder reads the same pixels back, alpha straight', () => {
    const pixels = picture(101, 67, (i) => (i * 7) & 255);
    const decoded = decode(encodePng(pixels, provenance), { checkCrc: true });
    expect([decoded.width, decoded.height, decoded.channels, decoded.depth]).toEqual([
      101, 67, 4, 8,
    ]);
    expect(Buffer.from(decoded.data.buffer).equals(Buffer.from(pixels.data.buffer))).toBe(true);
  });

  test('leaves alpha out where all is opaque', () => {
    const pixels = picture(40, 30, () => 255);
    const decoded = decode(encodePng(pixels, provenance), { checkCrc: true });
    expect(decoded.channels).toBe(3);
    const rgb = [...pixels.data].filter((_, i) => i % 4 !== 3);
    expect([...decoded.data]).toEqual(rgb);
  });

  test('any small image survives', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
    const images = sizes.chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
        .map((data) => ({
          width,
          height,
          data: new Uint8ClampedArray(data),
        })),
    );
    fc.assert(
      fc.property(images, (pixels) => {
        const { data, channels: count } = decode(encodePng(pixels, provenance), { checkCrc: true });
        const expected = [...pixels.data].filter((_, i) => count === 4 || i % 4 !== 3);
        expect([...data]).toEqual(expected);
      }),
    );
  });

  test('says that a trained model made it, which one, and from what', () => {
    const png = encodePng(
      picture(8, 8, () => 255),
      provenance,
    );
    const xmp = xmpOf(png);
    const iptc = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
    const own = 'urn:facepencil:provenance:1.0/';
    expect(xmp.get(`${iptc}DigitalSourceType`)).toBe(DIGITAL_SOURCE_TYPE);
    expect(xmp.get(`${iptc}AISystemUsed`)).toBe('facepencil');
    expect(xmp.get(`${iptc}AISystemVersionUsed`)).toBe('1.2.3');
    expect(xmp.get(`${own}seed`)).toBe('77');
    expect(xmp.get(`${own}skin`)).toBe(DEFAULT_STYLE.skin);
    expect(xmp.get(`${own}faithfulness`)).toBe('0.5');
    expect(xmp.get(`${own}look`)).toBe(String(DEFAULT_STYLE.look));
    expect(decode(png).text).toMatchObject({ Software: SOFTWARE });
  });

  test('a name with markup in it stays a name', () => {
    const model = { name: '<b>&"face"', version: ']]>' };
    const png = encodePng(
      picture(2, 2, () => 0),
      { ...provenance, model, seed: undefined },
    );
    const xmp = xmpOf(png);
    expect(xmp.get('http://iptc.org/std/Iptc4xmpExt/2008-02-29/AISystemUsed')).toBe(model.name);
    expect([...xmp.keys()].some((name) => name.endsWith('seed'))).toBe(false);
  });

  test('chunks in the order that the standard asks for', () => {
    const types = chunks(
      encodePng(
        picture(3, 3, () => 9),
        provenance,
      ),
    ).map(({ type }) => type);
    expect(types).toEqual(['IHDR', 'sRGB', 'tEXt', 'iTXt', 'IDAT', 'IEND']);
  });

  test('the same bytes always', () => {
    const png = encodePng(
      picture(64, 48, (i) => i & 255),
      provenance,
    );
    expect(createHash('sha256').update(png).digest('hex')).toMatchInlineSnapshot(
      `"4c325e426da2e10d0dc554461f5e4f00ad0a381890a949322ed583b612db1499"`,
    );
  });
});

test('crc32 of the standard check string', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});
