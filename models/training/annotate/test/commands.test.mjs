// @ts-check
/**
 * The commands with the real networks. A drawn face is not found by them: faces are tested on
 * the first few photos of the folder that FACEPENCIL_PHOTOS names, if it is set.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { listPictures } from '../lib/pictures.mjs';
import { readRecords } from '../lib/records.mjs';
import { plainPicture, run } from './support.mjs';

const photos = process.env['FACEPENCIL_PHOTOS'];
const skip = photos ? false : 'FACEPENCIL_PHOTOS is not set';

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commands-'));
});
after(() => rm(folder, { recursive: true }));

/** @typedef {import('../lib/tasks.mjs').Annotation} Annotation */

/** @param {Annotation[]} records */
function sorted(records) {
  return records.sort((a, b) => (a.id < b.id ? -1 : 1));
}

test('photos without a face are recorded with the reason, and not tried twice', async () => {
  const plain = join(folder, 'plain');
  const out = join(folder, 'annotations', 'plain.jsonl.gz');
  const mattes = join(folder, 'mattes');
  await mkdir(plain);
  await plainPicture(join(plain, 'grey.png'), '#888888');
  await writeFile(join(plain, 'broken.jpg'), 'not a picture');

  const first = await run(['annotate.mjs', plain, '--out', out, '--mattes', mattes]);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stderr, /0 annotated, 2 without landmarks/);
  assert.match(first.stderr, /no-face: 1/);
  assert.match(first.stderr, /unreadable: 1/);
  const [broken, grey] = sorted((await readRecords(out)).records);
  assert.equal(broken.id, 'broken');
  assert.equal(broken.reason, 'unreadable');
  assert.ok(broken.detail);
  assert.deepEqual(grey, { id: 'grey', width: 96, height: 64, reason: 'no-face' });
  assert.deepEqual(await readdir(mattes), []);

  const { size } = await stat(out);
  await plainPicture(join(plain, 'blue.png'), '#2244cc');
  const second = await run(['annotate.mjs', plain, '--out', out, '--mattes', mattes]);
  assert.match(second.stderr, /2 done earlier, 1 to do/);
  assert.ok((await stat(out)).size > size);
  const ids = sorted((await readRecords(out)).records).map(({ id }) => id);
  assert.deepEqual(ids, ['blue', 'broken', 'grey']);

  await plainPicture(join(folder, 'mended.jpg'), '#ffffff');
  await sharp(join(folder, 'mended.jpg')).toFile(join(plain, 'broken.jpg'));
  const third = await run(['annotate.mjs', plain, '--out', out, '--retry-failed']);
  assert.match(third.stderr, /no-face: 3/);
  assert.equal((await readRecords(out)).records.length, 3);
});

test('two photos with one id are refused before anything is written', async () => {
  const twins = join(folder, 'twins');
  await mkdir(twins);
  await plainPicture(join(twins, 'one.png'), '#888888');
  await plainPicture(join(twins, 'one.webp'), '#888888');
  const out = join(folder, 'twins.jsonl.gz');
  const { code, stderr } = await run(['annotate.mjs', twins, '--out', out]);
  assert.equal(code, 1);
  assert.match(stderr, /two photos with the id one/);
  await assert.rejects(stat(out));
});

test('wrong usage ends with code 2 and the usage', async () => {
  for (const args of [
    ['annotate.mjs'],
    ['annotate.mjs', folder],
    ['annotate.mjs', folder, '--out', 'x', '--jobs', '0'],
    ['annotate.mjs', folder, '--colour'],
    ['embed.mjs'],
    ['embed.mjs', folder, '--jobs', 'many'],
  ]) {
    const { code, stderr } = await run(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, /Usage: node/);
  }
});

test('a listed picture without a face, or none at all, gets a line of its own', async () => {
  const path = join(folder, 'lone.png');
  await plainPicture(path, '#cc8866');
  const missing = join(folder, 'missing.png');
  const { code, stdout, stderr } = await run(['embed.mjs', '-'], `${path}\n${missing}\n`);
  assert.equal(code, 0, stderr);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(lines[0], { file: path, detected: false, faces: 0 });
  assert.equal(lines[1].file, missing);
  assert.equal(lines[1].detected, false);
  assert.ok(lines[1].error);
});

test('faces are found, matted and told apart', { skip, timeout: 300_000 }, async () => {
  const some = (await listPictures(/** @type {string} */ (photos))).slice(0, 3);
  const faces = join(folder, 'faces');
  await mkdir(faces);
  for (const [i, path] of some.entries()) {
    await sharp(path)
      .resize(256, 256)
      .toFile(join(faces, `${i}.png`));
    await sharp(path)
      .resize(256, 256)
      .flop()
      .toFile(join(faces, `${i}-mirrored.png`));
  }
  const pair = [join(faces, '0.png'), join(faces, '1.png')];
  await sharp({ create: { width: 512, height: 256, channels: 3, background: '#000000' } })
    .composite(pair.map((input, i) => ({ input, left: 256 * i, top: 0 })))
    .toFile(join(folder, 'pair.png'));
  await sharp(join(folder, 'pair.png')).toFile(join(faces, 'pair.png'));

  const out = join(folder, 'faces.jsonl.gz');
  const mattes = join(folder, 'face-mattes');
  const annotated = await run(['annotate.mjs', faces, '--out', out, '--mattes', mattes]);
  assert.equal(annotated.code, 0, annotated.stderr);
  const byId = new Map((await readRecords(out)).records.map((record) => [record.id, record]));
  assert.equal(byId.get('pair').reason, 'several-faces');
  for (const id of ['0', '1', '2']) {
    const { landmarks, age } = byId.get(id);
    assert.equal(landmarks.length, 478);
    assert.ok(
      landmarks.every((/** @type {number[]} */ [x, y]) => x > -26 && x < 282 && y > -26 && y < 282),
    );
    assert.ok(landmarks[263][0] - landmarks[33][0] > 40, 'eyes are apart');
    assert.ok(age > 0 && age < 100);

    const matte = await sharp(join(mattes, `${id}.webp`))
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    assert.equal(matte.length, 256 * 256);
    const [noseX, noseY] = landmarks[1].map(Math.round);
    assert.ok(matte[256 * noseY + noseX] > 200, 'the nose belongs to the person');
    assert.ok(matte.filter((alpha) => alpha < 50).length > 1000, 'there is a background');
  }

  const embedded = await run(['embed.mjs', faces]);
  assert.equal(embedded.code, 0, embedded.stderr);
  /** @type {Map<string, number[]>} */
  const descriptors = new Map();
  for (const line of embedded.stdout.trim().split('\n')) {
    const { file, detected, descriptor } = JSON.parse(line);
    assert.ok(detected, file);
    descriptors.set(file, descriptor);
  }
  const distance = (/** @type {string} */ a, /** @type {string} */ b) => {
    const [u, v] = [a, b].map((id) => descriptors.get(join(faces, `${id}.png`)) ?? []);
    return Math.hypot(...u.map((value, i) => value - v[i]));
  };
  for (const id of ['0', '1', '2']) assert.ok(distance(id, `${id}-mirrored`) < 0.3);
  assert.ok(distance('0', '1') > 0.35);
});
