/// <reference types="@webgpu/types" />
import type { Fallback } from './backend.js';
import { words } from './words.js';

/** A WebGPU device, watched for its loss. */
export interface WatchedDevice {
  readonly device: GPUDevice;
  /** What kind of device, in words. */
  readonly description: string;
  /** Set once the device is lost. */
  lost?: string;
}

const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

const FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'subgroups'];

/**
 * Why no WebGPU adapter can be had here, in words; undefined where one can. For hosts: they choose
 * by it which runtime to get.
 */
export async function whyNoWebGpu(): Promise<string | undefined> {
  const found = await findAdapter();
  return 'cause' in found ? found.reason : undefined;
}

async function findAdapter(): Promise<GPUAdapter | Fallback> {
  const { navigator, isSecureContext } = globalThis as {
    navigator?: { gpu?: GPU };
    isSecureContext?: boolean;
  };
  if (isSecureContext === false) {
    return { cause: 'no-secure-context', reason: 'WebGPU needs a secure context; this is none' };
  }
  const gpu = navigator?.gpu;
  if (gpu === undefined) {
    return { cause: 'no-navigator-gpu', reason: 'there is no WebGPU here (no navigator.gpu)' };
  }
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    return adapter ?? { cause: 'no-adapter', reason: 'no WebGPU adapter could be had' };
  } catch (error) {
    return { cause: 'no-adapter', reason: `no WebGPU adapter could be had: ${words(error)}` };
  }
}

/**
 * A device of our own rather than onnxruntime's, so that it is known why there is none, and when
 * it is lost.
 */
export async function findDevice(): Promise<WatchedDevice | Fallback> {
  const adapter = await findAdapter();
  if ('cause' in adapter) return adapter;
  const { limits, features, info } = adapter;
  try {
    const device = await adapter.requestDevice({
      // What the adapter has, not the guaranteed minimum: large layers need large buffers.
      requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, limits[name]])),
      requiredFeatures: FEATURES.filter((feature) => features.has(feature)),
    });
    const description = [info.vendor, info.architecture, info.description]
      .filter((part) => part !== '')
      .join(', ');
    const watched: WatchedDevice = { device, description: description || 'unnamed device' };
    void device.lost.then(({ message }) => {
      watched.lost = message || 'no reason given';
    });
    return watched;
  } catch (error) {
    return { cause: 'no-device', reason: `the WebGPU adapter gave no device: ${words(error)}` };
  }
}
