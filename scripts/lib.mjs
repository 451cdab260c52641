// What the scripts share. Only node's own modules: these run before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a command in the checkout, its output shown; ends this process with its code if it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function run(command, args, options = {}) {
  const code = tryRun(command, args, options);
  if (code !== 0) process.exit(code);
}

/**
 * Like run, but hands the exit code back.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function tryRun(command, args, options = {}) {
  const { error, status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

/**
 * Milliseconds of the last change of a file, or of the newest file in a folder; 0 if there is none.
 *
 * @param {...string} paths
 */
export function newest(...paths) {
  return paths.reduce((latest, path) => Math.max(latest, newestOne(join(root, path))), 0);
}

/** @param {string} path @returns {number} */
function newestOne(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .reduce((latest, name) => Math.max(latest, newestOne(join(path, name))), stat.mtimeMs);
}

/** `npm ci` if node_modules is missing or older than the lock file. */
export function ensureInstalled() {
  if (newest('node_modules/.package-lock.json') >= newest('package-lock.json')) return;
  console.log('Installing packages (npm ci) ...');
  run('npm', ['ci']);
}

export const annotator = join(root, 'models/training/annotate');

/** The annotator's own packages: a workspace apart, since no one who only makes faces needs them. */
export function ensureAnnotator() {
  const lock = newest('models/training/annotate/package-lock.json');
  if (newest('models/training/annotate/node_modules/.package-lock.json') >= lock) return;
  console.log('Installing the annotator (npm ci) ...');
  run('npm', ['ci'], { cwd: annotator });
}

/**
 * Builds what a rollup configuration makes, unless it is newer than all that it is made of.
 *
 * @param {object} target
 * @param {string} target.name said while it is built
 * @param {string} target.config path of the configuration
 * @param {string} target.built the file that is written last
 * @param {readonly string[]} target.sources files and folders, besides the lock file
 * @param {readonly string[]} [target.args] for the configuration
 * @param {Record<string, string>} [target.env] for the configuration
 */
export function ensureRollup({ name, config, built, sources, args = [], env = {} }) {
  if (newest(built) >= newest(config, 'package-lock.json', ...sources)) return;
  console.log(`Building ${name} ...`);
  run(
    process.execPath,
    ['node_modules/rollup/dist/bin/rollup', '--config', config, '--silent', ...args],
    { env: { ...process.env, ...env } },
  );
}

const COMMAND_LINE = {
  config: 'rollup.config.js',
  built: 'runtime/dist/cli/facepencil.mjs',
  sources: ['runtime/src', 'runtime/cli', 'runtime/package.json'],
};

/** Builds the command line alone, if its sources are newer. */
export function ensureCommandLine() {
  ensureRollup({ ...COMMAND_LINE, name: 'the command line', args: ['--configOnly', 'cli'] });
}

/** Builds the runtime, its workers and the command line, if their sources are newer. */
export function ensureBuilt() {
  const library = 'runtime/dist/index.mjs';
  // The command line may have been built alone.
  const built = newest(library) < newest(COMMAND_LINE.built) ? library : COMMAND_LINE.built;
  ensureRollup({ ...COMMAND_LINE, name: 'the runtime', built });
}

/** Builds the playground's page, if its sources are newer. */
export function ensurePlayground() {
  ensureRollup({
    name: 'the playground',
    config: 'runtime/playground/rollup.config.js',
    built: 'runtime/dist/playground/worker-webgpu.js',
    sources: ['runtime/src', 'runtime/ui', 'runtime/playground', 'models/manifest.json'],
  });
}

/**
 * Builds the Figma plugin's two files if they are older than their sources.
 *
 * @param {string} [model] the folder of the model that they hold
 * @param {string} [folder]
 */
export function ensureFigmaPlugin(model = 'models', folder = 'figma-plugin/dist') {
  ensureRollup({
    name: 'the Figma plugin',
    config: 'figma-plugin/rollup.config.js',
    built: `${folder}/ui.html`,
    sources: [
      'figma-plugin/src',
      'figma-plugin/build',
      'runtime/src',
      'runtime/ui',
      `${model}/manifest.json`,
    ],
    env: { FACEPENCIL_MODEL: model, FACEPENCIL_FIGMA: folder },
  });
}

/** The browser that the tests drive: CHROMIUM, or Debian's, installed if it is not there. */
export function ensureChromium() {
  if (process.env.CHROMIUM || existsSync('/usr/bin/chromium')) return;
  installFromDebian('chromium');
}

/** @param {string} name of a Debian package */
function installFromDebian(name) {
  console.log(`Installing ${name} (apt-get) ...`);
  const apt = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', 'apt-get'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run(apt[0], [...apt.slice(1), 'update', '-qq'], { env });
  run(apt[0], [...apt.slice(1), 'install', '-y', '-qq', name], { env });
}

/** The Python of a virtual environment in .venv that holds what the training package needs. */
export function ensurePython() {
  const python = join(root, '.venv/bin/python');
  const stamp = '.venv/.installed';
  const wants = newest('models/training/requirements.txt', 'models/training/pyproject.toml');
  if (existsSync(python) && newest(stamp) >= wants) return python;
  console.log('Installing Python packages into .venv ...');
  // Debian's own python3 comes without what venv needs.
  if (tryRun('python3', ['-c', 'import ensurepip'], { stdio: 'ignore' }) !== 0) {
    installFromDebian('python3-venv');
  }
  run('python3', ['-m', 'venv', '.venv']);
  run(python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '-r',
    'models/training/requirements.txt',
  ]);
  run('touch', [stamp]);
  return python;
}
