import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { FacePencilError } from '../errors.js';
import { outputSize, parseManifest, verifyModel } from './manifest.js';

const fixture = new URL('../../../test/fixtures/model/', import.meta.url);
const text = readFileSync(new URL('manifest.json', fixture), 'utf8');
const model = new Uint8Array(readFileSync(new URL('tiny.onnx', fixture)));

type Json = Record<string, unknown>;

/** The fixture with one field set, by its dotted path. */
function manifestWith(path: string, value: unknown): Json {
  const manifest = JSON.parse(text) as Json;
  const steps = path.split('.');
  const last = steps.pop()!;
  const parent = steps.reduce((at, step) => at[step] as Json, manifest);
  parent[last] = value;
  return manifest;
}

function refusal(source: unknown): FacePencilError {
  try {
    parseManifest(source);
  } catch (error) {
    if (error instanceof FacePencilError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('parseManifest', () => {
  test('reads text, and what it parses to, alike', () => {
    const manifest = parseManifest(text);
    expect(manifest.name).toBe('facepencil-tiny');
    expect(outputSize(manifest)).toBe(256);
    expect(parseManifest(JSON.parse(text))).toEqual(manifest);
    expect(parseManifest(manifest)).toEqual(manifest);
  });

  test('passes what later versions may add', () => {
    expect(() => parseManifest(manifestWith('licence', 'research'))).not.toThrow();
  });

  test.each([
    ['format', 2],
    ['name', ''],
    ['version', undefined],
    ['file', '../facepencil.onnx'],
    ['file', '/etc/passwd'],
    ['file', ''],
    ['bytes', 0],
    ['bytes', 1.5],
    ['sha256', 'abc'],
    ['ink.size', 512],
    ['ink.strokeWidth', 0],
    ['ink.strokeWidth', null],
    ['inputs.0.type', 'float16'],
    ['inputs.0.shape', [1, 1, 128, 128]],
    ['inputs.1.shape', [1, 14]],
    ['outputs.0.shape', [1, 3, 256, 256]],
    ['outputs.0.shape', [1, 4, 256, 128]],
    ['outputs.0.range', [-1, 1]],
    ['style.statistics.samples', []],
    ['style.statistics.samples.3.hair', 'red'],
    ['frame.bounds.mean', [1, 2, 3]],
    ['frame.template.data', '***'],
    ['training.date', 2026],
  ])('refuses %s = %j, and says where', (path, value) => {
    const error = refusal(manifestWith(path, value));
    expect(error.code).toBe('manifest-invalid');
    // Within a list it says which one.
    expect(`${error.where}.`.startsWith(`${path}.`)).toBe(true);
  });

  test('refuses other tensors, another style layout, a template of another size', () => {
    expect(refusal(manifestWith('inputs.0.name', 'sketch')).where).toBe('inputs');
    expect(refusal(manifestWith('outputs', [])).where).toBe('outputs');
    expect(refusal(manifestWith('style.layout', ['skin.r'])).where).toBe('style.layout');
    expect(refusal(manifestWith('frame.template.size', 16)).where).toBe('frame.template');
  });

  test('takes models from before looks', () => {
    const older = JSON.parse(text) as { inputs: Json[]; style: { layout: string[] } };
    older.style.layout = older.style.layout.slice(0, 15);
    expect(refusal(older).message).toContain('Expected 1 x 15, not 1 x 39');
    Object.assign(older.inputs[1]!, { shape: [1, 15], layout: older.style.layout });
    expect(parseManifest(older).style.layout.at(-1)).toBe('faithfulness');
    older.style.layout.pop();
    expect(refusal(older).where).toBe('style.layout');
  });

  test.each(['', '{', '[]', 'null', null, undefined, 3])('refuses %j', (source) => {
    expect(refusal(source).code).toBe('manifest-invalid');
  });
});

describe('verifyModel', () => {
  const manifest = parseManifest(text);

  test('the fixture is what its manifest says', async () => {
    expect(createHash('sha256').update(model).digest('hex')).toBe(manifest.sha256);
    await verifyModel(manifest, model);
  });

  test('one byte less is truncated', async () => {
    await expect(verifyModel(manifest, model.subarray(0, -1))).rejects.toMatchObject({
      code: 'model-truncated',
      where: 'tiny.onnx',
    });
  });

  test('another bit, or another byte, is a wrong checksum', async () => {
    const changed = model.slice();
    changed[1000] = changed[1000]! ^ 1;
    const longer = new Uint8Array([...model, 0]);
    for (const bytes of [changed, longer]) {
      await expect(verifyModel(manifest, bytes)).rejects.toMatchObject({ code: 'model-checksum' });
    }
  });
});
