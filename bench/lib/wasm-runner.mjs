// onnxruntime-web behind standard input and output, set up as the runtime sets it up: the WASM
// binary handed in as bytes, one thread. See runner.mjs for what is said.
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-web/wasm';

const WASM = import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');

// Standard output belongs to the replies.
console.log = console.error;

ort.env.logLevel = 'error';
ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmBinary = await readFile(fileURLToPath(WASM));

/** @type {ort.InferenceSession} */
let session;
/** @type {Record<string, ort.Tensor>} */
let feeds = {};
/** @type {ort.Tensor} */
let output;

/** @type {Record<string, (request: any) => Promise<object>>} */
const tasks = {
  /** @param {{ graph: string, inputs: import('./runner.mjs').Input[] }} request */
  async load({ graph, inputs }) {
    const bytes = await readFile(graph);
    const start = performance.now();
    session = await ort.InferenceSession.create(bytes, {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'all',
    });
    const milliseconds = performance.now() - start;
    for (const { name, dims, path } of inputs) {
      const data = new Float32Array(new Uint8Array(await readFile(path)).buffer);
      feeds[name] = new ort.Tensor('float32', data, dims);
    }
    return { milliseconds, version: ort.env.versions.web };
  },

  async run() {
    const cpu = process.cpuUsage();
    const start = performance.now();
    const outputs = await session.run(feeds);
    const milliseconds = performance.now() - start;
    const spent = process.cpuUsage(cpu);
    output = /** @type {ort.Tensor} */ (Object.values(outputs)[0]);
    return { milliseconds, cpu: (spent.user + spent.system) / 1000 };
  },

  /** @param {{ path: string }} request */
  async save({ path }) {
    const { buffer, byteOffset, byteLength } = /** @type {Float32Array} */ (output.data);
    await writeFile(path, new Uint8Array(buffer, byteOffset, byteLength));
    return { dims: [...output.dims] };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { do: task, ...request } = JSON.parse(line);
  let reply;
  try {
    reply = await /** @type {(request: any) => Promise<object>} */ (tasks[task])(request);
  } catch (error) {
    reply = { error: error instanceof Error ? error.message : String(error) };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
