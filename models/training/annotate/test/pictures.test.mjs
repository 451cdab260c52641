// @ts-check
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { fitPicture, listPictures, pictureId, readPicture } from '../lib/pictures.mjs';
import { plainPicture } from './support.mjs';

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'));
});
after(() => rm(folder, { recursive: true }));

test('pictures are found in folders within folders, and nothing else', async () => {
  const photos = join(folder, 'photos');
  await mkdir(join(photos, 'b'), { recursive: true });
  for (const name of ['c.JPG', 'a.webp', 'b/a.b.png', 'notes.txt']) {
    await writeFile(join(photos, name), '');
  }
  const found = await listPictures(photos);
  assert.deepEqual(
    found,
    ['a.webp', 'b/a.b.png', 'c.JPG'].map((name) => join(photos, name)),
  );
  assert.deepEqual(found.map(pictureId), ['a', 'a.b', 'c']);
});

test('pictures that are linked into a folder are found, and links to anything else are not', async () => {
  const linked = join(folder, 'linked');
  await mkdir(join(linked, 'elsewhere.png'), { recursive: true });
  await writeFile(join(folder, 'real.png'), '');
  await symlink(join(folder, 'real.png'), join(linked, 'a.png'));
  await symlink(join(folder, 'gone.png'), join(linked, 'b.png'));
  await symlink(join(linked, 'elsewhere.png'), join(linked, 'c.png'));
  assert.deepEqual(await listPictures(linked), [join(linked, 'a.png')]);
});

test('every kind of picture becomes three channels of sRGB', async () => {
  const grey = join(folder, 'grey.png');
  await sharp(Buffer.from([0, 128, 255]), { raw: { width: 3, height: 1, channels: 1 } })
    .toColourspace('b-w')
    .toFile(grey);
  assert.deepEqual([...(await readPicture(grey)).rgb], [0, 0, 0, 128, 128, 128, 255, 255, 255]);

  const clear = join(folder, 'clear.png');
  await sharp(Buffer.from([9, 9, 9, 0]), { raw: { width: 1, height: 1, channels: 4 } }).toFile(
    clear,
  );
  assert.deepEqual([...(await readPicture(clear)).rgb], [255, 255, 255]);
});

test('the EXIF orientation is applied', async () => {
  const turned = join(folder, 'turned.jpg');
  await sharp({ create: { width: 20, height: 10, channels: 3, background: '#808080' } })
    .withMetadata({ orientation: 6 })
    .toFile(turned);
  const { width, height } = await readPicture(turned);
  assert.deepEqual([width, height], [10, 20]);
});

test('scaling keeps the shape and the colour', async () => {
  const path = join(folder, 'plain.png');
  await plainPicture(path, '#336699', 30, 20);
  const fitted = await fitPicture(await readPicture(path), 90);
  assert.deepEqual([fitted.width, fitted.height], [90, 60]);
  assert.deepEqual([...fitted.rgb.subarray(0, 3)], [0x33, 0x66, 0x99]);
});
