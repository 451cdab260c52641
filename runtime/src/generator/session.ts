import { FacePencilError } from '../errors.js';
import { DEFAULT_STYLE } from '../style/presets.js';
import { styleVector } from '../style/vector.js';
import {
  type BackendName,
  type BackendReport,
  BACKENDS,
  type Fallback,
  type OnProgress,
} from './backend.js';
import { disposed } from './disposed.js';
import type { Manifest } from './manifest.js';
import { configureOrt, type OrtEntry, type OrtSession, type Threads } from './ort.js';
import { outputFault } from './output.js';
import { findDevice, type WatchedDevice } from './webgpu.js';
import { words } from './words.js';

/** The bytes of the generator. The runtime never fetches: a host hands them in. */
export interface GeneratorAssets {
  /** models/manifest.json, parsed or as text. */
  readonly manifest: unknown;
  /** The ONNX file that it names. */
  readonly model: Uint8Array;
  /**
   * onnxruntime-web's WASM binary: `ort-wasm-simd-threaded.wasm` for its entry `wasm`,
   * `ort-wasm-simd-threaded.asyncify.wasm` for its entry `webgpu`.
   */
  readonly wasm: Uint8Array;
}

export interface SessionOptions {
  /** Default both. WebGPU goes before WASM, and WASM is always there to fall back on. */
  readonly backends?: readonly BackendName[] | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Default one thread. */
  readonly threads?: Threads | undefined;
}

interface Running {
  readonly session: OrtSession;
  readonly gpu?: WatchedDevice;
}

/** Thrown and caught in here: WebGPU cannot go on. */
class WebGpuFailure extends Error {
  constructor(readonly fallback: Fallback) {
    super(fallback.reason);
  }
}

/**
 * The generator in onnxruntime-web, on WebGPU where it can be had and else on WASM. A request that
 * WebGPU fails, or answers with what cannot be an image, is answered by WASM, which then stays.
 */
export class FaceSession {
  private running: Running | undefined;
  private report: BackendReport | undefined;

  private constructor(
    private readonly entry: OrtEntry,
    readonly manifest: Manifest,
    private readonly model: Uint8Array,
    private readonly threads: number,
  ) {}

  /**
   * Starts a session and makes a first face.
   *
   * @param assets the manifest parsed, the model verified against it
   * @throws FacePencilError model-mismatch if the model is not what the manifest says,
   *   model-load-failed, backend-unavailable if not even WASM can be started
   */
  static async open(
    entry: OrtEntry,
    assets: GeneratorAssets & { readonly manifest: Manifest },
    options: SessionOptions = {},
  ): Promise<FaceSession> {
    const { onProgress, backends = BACKENDS } = options;
    const threads = await configureOrt(entry.ort, assets.wasm, options.threads);
    const session = new FaceSession(entry, assets.manifest, assets.model, threads);
    try {
      await session.start(backends, onProgress);
    } catch (error) {
      await session.dispose();
      throw error;
    }
    await onProgress?.({ kind: 'ready', backend: session.backend });
    return session;
  }

  /** The backend in use, and why. */
  get backend(): BackendReport {
    if (this.report === undefined) throw disposed();
    return this.report;
  }

  /**
   * One forward pass. Calls must not overlap.
   *
   * @param ink 256 * 256 values in 0..1
   * @param style 15 values in 0..1
   * @returns red, green, blue and alpha in 0..1, one plane after the other
   * @throws FacePencilError generate-failed, generator-disposed; what FaceSession.open throws if
   *   WASM has to be started for it
   */
  async run(
    ink: Float32Array,
    style: Float32Array,
    onProgress?: OnProgress,
  ): Promise<Float32Array> {
    if (this.running === undefined) throw disposed();
    if (this.running.gpu !== undefined) {
      try {
        await onProgress?.({ kind: 'run', backend: 'webgpu' });
        return await this.runOnWebGpu(this.running, ink, style);
      } catch (error) {
        if (!(error instanceof WebGpuFailure)) throw error;
        await this.fallBack(error.fallback, onProgress);
      }
    }
    await onProgress?.({ kind: 'run', backend: 'wasm' });
    return this.runOnWasm(ink, style);
  }

  /** Frees the session. WASM memory stays until the worker or process ends. */
  async dispose(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    this.report = undefined;
    await release(running);
  }

  private async start(
    backends: readonly BackendName[],
    onProgress: OnProgress | undefined,
  ): Promise<void> {
    try {
      await this.startWebGpu(backends, onProgress);
    } catch (error) {
      if (!(error instanceof WebGpuFailure)) throw error;
      await this.fallBack(error.fallback, onProgress);
    }
  }

  private async startWebGpu(
    backends: readonly BackendName[],
    onProgress: OnProgress | undefined,
  ): Promise<void> {
    if (!backends.includes('webgpu')) {
      throw new WebGpuFailure({ cause: 'not-asked', reason: 'WebGPU was not asked for' });
    }
    if (!this.entry.webgpu) {
      throw new WebGpuFailure({
        cause: 'runtime-without-webgpu',
        reason: 'this build holds the WASM runtime only',
      });
    }
    const gpu = await findDevice();
    if ('cause' in gpu) throw new WebGpuFailure(gpu);

    await onProgress?.({ kind: 'start', backend: 'webgpu' });
    let session: OrtSession;
    try {
      session = await this.entry.ort.InferenceSession.create(this.model, {
        executionProviders: [{ name: 'webgpu', device: gpu.device }],
        graphOptimizationLevel: 'all',
      });
    } catch (error) {
      gpu.device.destroy();
      const reason = `WebGPU could not take the model: ${words(error)}`;
      throw new WebGpuFailure({ cause: 'session-failed', reason });
    }
    this.running = { session, gpu };
    checkAgainstManifest(session, this.manifest);
    await onProgress?.({ kind: 'warm-up', backend: 'webgpu' });
    await this.runOnWebGpu(this.running, warmUpInk(this.manifest), warmUpStyle(this.manifest));
    this.report = { name: 'webgpu', reason: `WebGPU gave a device (${gpu.description})` };
  }

  private async startWasm(fallback: Fallback, onProgress: OnProgress | undefined): Promise<void> {
    await onProgress?.({ kind: 'start', backend: 'wasm' });
    let session: OrtSession;
    try {
      session = await this.entry.ort.InferenceSession.create(this.model, {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
      });
    } catch (error) {
      throw loadError(error, this.manifest.file);
    }
    this.running = { session };
    checkAgainstManifest(session, this.manifest);
    await onProgress?.({ kind: 'warm-up', backend: 'wasm' });
    try {
      await this.forward(this.running, warmUpInk(this.manifest), warmUpStyle(this.manifest));
    } catch (error) {
      throw loadError(error, this.manifest.file);
    }
    const { cause, reason } = fallback;
    this.report = { name: 'wasm', threads: this.threads, reason, fallback: cause };
  }

  private async fallBack(fallback: Fallback, onProgress: OnProgress | undefined): Promise<void> {
    await onProgress?.({ kind: 'fallback', ...fallback });
    const failed = this.running;
    this.running = undefined;
    await release(failed);
    await this.startWasm(fallback, onProgress);
  }

  private async runOnWebGpu(
    running: Running,
    ink: Float32Array,
    style: Float32Array,
  ): Promise<Float32Array> {
    const lost = () => {
      const why = running.gpu?.lost;
      if (why === undefined) return;
      const reason = `the WebGPU device was lost: ${why.replace(/\.$/, '')}`;
      throw new WebGpuFailure({ cause: 'device-lost', reason });
    };
    lost();
    let output: Float32Array;
    try {
      output = await this.forward(running, ink, style);
    } catch (error) {
      // The loss is told a task later than the failure that it brings.
      await new Promise((resolve) => setTimeout(resolve, 0));
      lost();
      const reason = `WebGPU failed to make a face: ${words(error)}`;
      throw new WebGpuFailure({ cause: 'run-failed', reason });
    }
    lost();
    const fault = outputFault(output);
    if (fault === undefined) return output;
    const what = fault === 'constant' ? 'one flat colour' : 'values that are not finite';
    throw new WebGpuFailure({ cause: `output-${fault}`, reason: `WebGPU gave ${what}` });
  }

  private async runOnWasm(ink: Float32Array, style: Float32Array): Promise<Float32Array> {
    const { running } = this;
    if (running === undefined) throw disposed();
    let output: Float32Array;
    try {
      output = await this.forward(running, ink, style);
    } catch (cause) {
      throw failed(`The generator failed: ${words(cause)}.`, cause);
    }
    const fault = outputFault(output);
    if (fault === undefined) return output;
    throw failed(
      fault === 'constant'
        ? 'The generator gave one flat colour.'
        : 'The generator gave values that are not finite.',
    );
  }

  private async forward(
    { session }: Running,
    ink: Float32Array,
    style: Float32Array,
  ): Promise<Float32Array> {
    const { Tensor } = this.entry.ort;
    const { size } = this.manifest.ink;
    const { image } = await session.run({
      ink: new Tensor('float32', ink, [1, 1, size, size]),
      style: new Tensor('float32', style, [1, style.length]),
    });
    return (image?.data ?? new Float32Array(0)) as Float32Array;
  }
}

/** Circles about the middle: lines of every direction over the whole canvas. */
function warmUpInk({ ink: { size } }: Manifest): Float32Array {
  const ink = new Float32Array(size * size);
  for (let i = 0; i < ink.length; i++) {
    const x = (i % size) - size / 2;
    const y = Math.floor(i / size) - size / 2;
    if (Math.round(Math.sqrt(x * x + y * y)) % 16 === 0) ink[i] = 1;
  }
  return ink;
}

function warmUpStyle({ style }: Manifest): Float32Array {
  return styleVector(DEFAULT_STYLE, style.layout.length);
}

/** The model must be what the manifest says, or its output would be read as what it is not. */
function checkAgainstManifest(session: OrtSession, manifest: Manifest): void {
  const describe = (name: string, type: string, shape: readonly (number | string)[]) =>
    `${name} ${type} ${shape.join(' x ')}`;
  const sides = [
    ['inputs', session.inputMetadata, manifest.inputs],
    ['outputs', session.outputMetadata, manifest.outputs],
  ] as const;
  for (const [side, found, expected] of sides) {
    const has = found
      .map((value) =>
        value.isTensor
          ? describe(value.name, value.type, value.shape)
          : `${value.name} (no tensor)`,
      )
      .sort();
    const wants = expected.map(({ name, type, shape }) => describe(name, type, shape)).sort();
    if (has.join() === wants.join()) continue;
    throw new FacePencilError(
      'model-mismatch',
      `The model's ${side} are ${has.join(', ')}; its manifest says ${wants.join(', ')}.`,
      { hint: 'Export the model again, with its manifest.', where: manifest.file },
    );
  }
}

async function release(running: Running | undefined): Promise<void> {
  try {
    await running?.session.release();
  } catch {
    // A session whose device is gone may fail even at this; there is nothing left to free.
  }
  running?.gpu?.device.destroy();
}

function loadError(cause: unknown, file: string): FacePencilError {
  const why = words(cause);
  // onnxruntime's words when its WASM binary cannot be compiled or started.
  if (/no available backend|backend not found|initWasm/i.test(why)) {
    return new FacePencilError('backend-unavailable', `WASM could not be started: ${why}.`, {
      hint: 'It needs WebAssembly with SIMD, and the WASM binary of the onnxruntime-web entry in use.',
      cause,
    });
  }
  return new FacePencilError('model-load-failed', `The model could not be loaded: ${why}.`, {
    hint: 'Use a model as `facepencil_train export` writes it.',
    where: file,
    cause,
  });
}

function failed(message: string, cause?: unknown): FacePencilError {
  return new FacePencilError('generate-failed', message, {
    hint: 'Try again; if it stays so, the model is not sound: use a released one.',
    cause,
  });
}
