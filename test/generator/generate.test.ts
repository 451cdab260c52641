import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type BackendReport,
  createLocalGenerator,
  encodePng,
  FACE_PENCIL_ERROR_CODES,
  type FaceFrame,
  type FaceGenerator,
  type GeneratedFace,
  type GeneratorAssets,
  type OrtEntry,
  parseManifest,
  type Progress,
  sampleStyle,
} from '../../runtime/src/index.js';
import { NODE_ORT, openGenerator } from '../../runtime/src/generator/node.js';
import { headSketch, TINY, tinyAssets } from '../support/model.js';

const sketch = headSketch();
/** One document unit is one pixel of the image. */
const frame: FaceFrame = { x: 72, y: 72, size: 256 };

let assets: GeneratorAssets;
let generator: FaceGenerator;
const loading: Progress[] = [];

beforeAll(async () => {
  assets = await tinyAssets();
  generator = await createLocalGenerator(NODE_ORT, assets, {
    onProgress: (progress) => {
      loading.push(progress);
    },
  });
});

afterAll(async () => {
  await generator.dispose();
});

function pixel({ image }: GeneratedFace, x: number, y: number): number[] {
  const at = (y * image.width + x) * 4;
  return [...image.data.subarray(at, at + 4)];
}

function sha256(bytes: Uint8Array | Uint8ClampedArray): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('loading in node', () => {
  test('reports each step, and why it is WASM', () => {
    expect(loading.map(({ kind }) => kind)).toEqual([
      'verify',
      'fallback',
      'start',
      'warm-up',
      'ready',
    ]);
    const backend: BackendReport = {
      name: 'wasm',
      reason: 'this build holds the WASM runtime only',
      fallback: 'runtime-without-webgpu',
      threads: 1,
    };
    expect(loading.at(-1)).toEqual({ kind: 'ready', backend });
    expect(generator.info).toEqual({
      model: { name: 'facepencil-tiny', version: '0.0.1' },
      size: 256,
      backend,
    });
  });

  test('not asked for WebGPU, it says so', async () => {
    const other = await createLocalGenerator(NODE_ORT, assets, { backends: ['wasm'] });
    expect(other.info.backend.fallback).toBe('not-asked');
    await other.dispose();
  });

  test('asked for WebGPU where there is none, it says so', async () => {
    const withWebGpu: OrtEntry = { ...NODE_ORT, webgpu: true };
    const other = await createLocalGenerator(withWebGpu, assets);
    expect(other.info.backend).toMatchObject({ name: 'wasm', fallback: 'no-navigator-gpu' });
    expect(other.info.backend.reason).toContain('navigator.gpu');
    await other.dispose();
  });
});

describe('generate', () => {
  const style = {
    skin: '#c08060',
    hair: '#202060',
    background: '#60a060',
    clothing: '#f0f0f0',
    faithfulness: 0.5,
    look: 3,
  } as const;

  test('every colour is where it belongs, the ink on top', async () => {
    const face = await generator.generate(sketch, { style, frame });
    expect([face.image.width, face.image.height]).toEqual([256, 256]);
    expect(face.style).toEqual(style);
    expect(face.frame).toEqual(frame);
    expect(face.background).toBe('style');
    expect(face.model.name).toBe('facepencil-tiny');
    expect(face.backend.name).toBe('wasm');
    expect('seed' in face).toBe(false);
    const near = (x: number, y: number, color: string) => {
      const [red, green, blue, alpha] = pixel(face, x, y);
      const value = Number.parseInt(color.slice(1), 16);
      const off = [red! - (value >> 16), green! - ((value >> 8) & 255), blue! - (value & 255)];
      expect(Math.max(...off.map(Math.abs))).toBeLessThanOrEqual(3);
      expect(alpha).toBe(255);
    };
    near(128, 160, style.skin);
    near(120, 50, style.hair);
    near(250, 250, style.background);
    near(120, 226, style.clothing);
    // The outline's topmost point: 200, 50 in the document is out of the frame; its side is not.
    const [red] = pixel(face, 18, 128);
    expect(red).toBeLessThan(0x60 * 0.5);
  });

  test('transparent: the person cut out, her colours the same', async () => {
    const whole = await generator.generate(sketch, { style, frame });
    const cut = await generator.generate(sketch, { style, frame, background: 'transparent' });
    expect(pixel(cut, 250, 250)[3]).toBe(0);
    expect(pixel(cut, 128, 160)[3]).toBeGreaterThan(250);
    expect(pixel(cut, 128, 160).slice(0, 3)).toEqual(pixel(whole, 128, 160).slice(0, 3));
  });

  test('faithfulness and the frame reach the generator', async () => {
    const images = await Promise.all(
      [
        { style, frame },
        { style: { ...style, faithfulness: 1 }, frame },
        { style, frame: { ...frame, x: 80 } },
        { style, frame: { ...frame, rotation: 10 } },
      ].map((options) => generator.generate(sketch, options)),
    );
    expect(new Set(images.map(({ image }) => sha256(image.data))).size).toBe(4);
  });

  test('a different look gives a different picture, the same look the same', async () => {
    const made = async (look: number) =>
      generator.generate(sketch, { style: { ...style, look }, frame });
    const faces = [await made(3), await made(4), await made(4_294_967_295), await made(3)];
    const [first, ...others] = faces.map(({ image }) => sha256(image.data));
    expect(new Set([first, ...others]).size).toBe(3);
    expect(others.at(-1)).toBe(first);
    // It is the person that differs: skin, hair, background and clothing are in their colours.
    for (const [x, y] of [
      [128, 160],
      [120, 50],
      [250, 250],
      [120, 226],
    ] as const) {
      expect(pixel(faces[1]!, x, y)).toEqual(pixel(faces[0]!, x, y));
    }
  });

  test('a seed chooses the look as well, unless one is given', async () => {
    const { look, ...colors } = style;
    const seeded = await generator.generate(sketch, { style: colors, seed: 5, frame });
    const given = await generator.generate(sketch, { style, seed: 5, frame });
    expect(seeded.style).toEqual({ ...colors, look: 5 });
    expect(given.style).toEqual({ ...colors, look });
    expect(sha256(seeded.image.data)).not.toBe(sha256(given.image.data));
  });

  test('without a frame it finds one; the frame it tells makes the same face', async () => {
    const found = await generator.generate(sketch);
    expect(found.frame.size).toBeGreaterThan(200);
    const again = await generator.generate(sketch, { frame: found.frame });
    expect(sha256(again.image.data)).toBe(sha256(found.image.data));
  });

  test.each([64, 300, 512])('size %d', async (size) => {
    const { image } = await generator.generate(sketch, { style, frame, size });
    expect([image.width, image.height, image.data.length]).toEqual([size, size, size * size * 4]);
  });

  test('a seed chooses what is open, and is told', async () => {
    const face = await generator.generate(sketch, { seed: 5, style: { skin: '#ffffff' }, frame });
    const { statistics } = parseManifest(assets.manifest).style;
    expect(face.seed).toBe(5);
    expect(face.style).toEqual({ ...sampleStyle(5, statistics), skin: '#ffffff' });
  });

  test('the same sketch, style and model give the same image, in another session too', async () => {
    const face = await generator.generate(sketch, { seed: 9 });
    const other = await openGenerator(TINY);
    const again = await other.generate(sketch, { seed: 9 });
    await other.dispose();
    expect(Buffer.from(encodePng(again.image, again)).equals(encodePng(face.image, face))).toBe(
      true,
    );
  });

  test('tells that it runs', async () => {
    const steps: Progress[] = [];
    await generator.generate(sketch, { onProgress: (step) => void steps.push(step) });
    expect(steps).toEqual([{ kind: 'run', backend: 'wasm' }]);
  });

  test.each([
    [{ size: 15 }, 'option-invalid'],
    [{ size: 4097 }, 'option-invalid'],
    [{ size: 256.5 }, 'option-invalid'],
    [{ seed: -1 }, 'option-invalid'],
    [{ background: '#ffffff' as 'style' }, 'option-invalid'],
    [{ style: { skin: 'red' as '#ff0000' } }, 'style-invalid'],
    [{ style: { faithfulness: 2 } }, 'style-invalid'],
    [{ style: { look: -1 } }, 'style-invalid'],
    [{ preset: 'none' }, 'style-unknown-preset'],
    [{ frame: { x: 0, y: 0, size: 0 } }, 'frame-invalid'],
    [{ frame: { x: 9000, y: 0, size: 100 } }, 'frame-invalid'],
  ])('refuses %j with %s', async (options, code) => {
    await expect(generator.generate(sketch, options)).rejects.toMatchObject({ code });
  });

  test('a request that was refused leaves the next one in peace', async () => {
    const refused = generator.generate(sketch, { size: 1 });
    const next = generator.generate(sketch, { frame });
    await expect(refused).rejects.toMatchObject({ code: 'option-invalid' });
    expect((await next).image.width).toBe(256);
  });

  test('cancel, and dispose', async () => {
    const other = await openGenerator(TINY);
    const cancelled = other.generate(sketch);
    other.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: 'generate-cancelled' });
    expect((await other.generate(sketch)).image.width).toBe(256);
    const late = other.generate(sketch);
    const end = other.dispose();
    await expect(late).rejects.toMatchObject({ code: 'generator-disposed' });
    await end;
    await expect(other.generate(sketch)).rejects.toMatchObject({ code: 'generator-disposed' });
  });
});

describe('assets that are not sound', () => {
  async function loadWith(change: Partial<GeneratorAssets>): Promise<unknown> {
    return createLocalGenerator(NODE_ORT, { ...assets, ...change }).catch(
      (error: unknown) => error,
    );
  }
  const manifestFor = (model: Uint8Array, change: object = {}) => ({
    ...parseManifest(assets.manifest),
    bytes: model.length,
    sha256: sha256(model),
    ...change,
  });

  test('a truncated model', async () => {
    const model = assets.model.subarray(0, 3000);
    expect(await loadWith({ model })).toMatchObject({ code: 'model-truncated' });
  });

  test('a truncated model that its manifest vouches for', async () => {
    const model = assets.model.slice(0, 3000);
    expect(await loadWith({ model, manifest: manifestFor(model) })).toMatchObject({
      code: 'model-load-failed',
      where: 'tiny.onnx',
    });
  });

  test('a model that can be loaded, and not run', async () => {
    const create = async (model: Uint8Array, options: object) => {
      const session = await NODE_ORT.ort.InferenceSession.create(model, options);
      return Object.assign(session, { run: () => Promise.reject(new Error('out of memory')) });
    };
    const { Tensor, env } = NODE_ORT.ort;
    const entry = { ort: { Tensor, env, InferenceSession: { create } }, webgpu: false };
    await expect(createLocalGenerator(entry as unknown as OrtEntry, assets)).rejects.toMatchObject({
      code: 'model-load-failed',
      where: 'tiny.onnx',
    });
  });

  test('a wrong checksum', async () => {
    const manifest = { ...parseManifest(assets.manifest), sha256: '0'.repeat(64) };
    expect(await loadWith({ manifest })).toMatchObject({ code: 'model-checksum' });
  });

  test('a manifest that lies about the size of the image', async () => {
    const manifest = parseManifest(assets.manifest);
    const outputs = manifest.outputs.map((output) => ({ ...output, shape: [1, 4, 512, 512] }));
    const error = await loadWith({ manifest: { ...manifest, outputs } });
    expect(error).toMatchObject({ code: 'model-mismatch', where: 'tiny.onnx' });
    expect(String(error)).toMatch(/256 x 256.*512 x 512/);
  });

  test('a manifest that is none', async () => {
    expect(await loadWith({ manifest: '{}' })).toMatchObject({ code: 'manifest-invalid' });
  });

  test('a folder without a model', async () => {
    await expect(openGenerator('/no/such/folder')).rejects.toMatchObject({
      code: 'file-not-found',
    });
  });

  test('every code is one of the published ones', async () => {
    const error = await loadWith({ manifest: '{}' });
    expect(FACE_PENCIL_ERROR_CODES).toContain((error as { code: string }).code);
  });
});
