import { type Endpoint, expose, type ProxyMethods, releaseProxy, transfer } from 'comlink';
import { decode, encode } from 'fast-png';
import {
  applyEdits,
  createLocalGenerator,
  distinctStyles,
  encodePng,
  type FaceGenerator,
  FacePencilError,
  type GenerateOptions,
  installErrorTransfer,
  type OrtEntry,
  parseManifest,
  parseSvg,
  removeFace,
  resize,
  type StyleStatistics,
  type SvgElement,
} from '../../../runtime/src/index.js';
import {
  layOut,
  type PlacedSketch,
  readChosen,
  readDrawings,
  readHidden,
} from '../in-place/index.js';
import { disposed } from '../../../runtime/src/generator/disposed.js';
import { outlineOf } from './outline.js';
import type { FaceTask, FaceWorker, MadePng } from './task.js';

/**
 * Makes this worker serve faces.
 *
 * @param endpoint where the extension host is; default the worker's own scope
 */
export function serveFaces(entry: OrtEntry, endpoint?: Endpoint): void {
  let generator: FaceGenerator | undefined;
  let statistics: StyleStatistics | undefined;
  const worker: FaceWorker = {
    async load(assets, onProgress) {
      try {
        generator = await createLocalGenerator(entry, assets, { backends: ['wasm'], onProgress });
        ({ statistics } = parseManifest(assets.manifest).style);
        return generator.info;
      } finally {
        release(onProgress);
      }
    },

    async make(task, onMade) {
      try {
        if (generator === undefined || statistics === undefined) throw disposed();
        const { sketch, matrix } = readSource(task);
        const made: MadePng[] = [];
        for (const request of requestsOf(task, statistics)) {
          const { image, ...face } = await generator.generate(sketch, request);
          made.push({ ...face, png: encodePng(image, face), matrix });
          onMade?.(made.length);
        }
        return transfer(
          made,
          made.map(({ png }) => png.buffer as ArrayBuffer),
        );
      } finally {
        release(onMade);
      }
    },

    outline(task, side) {
      return Promise.resolve(outlineOf(readSource(task).sketch, side));
    },

    thumbnail(png, side) {
      const { width, height, channels, data } = decode(png);
      const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
      for (let i = 0; i < width * height; i++) {
        for (let c = 0; c < channels; c++) rgba[i * 4 + c] = data[i * channels + c]!;
      }
      const small = resize({ width, height, data: rgba }, side, side);
      return Promise.resolve(encode({ ...small, channels: 4 }));
    },
  };
  installErrorTransfer();
  expose(worker, endpoint);
}

function requestsOf(
  { requests, unlike }: FaceTask,
  statistics: StyleStatistics,
): readonly GenerateOptions[] {
  if (unlike === undefined) return requests;
  const apart = distinctStyles(requests[0]?.seed ?? 0, requests.length, statistics, unlike);
  return requests.map((request, i) => ({ ...request, seed: apart[i]!.seed }));
}

/** @throws FacePencilError what reading the text and its sketch throws */
function readSource({ text, language, source }: Omit<FaceTask, 'requests'>): PlacedSketch {
  if (source.kind === 'whole') {
    return { sketch: parseSvg(applyEdits(text, removeFace(text))), matrix: undefined };
  }
  const drawings = readDrawings(text, language);
  const wanted = new Set(source.starts);
  for (const drawing of drawings) {
    const { elements } = drawing.document;
    const found = elements.filter(({ start }) => wanted.has(start));
    if (found.length === 0) continue;
    if (source.kind === 'elements') return readChosen(layOut(drawing, found));
    const at = (start: number | undefined): SvgElement | undefined =>
      elements.find((element) => element.start === start);
    return readHidden(drawing, found, at(source.parent));
  }
  throw new FacePencilError('selection-empty', 'The sketch is not in the text.', {
    hint: 'Select it again.',
  });
}

/** Closes the port behind a callback from the host; each has one of its own. */
function release(callback: unknown): void {
  if (callback !== undefined) (callback as ProxyMethods)[releaseProxy]();
}
