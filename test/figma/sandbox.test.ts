import { describe, expect, test } from '@jest/globals';
import { example, names } from './documents.js';
import { buildPlugin } from './plugin.js';
import { Sandbox } from './sandbox.js';

// The fake must be as strict as Figma, or the other tests show nothing.

const strokes = example('bald');
const spec = { pages: [{ children: strokes }], selection: names(strokes) };

async function tried(code: string, editorType = 'figma'): Promise<Sandbox> {
  const sandbox = await Sandbox.open(
    `figma.on('run', () => {
       Promise.resolve().then(async () => { ${code} }).then(
         (value) => figma.notify('done: ' + String(value)),
         (error) => figma.notify('failed: ' + error.message));
     });`,
    { ...spec, editorType },
  );
  sandbox.run('open');
  await sandbox.rest();
  return sandbox;
}

async function answerTo(code: string, editorType?: string): Promise<string> {
  const sandbox = await tried(code, editorType);
  const [notice] = sandbox.notices;
  sandbox.dispose();
  return notice!.text;
}

describe('the sandbox of code.js', () => {
  test.each(['window', 'document', 'fetch', 'URL', 'TextDecoder', 'structuredClone', 'crypto'])(
    'has no %s, and knows that it was asked for',
    async (name) => {
      const sandbox = await tried(`return typeof ${name};`);
      expect(sandbox.touched).toEqual([name]);
      expect(sandbox.notices[0]!.text).toBe(`failed: ${name} is not defined`);
      sandbox.dispose();
    },
  );

  test('the plugin itself asks for nothing of a browser, in any of its commands', async () => {
    const { code } = buildPlugin('test/fixtures/model');
    for (const command of ['open', 'generate', 'variations', 'regenerate', 'edit', 'release']) {
      const sandbox = await Sandbox.open(code, spec);
      sandbox.run(command);
      sandbox.message({ type: 'ready' });
      await sandbox.rest();
      expect(sandbox.touched).toEqual([]);
      sandbox.dispose();
    }
  });
});

describe('the fake figma refuses what Figma refuses', () => {
  test.each([
    ['looking a layer up without waiting', 'return figma.getNodeById("1:1");', /dynamic-page/],
    ['styles without waiting', 'return figma.getLocalPaintStyles();', /dynamic-page/],
    [
      'setting the page without waiting',
      'figma.currentPage = figma.root.children[0];',
      /dynamic-page/,
    ],
    ['what is not in the API', 'return figma.createEverything();', /is not there/],
    [
      'a property of other layers',
      'return figma.currentPage.selection[0].layoutMode;',
      /no such property/,
    ],
    [
      'changing what it handed out',
      '"use strict"; figma.currentPage.selection[0].strokes[0].color.r = 1;',
      /read.?only|object is not extensible|not writable/i,
    ],
    [
      'an image larger than 4096 pixels',
      'const png = new Uint8Array(33); png.set([137, 80, 78, 71, 13, 10, 26, 10]); png[18] = 17; png[23] = 1; figma.createImage(png);',
      /too big/,
    ],
    ['bytes that are no image', 'figma.createImage(new Uint8Array(30));', /unsupported/],
    [
      'plugin data of more than 100 kB',
      'figma.currentPage.selection[0].setPluginData("a", "x".repeat(100001));',
      /100 kB/,
    ],
    [
      'relaunch buttons that the manifest has not',
      'figma.currentPage.selection[0].setRelaunchData({ other: "" });',
      /no relaunch button/,
    ],
    [
      'places with stretched axes',
      'figma.currentPage.selection[0].relativeTransform = [[2, 0, 0], [0, 1, 0]];',
      /unit vectors/,
    ],
    [
      'a layer in itself',
      'const g = figma.group(figma.currentPage.selection, figma.currentPage); g.appendChild(g);',
      /into itself/,
    ],
  ])('%s', async (_what, code, says) => {
    expect(await answerTo(code)).toMatch(new RegExp(`^failed: .*${says.source}`, says.flags));
  });

  test('frames, in FigJam', async () => {
    expect(await answerTo('figma.createFrame();', 'figjam')).toMatch(/^failed: .*FigJam/);
  });

  test('a group goes with the last layer in it', async () => {
    const code = `
      const [a, b] = figma.currentPage.selection;
      const group = figma.group([a, b], figma.currentPage);
      figma.currentPage.appendChild(a);
      const before = group.removed;
      figma.currentPage.appendChild(b);
      return [before, group.removed];`;
    expect(await answerTo(code)).toBe('done: false,true');
  });
});
