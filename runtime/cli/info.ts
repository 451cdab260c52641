import { outputSize, parseManifest, VERSION } from '../src/index.js';
import { createLocalGenerator } from '../src/index.js';
import { NODE_ORT, ortVersion, readAssets } from '../src/generator/node.js';
import { modelDirectory } from './model.js';
import { print } from './report.js';

/**
 * `facepencil info`: model, backend, versions. Loads the model, so that what it says is so.
 *
 * @throws FacePencilError
 */
export async function infoCommand(options: {
  readonly model?: string;
  readonly json?: boolean;
}): Promise<void> {
  const directory = modelDirectory(options.model);
  const assets = await readAssets(directory);
  const manifest = parseManifest(assets.manifest);
  const generator = await createLocalGenerator(NODE_ORT, assets);
  const { backend } = generator.info;
  await generator.dispose();

  const { name, version, bytes, sha256, training } = manifest;
  const versions = {
    facepencil: VERSION,
    'onnxruntime-web': ortVersion(),
    node: process.versions.node,
  };
  if (options.json === true) {
    const model = { name, version, directory, bytes, sha256, size: outputSize(manifest), training };
    print(JSON.stringify({ model, backend, versions }));
    return;
  }
  const size = outputSize(manifest);
  print(`model     ${name} ${version}, ${(bytes / 1e6).toFixed(1)} MB, in ${directory}`);
  print(`sha256    ${sha256}`);
  print(`makes     ${size} x ${size} pixels`);
  print(`trained   ${training.date}, ${training.samples} samples: ${training.data}`);
  print(`backend   ${backend.name}: ${backend.reason}`);
  print(
    `versions  ${Object.entries(versions)
      .map(([program, number]) => `${program} ${number}`)
      .join(', ')}`,
  );
}
