import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decode } from 'fast-png';
import { PRESETS, type Style } from '../../runtime/src/index.js';
import { buildCommand, ending, runCommand, startCommand, WITH_TINY } from '../support/command.js';
import { TINY } from '../support/model.js';
import { writeBadFiles } from './bad-files.js';

const EXAMPLES = new URL('../../examples/', import.meta.url);
const base = mkdtempSync(join(tmpdir(), 'facepencil-'));
let folder = '';
let count = 0;

beforeAll(() => {
  buildCommand();
});

beforeEach(() => {
  folder = join(base, String(count++));
  mkdirSync(folder);
  for (const name of ['bob-cut.svg', 'bald.svg']) {
    copyFileSync(new URL(name, EXAMPLES), join(folder, name));
  }
});

afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

interface Line {
  input: string;
  output: string;
  seed: number | null;
  style: Style;
  backend: { name: string };
  frame: { size: number };
  milliseconds: number;
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

const bytes = (name: string) => readFileSync(join(folder, name));

describe('facepencil generate', () => {
  test('the same SVG gives the same PNG bytes twice, on however many threads', async () => {
    const once = await runCommand(
      folder,
      'generate',
      'bob-cut.svg',
      'bald.svg',
      '--out',
      'one',
      ...WITH_TINY,
    );
    expect(once).toMatchObject({ code: 0, stderr: '2 made, 0 failed\n' });
    expect(once.stdout).toBe('bob-cut.svg -> one/bob-cut.png\nbald.svg -> one/bald.png\n');
    const args = [
      'generate',
      'bald.svg',
      'bob-cut.svg',
      '--out',
      'two',
      '--jobs',
      '2',
      ...WITH_TINY,
    ];
    expect((await runCommand(folder, ...args)).code).toBe(0);
    for (const name of ['bob-cut.png', 'bald.png']) {
      expect(bytes(`one/${name}`).equals(bytes(`two/${name}`))).toBe(true);
    }
    expect(bytes('one/bob-cut.png').equals(bytes('one/bald.png'))).toBe(false);
    expect(readdirSync(join(folder, 'one')).sort()).toEqual(['bald.png', 'bob-cut.png']);
  });

  test('one line of JSON an image, in order, with all that it was made from', async () => {
    const { code, stdout, stderr } = await runCommand(
      folder,
      ...['generate', 'bald.svg', 'bob-cut.svg', '--out', 'faces', '--json', '--variations', '2'],
      ...['--seed', '40', '--skin', 'C86', '--background', 'transparent', '--faithfulness', '0.9'],
      ...['--size', '96', '--jobs', '2', ...WITH_TINY],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = linesOf(stdout) as Line[];
    expect(lines.map(({ input, output, seed }) => [input, output, seed])).toEqual([
      ['bald.svg', 'faces/bald-40.png', 40],
      ['bald.svg', 'faces/bald-41.png', 41],
      ['bob-cut.svg', 'faces/bob-cut-40.png', 40],
      ['bob-cut.svg', 'faces/bob-cut-41.png', 41],
    ]);
    for (const { style, backend, frame, output, milliseconds } of lines) {
      expect(style).toMatchObject({ skin: '#cc8866', faithfulness: 0.9 });
      expect(backend.name).toBe('wasm');
      expect(frame.size).toBeGreaterThan(0);
      expect(milliseconds).toBeGreaterThan(0);
      const { width, height, channels } = decode(bytes(output), { checkCrc: true });
      expect([width, height, channels]).toEqual([96, 96, 4]);
    }
    expect(lines[0]!.style).toEqual(lines[2]!.style);
    expect(lines[0]!.style.hair).not.toBe(lines[1]!.style.hair);
  });

  test('variations in colours that are given are other looks; a look that is given stays', async () => {
    const colors = ['--skin', 'c86', '--hair', '321', '--background', 'ddd', '--clothing', '246'];
    const made = async (out: string, ...more: readonly string[]) => {
      const { code, stdout } = await runCommand(
        folder,
        ...['generate', 'bald.svg', '--out', out, '--json', ...more, ...WITH_TINY],
      );
      expect(code).toBe(0);
      return linesOf(stdout) as Line[];
    };
    const looks = await made('looks', '--variations', '3', '--seed', '20', ...colors);
    const [first] = looks;
    expect(looks.map(({ seed, style }) => [seed, style.look])).toEqual([
      [20, 20],
      [21, 21],
      [22, 22],
    ]);
    for (const { style } of looks) expect({ ...style, look: 20 }).toEqual(first!.style);
    expect(new Set(looks.map(({ output }) => bytes(output).toString('base64'))).size).toBe(3);

    const others = await made('others', '--variations', '3', '--seed', '20', '--look', '7');
    expect(others.map(({ style }) => style.look)).toEqual([7, 7, 7]);
    expect(new Set(others.map(({ style }) => style.hair)).size).toBeGreaterThan(1);

    const [alone] = await made('alone', '--look', '21', ...colors);
    expect(alone!.style).toEqual(looks[1]!.style);
    expect(alone!.seed).toBeNull();
    const pixels = (name: string) => Buffer.from(decode(bytes(name)).data);
    expect(pixels(alone!.output).equals(pixels(looks[1]!.output))).toBe(true);
  });

  test('a bad file is reported with its code, and the others go on', async () => {
    const codes = writeBadFiles(folder);
    const { code, stdout, stderr } = await runCommand(
      folder,
      ...['generate', 'bob-cut.svg', ...codes.keys(), 'bald.svg', '--out', 'faces', '--json'],
      ...WITH_TINY,
    );
    expect(code).toBe(1);
    expect((linesOf(stdout) as Line[]).map(({ output }) => output)).toEqual([
      'faces/bob-cut.png',
      'faces/bald.png',
    ]);
    const errors = linesOf(stderr) as { input: string; error: { code: string; hint: string } }[];
    expect(new Map(errors.map(({ input, error }) => [input, error.code]))).toEqual(codes);
    for (const { error } of errors) expect(error.hint).not.toBe('');
    expect(readdirSync(join(folder, 'faces')).sort()).toEqual(['bald.png', 'bob-cut.png']);
  });

  test('in words, once a file, however many variations fail', async () => {
    writeFileSync(join(folder, 'poem.svg'), 'I am a poem.');
    const { code, stderr } = await runCommand(
      folder,
      ...['generate', 'poem.svg', '--out', 'faces', '--variations', '3', ...WITH_TINY],
    );
    expect(code).toBe(1);
    expect(stderr.match(/poem\.svg: svg-not-svg: /g)).toHaveLength(1);
    expect(stderr).toContain('0 made, 3 failed');
    expect(existsSync(join(folder, 'faces'))).toBe(false);
  });

  test('names never collide, and no file is replaced without --force', async () => {
    mkdirSync(join(folder, 'more'));
    copyFileSync(join(folder, 'bob-cut.svg'), join(folder, 'more/bald.svg'));
    const args = ['generate', 'bald.svg', 'more/bald.svg', '--out', 'faces', ...WITH_TINY];
    expect((await runCommand(folder, ...args)).code).toBe(0);
    expect(bytes('faces/bald.png').equals(bytes('faces/bald-2.png'))).toBe(false);

    writeFileSync(join(folder, 'faces/bald.png'), 'mine');
    const again = await runCommand(folder, ...args);
    expect(again.code).toBe(1);
    expect(again.stderr.match(/file-exists/g)).toHaveLength(2);
    expect(bytes('faces/bald.png').toString()).toBe('mine');

    expect((await runCommand(folder, ...args, '--force')).code).toBe(0);
    expect(decode(bytes('faces/bald.png')).width).toBe(256);
  });

  test('a preset, alone and varied by a seed', async () => {
    const { stdout } = await runCommand(
      folder,
      ...['generate', 'bald.svg', '--out', 'a', '--preset', 'dusk', '--json', ...WITH_TINY],
    );
    const varied = await runCommand(
      folder,
      ...['generate', 'bald.svg', '--out', 'b', '--preset', 'dusk', '--seed', '3', '--json'],
      ...WITH_TINY,
    );
    const [plain] = linesOf(stdout) as Line[];
    const [other] = linesOf(varied.stdout) as Line[];
    expect(plain!.style).toEqual(PRESETS.dusk);
    expect(plain!.seed).toBeNull();
    expect(other!.seed).toBe(3);
    expect(other!.style.skin).not.toBe(PRESETS.dusk.skin);
  });
});

describe('a model that is not sound', () => {
  async function withModel(change: (folder: string) => void): Promise<string> {
    const model = join(folder, 'model');
    cpSync(TINY, model, { recursive: true });
    change(model);
    const { code, stderr } = await runCommand(
      folder,
      ...['generate', 'bald.svg', '--out', 'faces', '--model', model],
    );
    expect(code).toBe(1);
    expect(existsSync(join(folder, 'faces'))).toBe(false);
    return stderr;
  }

  test('another model than the manifest says', async () => {
    const said = await withModel((model) => {
      const path = join(model, 'tiny.onnx');
      const changed = readFileSync(path);
      changed[2000] = changed[2000]! ^ 1;
      writeFileSync(path, changed);
    });
    expect(said).toContain('model-checksum');
  });

  test('a truncated one', async () => {
    const said = await withModel((model) => {
      truncateSync(join(model, 'tiny.onnx'), 3000);
    });
    expect(said).toContain('model-truncated');
  });

  test('none', async () => {
    const said = await withModel((model) => {
      rmSync(join(model, 'manifest.json'));
    });
    expect(said).toContain('file-not-found');
  });
});

describe('ended before its time', () => {
  /** Starts more than can be done, and waits for the first image. */
  async function start() {
    const child = startCommand(folder, [
      ...['generate', 'bald.svg', 'bob-cut.svg', '--out', 'faces', '--variations', '500', '--json'],
      ...['--size', '512', ...WITH_TINY],
    ]);
    const stdout = child.stdout!;
    await new Promise((resolve) => stdout.once('data', resolve));
    return { child, stdout };
  }

  function expectWholeImagesOnly() {
    const names = readdirSync(join(folder, 'faces'));
    expect(names.length).toBeGreaterThan(0);
    expect(names.length).toBeLessThan(1000);
    for (const name of names) {
      expect(name).toMatch(/^(bald|bob-cut)-\d+\.png$/);
      expect(statSync(join(folder, 'faces', name)).size).toBeGreaterThan(0);
      expect(decode(bytes(`faces/${name}`), { checkCrc: true }).width).toBe(512);
    }
  }

  test('Ctrl-C leaves whole images, and nothing half-written', async () => {
    const { child, stdout } = await start();
    stdout.resume();
    child.kill('SIGINT');
    expect(await ending(child)).toBe(130);
    expectWholeImagesOnly();
  });

  test('a reader that closes the pipe ends it', async () => {
    const { child, stdout } = await start();
    stdout.destroy();
    expect(await ending(child)).toBe(141);
    expectWholeImagesOnly();
  });
});

describe('usage', () => {
  test.each([
    [[], /Usage: facepencil/],
    [['draw'], /unknown command 'draw'/],
    [['generate'], /missing required argument 'files'|--out/],
    [['generate', 'a.svg'], /--out/],
    [['generate', 'a.svg', '--out', 'x', '--skin', 'red'], /#rrggbb/],
    [['generate', 'a.svg', '--out', 'x', '--background', 'none'], /#rrggbb/],
    [['generate', 'a.svg', '--out', 'x', '--preset', 'x'], /studio/],
    [['generate', 'a.svg', '--out', 'x', '--faithfulness', '2'], /0 .* 1/],
    [['generate', 'a.svg', '--out', 'x', '--seed', '1.5'], /whole number/],
    [['generate', 'a.svg', '--out', 'x', '--look', '-1'], /whole number/],
    [['generate', 'a.svg', '--out', 'x', '--variations', '0'], /1 to 1000/],
    [['generate', 'a.svg', '--out', 'x', '--size', '5000'], /16 to 4096/],
    [['generate', 'a.svg', '--out', 'x', '--jobs', 'two'], /1 to 64/],
    [['generate', 'a.svg', '--out', 'x', '--sise', '64'], /--size/],
    [
      [
        ...['generate', 'a.svg', '--out', 'x', '--variations', '2', '--skin', '111'],
        ...['--hair', '111', '--background', '111', '--clothing', '111', '--look', '7'],
      ],
      /nothing .* vary/,
    ],
    [['generate', 'a.svg', '--out', 'x', '--variations', '2', '--seed', '4294967295'], /no room/],
    [['place', 'a.svg'], /--out/],
    [['place', 'a.svg', 'b.svg', '--out', 'c.svg'], /too many arguments/],
    [['inspect'], /missing required argument/],
    [['info', 'more'], /too many arguments/],
  ])('%j is wrong usage: exit code 2, and why', async (args, why) => {
    const { code, stdout, stderr } = await runCommand(folder, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(why);
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });

  test.each([[[]], [['generate']], [['place']], [['inspect']], [['info']]])(
    '%j --help helps',
    async (command) => {
      const { code, stdout, stderr } = await runCommand(folder, ...command, '--help');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`Usage: facepencil ${command.join('')}`.trimEnd());
    },
  );

  test('--version', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../runtime/package.json', import.meta.url), 'utf8'),
    ) as { version: string };
    expect(await runCommand(folder, '--version')).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });
});
