// The build for browsers runs in both kinds of extension host; its global is all that it gives.
import 'mocha/mocha.js';
import type { TestResult } from '../results.js';

/** Loading a model may be part of a test, on a machine that has other work. */
const TIMEOUT = 300_000;

const { Mocha: Runner } = globalThis as unknown as { Mocha: typeof Mocha };

/** @param suites by name: functions that call `test` */
export function run(suites: Readonly<Record<string, () => void>>): Promise<readonly TestResult[]> {
  const results: TestResult[] = [];
  const mocha = new Runner({
    ui: 'tdd',
    timeout: TIMEOUT,
    reporter: collectInto(results),
  });
  mocha.suite.emit('pre-require', globalThis, null, mocha);
  for (const [name, define] of Object.entries(suites)) suite(name, define);
  return new Promise((resolve) => {
    mocha.run(() => {
      resolve(results);
    });
  });
}

/** A reporter: mocha calls it with `new`. */
function collectInto(results: TestResult[]): typeof Mocha.reporters.Base {
  function Collector(runner: Mocha.Runner): void {
    runner.on('pass', (test) => {
      results.push({ name: test.titlePath().join(' › ') });
    });
    runner.on('fail', (test, error: Error) => {
      results.push({ name: test.titlePath().join(' › '), error: error.stack ?? String(error) });
    });
  }
  return Collector as unknown as typeof Mocha.reporters.Base;
}
