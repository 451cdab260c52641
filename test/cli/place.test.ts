import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decode } from 'fast-png';
import {
  applyEdits,
  parseSvg,
  PRESETS,
  readPlacedFace,
  readSvg,
  removeFace,
  type Sketch,
} from '../../runtime/src/index.js';
import { buildCommand, runCommand, WITH_TINY } from '../support/command.js';

const EXAMPLE = new URL('../../examples/bob-cut.svg', import.meta.url);
const original = readFileSync(EXAMPLE, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'facepencil-'));

beforeAll(() => {
  buildCommand();
  copyFileSync(EXAMPLE, join(folder, 'face.svg'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

function imageOf(svg: string): { attributes: Readonly<Record<string, string>>; png: Buffer } {
  const images = readSvg(svg).elements.filter(({ name }) => name === 'image');
  expect(images).toHaveLength(1);
  const { attributes } = images[0]!;
  const href = attributes['xlink:href'] ?? '';
  return { attributes, png: Buffer.from(href.replace('data:image/png;base64,', ''), 'base64') };
}

describe('facepencil place', () => {
  test('the face over its frame, the sketch kept, all else as it was', async () => {
    const { code, stdout } = await runCommand(
      folder,
      ...['place', 'face.svg', '--out', 'placed.svg', '--json', '--preset', 'copper'],
      ...['--background', 'transparent', ...WITH_TINY],
    );
    expect(code).toBe(0);
    const line = JSON.parse(stdout) as { frame: Record<'x' | 'y' | 'size', number>; style: object };
    expect(line).toMatchObject({ input: 'face.svg', output: 'placed.svg', seed: null });
    expect(line.style).toEqual(PRESETS.copper);

    const placed = read('placed.svg');
    const { attributes, png } = imageOf(placed);
    for (const [name, value] of [
      ['x', line.frame.x],
      ['y', line.frame.y],
      ['width', line.frame.size],
      ['height', line.frame.size],
    ] as const) {
      expect(Number(attributes[name])).toBeCloseTo(value, 4);
    }
    expect(decode(png, { checkCrc: true }).channels).toBe(4);
    expect(() => parseSvg(placed)).toThrow(
      expect.objectContaining({ code: 'sketch-no-visible-strokes' }),
    );
    expect(applyEdits(placed, removeFace(placed))).toBe(original);
    expect(readPlacedFace(placed)).toEqual({ style: PRESETS.copper, background: 'transparent' });
  });

  test('on a placed file it makes the face again, rather than a second one', async () => {
    const args = ['place', 'placed.svg', '--out', 'again.svg', ...WITH_TINY];
    expect((await runCommand(folder, ...args)).code).toBe(0);
    expect(read('again.svg')).toBe(read('placed.svg'));

    const redden = ['--hair', 'f00', '--background', '0f0', '--force'];
    expect((await runCommand(folder, ...args, ...redden)).code).toBe(0);
    const again = read('again.svg');
    expect(readPlacedFace(again)).toEqual({
      style: { ...PRESETS.copper, hair: '#ff0000', background: '#00ff00' },
      background: 'style',
    });
    expect(decode(imageOf(again).png).channels).toBe(3);
    expect(applyEdits(again, removeFace(again))).toBe(original);
  });

  test('another look is another face in the same colours; a palette leaves the look', async () => {
    const place = async (from: string, to: string, ...more: readonly string[]) => {
      const args = ['place', from, '--out', to, ...more, ...WITH_TINY];
      expect((await runCommand(folder, ...args)).code).toBe(0);
      return readPlacedFace(read(to))?.style;
    };
    const looked = await place('placed.svg', 'looked.svg', '--look', '8');
    expect(looked).toEqual({ ...PRESETS.copper, look: 8 });
    expect(imageOf(read('looked.svg')).png.equals(imageOf(read('placed.svg')).png)).toBe(false);
    expect(await place('looked.svg', 'dusk.svg', '--preset', 'dusk')).toEqual({
      ...PRESETS.dusk,
      look: 8,
    });
    expect((await place('looked.svg', 'other.svg', '--seed', '5'))?.look).toBe(5);
  });

  test('the image is that of generate, and a placed file still gives it', async () => {
    const style = ['--seed', '11', '--size', '64', ...WITH_TINY];
    await runCommand(folder, 'place', 'face.svg', '--out', 'seeded.svg', ...style);
    expect(readPlacedFace(read('seeded.svg'))?.seed).toBe(11);
    await runCommand(folder, 'generate', 'face.svg', 'seeded.svg', '--out', 'pngs', ...style);
    const { png } = imageOf(read('seeded.svg'));
    expect(readFileSync(join(folder, 'pngs/face.png')).equals(png)).toBe(true);
    expect(readFileSync(join(folder, 'pngs/seeded.png')).equals(png)).toBe(true);
  });

  test('the file itself may be replaced, with --force only', async () => {
    copyFileSync(EXAMPLE, join(folder, 'own.svg'));
    const args = ['place', 'own.svg', '--out', 'own.svg', ...WITH_TINY];
    const refused = await runCommand(folder, ...args);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('file-exists');
    expect(read('own.svg')).toBe(original);
    expect((await runCommand(folder, ...args, '--force')).code).toBe(0);
    expect(imageOf(read('own.svg')).png.length).toBeGreaterThan(100);
  });

  test('UTF-16 is read, but not written back', async () => {
    writeFileSync(join(folder, 'wide.svg'), Buffer.from(`\ufeff${original}`, 'utf16le'));
    const placed = await runCommand(folder, 'place', 'wide.svg', '--out', 'w.svg', ...WITH_TINY);
    expect(placed.code).toBe(1);
    expect(placed.stderr).toContain('file-encoding');
    const made = await runCommand(folder, 'generate', 'wide.svg', '--out', 'wide', ...WITH_TINY);
    expect(made.code).toBe(0);
  });

  test('a bad file: its code, and nothing written', async () => {
    writeFileSync(join(folder, 'poem.svg'), 'I am a poem.');
    const args = ['place', 'poem.svg', '--out', 'poem-placed.svg', ...WITH_TINY];
    const { code, stderr } = await runCommand(folder, ...args);
    expect(code).toBe(1);
    expect(stderr).toContain('poem.svg: svg-not-svg: ');
    expect(() => read('poem-placed.svg')).toThrow();
  });
});

describe('facepencil inspect', () => {
  test('strokes, bounds and frame as JSON, of a placed file too', async () => {
    const { code, stdout } = await runCommand(folder, 'inspect', 'face.svg', ...WITH_TINY);
    expect(code).toBe(0);
    const seen = JSON.parse(stdout) as Sketch & { file: string; frame: { size: number } };
    const { strokes, bounds } = parseSvg(original);
    expect({ strokes: seen.strokes, bounds: seen.bounds }).toEqual({ strokes, bounds });
    expect(seen.file).toBe('face.svg');
    expect(seen.frame.size).toBeGreaterThan(0);

    const placed = await runCommand(folder, 'inspect', 'placed.svg', ...WITH_TINY);
    expect(JSON.parse(placed.stdout)).toEqual({ ...seen, file: 'placed.svg' });
  });
});

describe('facepencil info', () => {
  test('model, backend and versions', async () => {
    const { code, stdout } = await runCommand(folder, 'info', '--json', ...WITH_TINY);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      model: { name: 'facepencil-tiny', version: '0.0.1', size: 256 },
      backend: { name: 'wasm' },
      versions: { node: process.versions.node },
    });
  });
});
