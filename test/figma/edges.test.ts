import { afterEach, describe, expect, test } from '@jest/globals';
import type { FaceRecord, SketchJob } from '../../figma-plugin/src/messages.js';
import { encodePng, PRESETS } from '../../runtime/src/index.js';
import { example, group, names, pencil, TEXT } from './documents.js';
import type { DocumentSpec, DumpedDocument, NodeSpec } from './fake/spec.js';
import { buildPlugin } from './plugin.js';
import { Sandbox } from './sandbox.js';

// What can be in the way. Each time: a sentence that says what, and the document as it was.

const { code } = buildPlugin('test/fixtures/model');
let sandbox: Sandbox;

afterEach(() => {
  expect(sandbox.touched).toEqual([]);
  expect(sandbox.complaints).toEqual([]);
  sandbox.dispose();
});

const record: FaceRecord = {
  style: PRESETS.studio,
  background: 'style',
  frame: { x: 0, y: 0, size: 300 },
  model: { name: 'tiny', version: '1' },
  backend: 'wasm',
};
const moved: FaceRecord = { ...record, frame: { x: 20, y: 30, size: 250 } };
const png = encodePng(
  { width: 2, height: 2, data: new Uint8ClampedArray(16).fill(200) },
  { model: record.model, style: record.style },
);
const strokes = example('bald');
const photo: NodeSpec = {
  type: 'RECTANGLE',
  name: 'Photo',
  props: { fills: [{ type: 'IMAGE', imageHash: 'x', scaleMode: 'FILL' }] },
};
/** A click of the pen, no line. */
const point = pencil(
  [
    [10, 10],
    [10, 10],
  ],
  { name: 'Point' },
);
const locked = (node: NodeSpec): NodeSpec => ({ ...node, props: { ...node.props, locked: true } });
const hidden = (node: NodeSpec): NodeSpec => ({
  ...node,
  props: { ...node.props, visible: false },
});

type Spec = Omit<DocumentSpec, 'relaunchButtons'>;

/** The edges that show before anything is made. */
const SELECTIONS: readonly (readonly [what: string, spec: Spec, says: RegExp])[] = [
  ['nothing', { pages: [{ children: strokes }] }, /^Select the strokes of a face first/],
  [
    'only text',
    { pages: [{ children: [TEXT] }], selection: ['Label'] },
    /^Text and images have no/,
  ],
  [
    'only an image',
    { pages: [{ children: [photo] }], selection: ['Photo'] },
    /^Text and images have/,
  ],
  [
    'a frame of text and images',
    {
      pages: [{ children: [group('Card', [TEXT, photo])] }],
      selection: ['Card'],
    },
    /^Text and images have no strokes/,
  ],
  [
    'a locked layer',
    { pages: [{ children: [locked(strokes[0]!)] }], selection: ['Stroke 1'] },
    /^“Stroke 1” is locked\. Unlock it first/,
  ],
  [
    'layers in a locked group',
    { pages: [{ children: [locked(group('Kept', strokes))] }], selection: names(strokes) },
    /^“Kept” is locked\. Unlock it first/,
  ],
  [
    'hidden layers',
    { pages: [{ children: [hidden(strokes[0]!)] }], selection: ['Stroke 1'] },
    /^What you selected is hidden/,
  ],
  ['a point', { pages: [{ children: [point] }], selection: ['Point'] }, /has no size/],
  [
    '5,000 vectors',
    {
      pages: [
        {
          children: [
            group(
              'Map',
              Array.from({ length: 5000 }, (_, i) =>
                pencil([
                  [i % 70, i / 70],
                  [(i % 70) + 1, i / 70],
                ]),
              ),
            ),
          ],
        },
      ],
      selection: ['Map'],
    },
    /^That is more than 2000 vectors\. Select the strokes of the face only/,
  ],
];

async function start(spec: Spec, command = 'open'): Promise<DumpedDocument> {
  sandbox = await Sandbox.open(code, spec);
  const before = sandbox.dump();
  sandbox.run(command);
  await sandbox.rest();
  return before;
}

/** As start, and the UI has asked for the sketches. */
async function ready(spec: Spec): Promise<DumpedDocument> {
  const before = await start(spec);
  sandbox.message({ type: 'ready' });
  await sandbox.rest();
  return before;
}

function jobs(): readonly SketchJob[] {
  const told = sandbox.toUi.filter(({ type }) => type === 'init' || type === 'selection').pop();
  return (told as unknown as { selection: { jobs: SketchJob[] } }).selection.jobs;
}

/** The face has been made, and comes from the UI. */
async function apply(...keys: readonly string[]): Promise<void> {
  sandbox.message({ type: 'busy', busy: true });
  sandbox.message({ type: 'apply', faces: keys.map((key) => ({ key, png, record })) });
  await sandbox.rest();
}

/** Places to a millionth: to go and come back again costs the last digits. */
function rounded(document: DumpedDocument): unknown {
  return JSON.parse(
    JSON.stringify(document, (_key, value: unknown) =>
      typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value,
    ),
  );
}

function said(): string {
  const { text } = sandbox.notices[sandbox.notices.length - 1]!;
  return text;
}

describe('selections that hold no sketch', () => {
  test.each(SELECTIONS)('%s', async (_what, spec, says) => {
    const before = await start(spec);
    expect(sandbox.notices).toHaveLength(1);
    expect(said()).toMatch(says);
    // The window waits for a better selection.
    expect(sandbox.closed).toBe(false);
    expect(sandbox.windows).toMatchObject([{ visible: true }]);
    expect(sandbox.dump()).toEqual(before);
  });

  test.each(SELECTIONS)('%s, in a quick action', async (_what, spec, says) => {
    const before = await start(spec, 'generate');
    expect(sandbox.notices).toMatchObject([{ error: true }]);
    expect(said()).toMatch(says);
    expect(sandbox.closed).toBe(true);
    expect(sandbox.windows).toEqual([]);
    expect(sandbox.dump()).toEqual(before);
  });

  test.each(['regenerate', 'edit', 'release'])(
    'strokes, where %s wants a face',
    async (command) => {
      const before = await start(
        { pages: [{ children: strokes }], selection: names(strokes) },
        command,
      );
      expect(said()).toBe('Select a face that FacePencil made.');
      expect(sandbox.closed).toBe(true);
      expect(sandbox.dump()).toEqual(before);
    },
  );
});

describe('where nothing can be changed', () => {
  test('Dev Mode', async () => {
    const before = await start({
      editorType: 'dev',
      pages: [{ children: strokes }],
      selection: names(strokes),
    });
    expect(said()).toBe('FacePencil changes the design. Leave Dev Mode to use it.');
    expect(sandbox.closed).toBe(true);
    expect(sandbox.dump()).toEqual(before);
  });

  test('a file that one can only view', async () => {
    const before = await ready({
      canEdit: false,
      pages: [{ children: strokes }],
      selection: names(strokes),
    });
    await apply(jobs()[0]!.key);
    expect(said()).toMatch(/^You can only view this file\. Ask for edit access/);
    expect(sandbox.dump()).toEqual(before);
  });

  test('a file whose edit access is taken away in mid-run', async () => {
    const before = await ready({ pages: [{ children: strokes }], selection: names(strokes) });
    sandbox.deed('edit', { canEdit: false });
    await apply(jobs()[0]!.key);
    expect(said()).toMatch(/^You can only view this file/);
    expect(sandbox.dump()).toEqual(before);
  });
});

describe('while the face is being made', () => {
  const onTwoPages: Spec = {
    pages: [
      { name: 'First', children: strokes },
      { name: 'Second', children: [] },
    ],
    selection: names(strokes),
  };

  test('a stroke is deleted', async () => {
    await ready(onTwoPages);
    sandbox.deed('delete', { name: 'Stroke 3' });
    const before = sandbox.dump();
    await apply(jobs()[0]!.key);
    expect(said()).toMatch(/^A layer of the sketch is no longer there\. Nothing was changed/);
    expect(sandbox.dump()).toEqual(before);
  });

  test('a stroke is locked', async () => {
    await ready(onTwoPages);
    sandbox.deed('change', { name: 'Stroke 3', props: { locked: true } });
    const before = sandbox.dump();
    await apply(jobs()[0]!.key);
    expect(said()).toBe('“Stroke 3” is locked. Unlock it first.');
    expect(sandbox.dump()).toEqual(before);
  });

  test('another page is shown; back on the first, the face is placed', async () => {
    await ready(onTwoPages);
    const [{ key }] = jobs() as [SketchJob];
    sandbox.deed('showPage', { name: 'Second' });
    await sandbox.rest();
    const before = sandbox.dump();
    await apply(key);
    expect(said()).toBe(
      'You are on another page now, and nothing was changed. Go back to “First” and try again.',
    );
    expect(sandbox.dump()).toEqual(before);
    sandbox.deed('showPage', { name: 'First' });
    await sandbox.rest();
    await apply(key);
    expect(said()).toBe('Face placed. Undo takes it back.');
  });

  test('sketches are chosen on several pages', async () => {
    const other = example('bob-cut').map((stroke, i) => ({ ...stroke, name: `Other ${i}` }));
    await ready({
      pages: [{ children: strokes }, { name: 'Second', children: other }],
      selection: names(strokes),
    });
    const [first] = jobs();
    sandbox.deed('showPage', { name: 'Second' });
    sandbox.deed('select', { names: names(other) });
    // Both are told of at once, some time later.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await sandbox.rest();
    const [second] = jobs();
    expect(second!.key).not.toBe(first!.key);
    const before = sandbox.dump();
    await apply(first!.key, second!.key);
    expect(said()).toBe(
      'These sketches lie on several pages. Nothing was changed: do one page at a time.',
    );
    expect(sandbox.dump()).toEqual(before);
  });

  test('the window is closed', async () => {
    const before = await ready(onTwoPages);
    sandbox.message({ type: 'busy', busy: true });
    sandbox.deed('closeWindow');
    expect(said()).toBe('FacePencil was closed before the face was made. Nothing was changed.');
    expect(sandbox.dump()).toEqual(before);
  });

  test('the window is closed when nothing is being made: not a word', async () => {
    await ready(onTwoPages);
    sandbox.deed('closeWindow');
    expect(sandbox.notices).toEqual([]);
  });

  test('a quick action is called off by its button', async () => {
    const before = await start(onTwoPages, 'generate');
    expect(sandbox.notices).toMatchObject([{ text: 'Making the face …', button: 'Cancel' }]);
    sandbox.deed('press', { notice: 0 });
    expect(sandbox.notices.map(({ text }) => text)).toEqual([
      'Making the face …',
      'Cancelled. Nothing was changed.',
    ]);
    expect(sandbox.closed).toBe(true);
    expect(sandbox.dump()).toEqual(before);
  });

  test.each<[what: string, deed: (key: string) => unknown]>([
    ['a face placed', (key) => ({ type: 'apply', faces: [{ key, png, record }] })],
    ['a face replaced', (key) => ({ type: 'apply', faces: [{ key, png, record: moved }] })],
    ['variations', (key) => ({ type: 'spread', key, faces: [{ key, png, record }] })],
    ['released to its image', () => ({ type: 'release', keep: 'image' })],
    ['released to its sketch', () => ({ type: 'release', keep: 'sketch' })],
  ])('Figma refuses at any step, and everything is taken back: %s', async (what, deed) => {
    const sketch = group('Sketch of it', strokes.slice(0, 3));
    const inFlow = { ...sketch.props, layoutAlign: 'INHERIT', layoutGrow: 0 };
    const laidOut: NodeSpec = {
      type: 'FRAME',
      name: 'Row',
      children: [
        { ...sketch, props: inFlow },
        { type: 'RECTANGLE', name: 'Right' },
      ],
      props: { layoutMode: 'HORIZONTAL', itemSpacing: 10 },
    };
    await ready({ pages: [{ children: [laidOut] }], selection: ['Sketch of it'] });
    if (/replaced|released/.test(what)) {
      await apply(jobs()[0]!.key);
      sandbox.deed('select', { names: ['FacePencil / Sketch of it'] });
      await new Promise((resolve) => setTimeout(resolve, 100));
      await sandbox.rest();
    }
    const before = sandbox.dump();
    const message = deed(jobs()[0]!.key);
    const count = sandbox.notices.length;
    let steps = 0;
    for (;;) {
      sandbox.deed('edit', { failAt: ++steps });
      sandbox.message(message);
      await sandbox.rest();
      expect(sandbox.notices).toHaveLength(count + steps);
      if (!sandbox.notices[count + steps - 1]!.error) break;
      expect(said()).toMatch(/^Figma refused: .* Nothing was changed\.$/);
      expect(rounded(sandbox.dump())).toEqual(rounded(before));
    }
    expect(steps).toBeGreaterThan(5);
    sandbox.deed('edit', { failAt: 0 });
    sandbox.deed('undo');
    expect(rounded(sandbox.dump())).toEqual(rounded(before));
  });

  test('an image that is none is refused', async () => {
    const before = await ready(onTwoPages);
    const broken = { key: jobs()[0]!.key, png: new Uint8Array(40), record };
    sandbox.message({ type: 'apply', faces: [broken] });
    await sandbox.rest();
    expect(said()).toMatch(/^Figma refused: .*Image type is unsupported/);
    expect(sandbox.dump()).toEqual(before);
  });
});

describe('in FigJam', () => {
  test('the same sentences', async () => {
    const before = await start({ editorType: 'figjam', pages: [{ children: [] }] });
    expect(said()).toMatch(/^Select the strokes of a face first/);
    expect(sandbox.dump()).toEqual(before);
  });
});
