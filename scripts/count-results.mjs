// Prints "N passed, N failed" over the result files of jest, pytest and node that `npm test` left.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib.mjs';

const results = join(root, '.ci/out');
const total = { passed: 0, failed: 0, skipped: 0 };

const jest = JSON.parse(readFileSync(join(results, 'jest.json'), 'utf8'));
total.passed += jest.numPassedTests;
// A test file that does not even load has no tests to count, and is a failure all the same.
total.failed += jest.numFailedTests + jest.numRuntimeErrorTestSuites;
total.skipped += jest.numPendingTests + jest.numTodoTests;

const suite = /<testsuite [^>]*>/.exec(readFileSync(join(results, 'pytest.xml'), 'utf8'))[0];
const count = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)[1]);
const failed = count('failures') + count('errors');
total.passed += count('tests') - failed - count('skipped');
total.failed += failed;
total.skipped += count('skipped');

// node's reporter writes one testcase element a test, with what went wrong inside it.
const annotate = readFileSync(join(results, 'annotate.xml'), 'utf8');
const cases = annotate.match(/<testcase\b[^]*?(?:\/>|<\/testcase>)/g) ?? [];
const broken = cases.filter((one) => one.includes('<failure')).length;
const passedOver = cases.filter((one) => one.includes('<skipped')).length;
total.passed += cases.length - broken - passedOver;
total.failed += broken + (cases.length === 0 ? 1 : 0);
total.skipped += passedOver;

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
