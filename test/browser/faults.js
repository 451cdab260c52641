// Put before the generator's worker: makes its WebGPU device fail when it is told to.
/* global GPUAdapter, GPUBuffer, importScripts */
let armed = '';
const orders = new BroadcastChannel('faults');
orders.onmessage = ({ data }) => {
  armed = data;
  orders.postMessage('armed');
};

const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (...args) {
  const device = await requestDevice.apply(this, args);
  const { queue } = device;
  const submit = queue.submit.bind(queue);
  queue.submit = (...commands) => {
    submit(...commands);
    // In the midst of a request: work is under way, and its result is not read yet.
    if (armed === 'destroy') device.destroy();
  };
  return device;
};

const { getMappedRange } = GPUBuffer.prototype;
GPUBuffer.prototype.getMappedRange = function (...args) {
  const range = getMappedRange.apply(this, args);
  if (armed === 'zeros') new Float32Array(range).fill(0);
  if (armed === 'not-a-number') new Float32Array(range)[5] = NaN;
  return range;
};

importScripts('/worker-webgpu.js');
