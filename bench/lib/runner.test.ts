import { expect, test } from '@jest/globals';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeInputs } from './inputs.mjs';
import { Runner } from './runner.mjs';

const path = (url: string) => fileURLToPath(new URL(url, import.meta.url));
const MODEL = path('../../test/fixtures/model/');

test('a face from onnxruntime-web in another process, then an error it reports', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const manifest = JSON.parse(await readFile(join(MODEL, 'manifest.json'), 'utf8')) as {
    file: string;
    inputs: { name: string; shape: number[] }[];
    outputs: { shape: number[] }[];
  };
  const inputs = await writeInputs(folder, manifest.inputs);
  const runner = new Runner(process.execPath, [path('./wasm-runner.mjs')]);
  try {
    const started = await runner.load(join(MODEL, manifest.file), inputs);
    expect(started.milliseconds).toBeGreaterThan(0);
    expect((await runner.run()).milliseconds).toBeGreaterThan(0);
    const saved = await runner.save(join(folder, 'image'));
    expect(saved.dims).toEqual(manifest.outputs[0]?.shape);
    const bytes = await readFile(join(folder, 'image'));
    expect(bytes.length).toBe(4 * saved.dims.reduce((product, dim) => product * dim, 1));
    await expect(runner.load(join(folder, 'missing.onnx'), [])).rejects.toThrow('missing.onnx');
  } finally {
    runner.close();
  }
});

test('a runner that ends without an answer is an error, not a wait without end', async () => {
  const runner = new Runner(process.execPath, ['--eval', '']);
  await expect(runner.run()).rejects.toThrow('ended without an answer');
});
