// npm test: every test, TypeScript, Python and the annotator's; results also go to .ci/out for .ci/run to count.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  annotator,
  ensureAnnotator,
  ensureBuilt,
  ensureChromium,
  ensureFigmaPlugin,
  ensureInstalled,
  ensurePython,
  root,
  tryRun,
} from './lib.mjs';
import { ensureCodeServer, ensureExtensionBuilt } from './vscode.mjs';

ensureInstalled();
ensureBuilt();
ensureChromium();
ensureFigmaPlugin();
ensureAnnotator();
ensureCodeServer();
ensureExtensionBuilt();
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

const annotate = tryRun(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=junit',
    `--test-reporter-destination=${join(results, 'annotate.xml')}`,
    ...['commands', 'descriptor', 'pictures', 'records'].map((name) => `test/${name}.test.mjs`),
  ],
  { cwd: annotator },
);

process.exit(jest || pytest || annotate);
