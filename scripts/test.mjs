// npm test: every test, TypeScript and Python; results also go to .ci/out for .ci/run to count.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ensurePython, root, tryRun } from './lib.mjs';

ensureInstalled();
ensureBuilt();
const python = ensurePython();

const results = join(root, '.ci/out');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const jest = tryRun(process.execPath, [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--json',
  `--outputFile=${join(results, 'jest.json')}`,
]);

const pytest = tryRun(
  python,
  ['-m', 'pytest', '--quiet', `--junitxml=${join(results, 'pytest.xml')}`],
  { cwd: join(root, 'models/training') },
);

process.exit(jest || pytest);
