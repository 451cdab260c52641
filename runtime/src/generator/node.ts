import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-web/wasm';
import { FacePencilError } from '../errors.js';
import type { OnProgress } from './backend.js';
import { createLocalGenerator, type FaceGenerator } from './generator.js';
import { parseManifest } from './manifest.js';
import type { OrtEntry } from './ort.js';
import type { GeneratorAssets } from './session.js';

const WASM = 'ort-wasm-simd-threaded.wasm';

/** onnxruntime-web as it runs in node: WASM only. */
export const NODE_ORT: OrtEntry = { ort, webgpu: false };

/**
 * Reads the generator's bytes: manifest.json and the model it names from a folder, the WASM binary
 * from beside this module or from the package onnxruntime-web.
 *
 * @param directory the folder of manifest.json
 * @throws FacePencilError file-not-found, file-unreadable, manifest-invalid
 */
export async function readAssets(directory: string): Promise<GeneratorAssets> {
  const manifest = parseManifest(await readManifestFile(directory));
  const [model, wasm] = await Promise.all([
    readBytes(join(directory, manifest.file)),
    readBytes(wasmPath()),
  ]);
  return { manifest, model, wasm };
}

/**
 * The text of a folder's manifest.json.
 *
 * @throws FacePencilError file-not-found, file-unreadable
 */
export async function readManifestFile(directory: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(join(directory, 'manifest.json')));
}

/**
 * A generator in node, in this thread, on WASM.
 *
 * @param directory the folder of manifest.json and the model
 * @throws FacePencilError what readAssets and createLocalGenerator throw
 */
export async function openGenerator(
  directory: string,
  options: { readonly onProgress?: OnProgress } = {},
): Promise<FaceGenerator> {
  return createLocalGenerator(NODE_ORT, await readAssets(directory), options);
}

/** Version of onnxruntime-web in use. */
export function ortVersion(): string {
  return ort.env.versions.web ?? 'unknown';
}

function wasmPath(): string {
  const beside = fileURLToPath(new URL(WASM, import.meta.url));
  return existsSync(beside)
    ? beside
    : createRequire(import.meta.url).resolve(`onnxruntime-web/${WASM}`);
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new FacePencilError(
      missing ? 'file-not-found' : 'file-unreadable',
      missing ? `There is no file ${path}.` : `The file ${path} cannot be read.`,
      {
        hint: 'Give the folder that holds manifest.json and the model.',
        where: path,
        cause,
      },
    );
  }
}
