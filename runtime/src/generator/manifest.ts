import * as v from 'valibot';
import { FacePencilError } from '../errors.js';
import { decodeTemplate } from '../sketch/frame-template.js';
import { CANVAS_SIZE } from '../sketch/types.js';
import type { HexColor } from '../style/types.js';
import { LAYOUT_BEFORE_LOOKS, STYLE_LAYOUT } from '../style/vector.js';
import { sha256 } from './sha256.js';

const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const color = v.pipe(
  v.string(),
  v.regex(/^#[0-9a-f]{6}$/, 'Expected a colour as #rrggbb'),
  v.transform((text) => text as HexColor),
);
const tensor = v.object({
  name: v.string(),
  type: v.literal('float32'),
  shape: v.array(v.pipe(wholeNumber, v.minValue(1))),
  range: v.tuple([v.literal(0), v.literal(1)]),
  layout: v.optional(v.array(v.string())),
  meaning: v.optional(v.string()),
});
const schema = v.object({
  format: v.literal(1),
  name: v.pipe(v.string(), v.nonEmpty()),
  version: v.pipe(v.string(), v.nonEmpty()),
  // A plain name: a manifest must not reach out of its folder.
  file: v.pipe(v.string(), v.regex(/^[\w-][\w.-]*$/, 'Expected a file name without folders')),
  bytes: v.pipe(wholeNumber, v.minValue(1)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'Expected 64 hexadecimal digits')),
  opset: wholeNumber,
  inputs: v.array(tensor),
  outputs: v.array(tensor),
  ink: v.object({
    size: v.literal(CANVAS_SIZE),
    strokeWidth: v.pipe(finite, v.gtValue(0)),
  }),
  frame: v.object({
    template: v.object({
      size: v.pipe(wholeNumber, v.minValue(1), v.maxValue(CANVAS_SIZE)),
      data: v.pipe(v.string(), v.base64()),
    }),
    bounds: v.object({
      mean: v.tuple([finite, finite, finite, finite]),
      std: v.tuple([finite, finite, finite, finite]),
    }),
  }),
  style: v.object({
    layout: v.array(v.string()),
    statistics: v.object({
      samples: v.pipe(
        v.array(v.object({ skin: color, hair: color, background: color, clothing: color })),
        v.minLength(1),
      ),
    }),
  }),
  training: v.object({ samples: wholeNumber, data: v.string(), date: v.string() }),
});

const LAYOUTS = [STYLE_LAYOUT, LAYOUT_BEFORE_LOOKS];

/** What a model file is, takes and gives: models/manifest.json, checked. Plain JSON. */
export type Manifest = v.InferOutput<typeof schema>;

/**
 * Reads a manifest and checks all that the runtime relies on.
 *
 * @param source JSON text, or what it parses to
 * @throws FacePencilError manifest-invalid, with the field as its place
 */
export function parseManifest(source: unknown): Manifest {
  const result = v.safeParse(schema, typeof source === 'string' ? parseJson(source) : source);
  if (!result.success) {
    const [issue] = result.issues;
    throw invalid(issue.message, v.getDotPath(issue) ?? 'manifest');
  }
  const manifest = result.output;
  const { ink, inputs, outputs, style, frame } = manifest;
  const layout = style.layout.join();
  if (!LAYOUTS.some((known) => known.join() === layout)) {
    throw invalid(`Expected ${STYLE_LAYOUT.join(', ')}`, 'style.layout');
  }
  checkTensors('inputs', inputs, {
    ink: [1, 1, ink.size, ink.size],
    style: [1, style.layout.length],
  });
  const size = outputSize(manifest);
  checkTensors('outputs', outputs, { image: [1, 4, size, size] });
  decodeTemplate(frame.template);
  return manifest;
}

/** Side of the images that the model makes, in pixels. */
export function outputSize({ outputs }: Manifest): number {
  return outputs[0]?.shape[3] ?? 0;
}

/**
 * Checks that a model file is the one that its manifest describes.
 *
 * @throws FacePencilError model-truncated, model-checksum
 */
export async function verifyModel(manifest: Manifest, model: Uint8Array): Promise<void> {
  const { file, bytes } = manifest;
  if (model.length < bytes) {
    throw new FacePencilError(
      'model-truncated',
      `The model has ${model.length} bytes; its manifest says ${bytes}.`,
      { hint: 'Copy or download it again: it was cut off.', where: file },
    );
  }
  const found = await sha256(model);
  if (found === manifest.sha256) return;
  throw new FacePencilError(
    'model-checksum',
    `The model's SHA-256 is ${found.slice(0, 12)}…; its manifest says ${manifest.sha256.slice(0, 12)}….`,
    { hint: 'Use the model and the manifest of one release together.', where: file },
  );
}

type Tensor = v.InferOutput<typeof tensor>;

function checkTensors(
  field: string,
  tensors: readonly Tensor[],
  expected: Readonly<Record<string, readonly number[]>>,
): void {
  const names = Object.keys(expected);
  if (tensors.map(({ name }) => name).join() !== names.join()) {
    throw invalid(`Expected ${names.join(', ')}`, field);
  }
  tensors.forEach(({ name, shape }, i) => {
    const wanted = (expected[name] ?? []).join(' x ');
    const found = shape.join(' x ');
    if (found !== wanted) throw invalid(`Expected ${wanted}, not ${found}`, `${field}.${i}.shape`);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('Not JSON', 'manifest', cause);
  }
}

function invalid(message: string, where: string, cause?: unknown): FacePencilError {
  return new FacePencilError('manifest-invalid', `The manifest is wrong: ${message}.`, {
    hint: 'Use a manifest as `facepencil_train export` writes it, of this release.',
    where,
    cause,
  });
}
