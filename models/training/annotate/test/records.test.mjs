// @ts-check
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { appendRecords, readRecords, writeRecords } from '../lib/records.mjs';

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'));
});
after(() => rm(folder, { recursive: true }));

test('what is added in parts is one gzip file', async () => {
  const path = join(folder, 'parts.jsonl.gz');
  await appendRecords(path, [{ id: 'a' }, { id: 'b' }]);
  await appendRecords(path, []);
  await appendRecords(path, [{ id: 'c' }]);
  assert.equal(gunzipSync(await readFile(path)).toString(), '{"id":"a"}\n{"id":"b"}\n{"id":"c"}\n');
  assert.deepEqual(await readRecords(path), {
    records: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    damaged: false,
  });
});

test('a missing and an empty file have no records', async () => {
  const path = join(folder, 'empty.jsonl.gz');
  assert.deepEqual(await readRecords(path), { records: [], damaged: false });
  await writeRecords(path, []);
  assert.deepEqual(await readRecords(path), { records: [], damaged: false });
});

test('a file cut off anywhere gives its whole records, and says that it is damaged', async () => {
  const whole = join(folder, 'whole.jsonl.gz');
  const cut = join(folder, 'cut.jsonl.gz');
  await appendRecords(whole, [{ id: 'first' }]);
  const firstMember = (await readFile(whole)).length;
  await appendRecords(whole, [{ id: 'second' }, { id: 'third' }]);
  const bytes = await readFile(whole);
  for (let length = firstMember + 1; length < bytes.length; length++) {
    await writeFile(cut, bytes.subarray(0, length));
    const { records, damaged } = await readRecords(cut);
    assert.equal(damaged, true, `${length} bytes`);
    assert.deepEqual(records[0], { id: 'first' }, `${length} bytes`);
    await writeRecords(cut, records);
    assert.deepEqual(await readRecords(cut), { records, damaged: false });
  }
});

test('a file that is not gzip is refused', async () => {
  const path = join(folder, 'text.jsonl.gz');
  await writeFile(path, '{"id":"a"}\n');
  await assert.rejects(readRecords(path));
});
