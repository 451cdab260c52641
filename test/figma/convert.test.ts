import { afterEach, describe, expect, test } from '@jest/globals';
import { encodePng, PRESETS } from '../../runtime/src/index.js';
import type { FaceRecord, SketchJob } from '../../figma-plugin/src/messages.js';
import { example, group, names, pencil } from './documents.js';
import type { DocumentSpec, DumpedNode, NodeSpec, Rows } from './fake/spec.js';
import { corners, findLayer, pictureOf } from './layers.js';
import { buildPlugin } from './plugin.js';
import { Sandbox } from './sandbox.js';

const { code } = buildPlugin('test/fixtures/model');
let sandbox: Sandbox;

afterEach(() => {
  expect(sandbox.touched).toEqual([]);
  expect(sandbox.complaints).toEqual([]);
  sandbox.dispose();
});

const record: FaceRecord = {
  style: PRESETS.studio,
  seed: 7,
  background: 'style',
  frame: { x: 0, y: 0, size: 300 },
  model: { name: 'tiny', version: '1' },
  backend: 'wasm',
};
const png = encodePng(
  { width: 2, height: 2, data: new Uint8ClampedArray(16).fill(200) },
  { model: record.model, style: record.style },
);

async function open(spec: Omit<DocumentSpec, 'relaunchButtons'>): Promise<readonly SketchJob[]> {
  sandbox = await Sandbox.open(code, spec);
  sandbox.run('open');
  sandbox.message({ type: 'ready' });
  await sandbox.rest();
  return jobs();
}

function jobs(): readonly SketchJob[] {
  const told = sandbox.toUi.filter(({ type }) => type === 'init' || type === 'selection').pop();
  return (told as unknown as { selection: { jobs: SketchJob[] } }).selection.jobs;
}

async function place(job: SketchJob, frame = record.frame): Promise<void> {
  sandbox.message({ type: 'apply', faces: [{ key: job.key, png, record: { ...record, frame } }] });
  await sandbox.rest();
}

function find(name: string): DumpedNode {
  return findLayer(sandbox, name);
}

const plainSquare = [
  [0, 0],
  [300, 0],
  [300, 300],
];

describe('a face in place', () => {
  test('lies on its frame just above the sketch, which is kept, hidden', async () => {
    const strokes = example('bob-cut');
    const [job] = await open({
      pages: [
        {
          children: [
            { type: 'RECTANGLE', name: 'Below' },
            ...strokes,
            { type: 'RECTANGLE', name: 'Above' },
          ],
        },
      ],
      selection: names(strokes),
    });
    expect(job!.shapes).toHaveLength(strokes.length);
    await place(job!);
    expect(sandbox.layers.map(({ name }) => name)).toEqual(['Below', 'FacePencil / Face', 'Above']);
    const made = find('FacePencil / Face');
    expect(made.children.map(({ name, visible }) => [name, visible])).toEqual([
      ['Sketch', false],
      ['Face', true],
    ]);
    expect(made.children[0]!.children.map(({ name }) => name)).toEqual(names(strokes));
    expect(corners(find('Face'))).toEqual(plainSquare);
    expect(made.relaunch).toEqual({ regenerate: '', edit: '', release: '' });
    expect(JSON.parse(made.data['face']!)).toEqual(record);
    expect(sandbox.dump().selection).toEqual([made.id]);
    expect(sandbox.notices.map(({ text }) => text)).toEqual(['Face placed. Undo takes it back.']);
  });

  test('paints the PNG that the UI sent', async () => {
    const strokes = example('bald');
    const [job] = await open({ pages: [{ children: strokes }], selection: names(strokes) });
    await place(job!);
    const [fill] = find('Face').props['fills'] as { imageHash: string; scaleMode: string }[];
    expect(fill).toMatchObject({ type: 'IMAGE', scaleMode: 'FILL' });
    expect(pictureOf(sandbox, find('Face')).equals(Buffer.from(png))).toBe(true);
  });

  test('one undo takes it all back', async () => {
    const strokes = example('bald');
    const [job] = await open({ pages: [{ children: strokes }], selection: names(strokes) });
    const before = sandbox.dump();
    await place(job!);
    expect(sandbox.dump()).not.toEqual(before);
    sandbox.deed('undo');
    expect(sandbox.dump()).toEqual(before);
  });

  test('strokes stay where they are on the page, whatever they were in', async () => {
    const strokes = example('bald', { x: 40, y: 60 });
    const turned: NodeSpec = {
      type: 'FRAME',
      name: 'Turned',
      width: 600,
      height: 600,
      relativeTransform: [
        [Math.SQRT1_2, -Math.SQRT1_2, 500],
        [Math.SQRT1_2, Math.SQRT1_2, 20],
      ],
      children: [
        group('A', strokes.slice(0, 4)),
        {
          type: 'FRAME',
          name: 'Inner',
          x: 30,
          y: 30,
          width: 300,
          height: 300,
          children: strokes.slice(4),
        },
      ],
    };
    const [job] = await open({ pages: [{ children: [turned] }], selection: names(strokes) });
    const before = strokes.map(({ name }) => corners(find(name!)));
    await place(job!, { x: 200, y: 100, size: 250, rotation: 45 });
    expect(strokes.map(({ name }) => corners(find(name!)))).toEqual(before);
    expect(find('Turned').children.map(({ name }) => name)).toContain('FacePencil / Face');
    const [topLeft, topRight, bottomRight] = corners(find('Face'));
    expect(Math.hypot(topRight![0]! - topLeft![0]!, topRight![1]! - topLeft![1]!)).toBeCloseTo(
      250,
      1,
    );
    expect((topLeft![0]! + bottomRight![0]!) / 2).toBeCloseTo(325, 1);
    expect((topLeft![1]! + bottomRight![1]!) / 2).toBeCloseTo(225, 1);
    expect(topRight![0]! - topLeft![0]!).toBeCloseTo(250 * Math.SQRT1_2, 1);
  });

  test.each([false, true])('z-order holds however Figma counts (%s)', async (countsMoved) => {
    const [a, b, ...rest] = example('bald');
    const [job] = await open({
      countsMoved,
      pages: [
        {
          children: [
            a!,
            { type: 'RECTANGLE', name: 'Between' },
            b!,
            ...rest,
            { type: 'RECTANGLE', name: 'Top' },
          ],
        },
      ],
      selection: names([a!, b!, ...rest]),
    });
    await place(job!);
    expect(sandbox.layers.map(({ name }) => name)).toEqual(['Between', 'FacePencil / Face', 'Top']);
  });

  test('in FigJam, where there are no frames to make', async () => {
    const strokes = example('bald').map((stroke, i): NodeSpec =>
      i === 0 ? { ...stroke, type: 'HIGHLIGHT' } : stroke,
    );
    const [job] = await open({
      editorType: 'figjam',
      pages: [
        {
          children: [
            { type: 'SECTION', name: 'Section', width: 900, height: 900, children: strokes },
          ],
        },
      ],
      selection: names(strokes),
    });
    expect(job!.shapes).toHaveLength(strokes.length);
    await place(job!);
    expect(find('Section').children.map(({ name }) => name)).toEqual(['FacePencil / Section']);
  });
});

describe('auto layout', () => {
  const box = (name: string): NodeSpec => ({ type: 'RECTANGLE', name, width: 50, height: 50 });
  const row = (children: readonly NodeSpec[], props = {}): NodeSpec => ({
    type: 'FRAME',
    name: 'Row',
    children,
    props: { layoutMode: 'HORIZONTAL', itemSpacing: 10, paddingLeft: 8, paddingTop: 8, ...props },
  });
  const neighbours = () => ['Left', 'Right', 'Row'].map((name) => corners(find(name)));

  test.each([
    ['one child', (strokes: NodeSpec[]) => [group('Sketch of it', strokes)], ['Sketch of it']],
    ['strokes in a group in it', (strokes: NodeSpec[]) => [group('G', strokes)], undefined],
    ['its own children', (strokes: NodeSpec[]) => strokes, undefined],
  ])('nothing jumps: %s', async (_what, wrap, selected) => {
    const strokes = example('bald', { side: 120 });
    await open({
      pages: [{ children: [row([box('Left'), ...wrap(strokes), box('Right')])] }],
      selection: selected ?? names(strokes),
    });
    const before = neighbours();
    const strokesBefore = strokes.map(({ name }) => corners(find(name!)));
    const untouched = sandbox.dump();
    // Larger than the sketch on all sides.
    await place(jobs()[0]!, { x: -40, y: -40, size: 300 });
    expect(neighbours()).toEqual(before);
    expect(strokes.map(({ name }) => corners(find(name!)))).toEqual(strokesBefore);
    expect(corners(find('Face'))[0]).toEqual([-40, -40]);
    sandbox.deed('undo');
    expect(sandbox.dump()).toEqual(untouched);
  });

  test('a child that fills what is free goes on doing so', async () => {
    const strokes = example('bald', { side: 120 });
    const filling: NodeSpec = {
      type: 'FRAME',
      name: 'Filling',
      height: 130,
      children: strokes,
      props: { layoutGrow: 1, fills: [] },
    };
    await open({
      pages: [
        {
          children: [
            {
              ...row([box('Left'), filling, box('Right')], { primaryAxisSizingMode: 'FIXED' }),
              width: 500,
            },
          ],
        },
      ],
      selection: ['Filling'],
    });
    const before = neighbours();
    await place(jobs()[0]!);
    expect(neighbours()).toEqual(before);
    expect(find('FacePencil slot').props['layoutGrow']).toBe(1);
  });

  test('a child that stands out of the flow stays out of it', async () => {
    const strokes = example('bald', { side: 120 });
    const free = { ...group('Free', strokes), props: { layoutPositioning: 'ABSOLUTE' } };
    await open({
      pages: [{ children: [row([box('Left'), free, box('Right')])] }],
      selection: ['Free'],
    });
    const before = neighbours();
    await place(jobs()[0]!);
    expect(neighbours()).toEqual(before);
    expect(find('FacePencil / Free').props['layoutPositioning']).toBe('ABSOLUTE');
  });
});

describe('what is read', () => {
  const half: Rows = [
    [0, -1, 200],
    [1, 0, 100],
  ];

  test('nested groups, turned and flipped layers, by their place on the page', async () => {
    const line = pencil(
      [
        [0, 0],
        [10, 0],
      ],
      { name: 'Line' },
    );
    const flipped: NodeSpec = {
      ...line,
      relativeTransform: [
        [-1, 0, 50],
        [0, 1, 20],
      ],
    };
    await open({
      pages: [
        {
          children: [
            {
              type: 'FRAME',
              name: 'F',
              relativeTransform: half,
              width: 300,
              height: 300,
              children: [group('G', [flipped])],
              props: { fills: [] },
            },
          ],
        },
      ],
      selection: ['G'],
    });
    const [shape] = jobs()[0]!.shapes;
    // (0, 0) flipped is (50, 20), turned is (200 - 20, 100 + 50).
    expect(shape!.matrix.map((value) => Math.round(value) + 0)).toEqual([0, -1, -1, 0, 180, 150]);
    expect(shape!.d).toBe('M0 0L10 0');
  });

  test('hidden layers, masks, text and images are passed over', async () => {
    const [a, b, c, ...rest] = example('bald');
    const image: NodeSpec = {
      type: 'RECTANGLE',
      name: 'Photo',
      props: { fills: [{ type: 'IMAGE', imageHash: 'x', scaleMode: 'FILL' }] },
    };
    await open({
      pages: [
        {
          children: [
            group('All', [
              { ...a!, props: { ...a!.props, visible: false } },
              { ...b!, props: { ...b!.props, isMask: true } },
              { ...c!, props: { ...c!.props, opacity: 0 } },
              image,
              ...rest,
            ]),
          ],
        },
      ],
      selection: ['All'],
    });
    expect(jobs()[0]!.shapes.map(({ id }) => id)).toHaveLength(rest.length);
  });

  test('a stroke drawn through vertices is one path, and a filled region has its own fill', async () => {
    const red = { type: 'SOLID', color: { r: 1, g: 0, b: 0 } };
    const shape: NodeSpec = {
      ...pencil(
        [
          [0, 0],
          [40, 0],
          [40, 40],
          [0, 40],
        ],
        { name: 'Patch', closed: true },
      ),
    };
    const network = shape.props!['vectorNetwork'] as {
      regions: unknown[];
      segments: Record<string, unknown>[];
    };
    network.regions = [{ windingRule: 'EVENODD', loops: [[0, 1, 2, 3]], fills: [red] }];
    network.segments[1] = {
      ...network.segments[1],
      tangentStart: { x: 5, y: 0 },
      tangentEnd: { x: 5, y: 0 },
    };
    await open({ pages: [{ children: [shape] }], selection: ['Patch'] });
    expect(
      jobs()[0]!.shapes.map(({ d, fill, stroke, rule }) => [d, fill?.color, stroke?.color, rule]),
    ).toEqual([
      ['M0 0L40 0C45 0 45 40 40 40L0 40L0 0Z', '#ff0000', undefined, 'evenodd'],
      ['M0 0L40 0C45 0 45 40 40 40L0 40L0 0Z', undefined, '#1a1a1a', 'nonzero'],
    ]);
  });

  test('faces side by side are a sketch each, and are placed each by its own', async () => {
    const left = example('bald', { side: 200 });
    const right = example('bob-cut', { x: 400, side: 200 }).map((one, i) => ({
      ...one,
      name: `Right ${i}`,
    }));
    await open({
      pages: [{ children: [...left, ...right] }],
      selection: names([...left, ...right]),
    });
    expect(jobs().map(({ shapes }) => shapes.length)).toEqual([left.length, right.length]);
    const faces = jobs().map(({ key }, i) => ({
      key,
      png,
      record: { ...record, frame: { x: i * 400, y: 0, size: 200 } },
    }));
    sandbox.message({ type: 'apply', faces });
    await sandbox.rest();
    expect(sandbox.layers.map(({ children }) => corners(children[1]!)[0])).toEqual([
      [0, 0],
      [400, 0],
    ]);
    expect(sandbox.notices.map(({ text }) => text)).toEqual([
      '2 faces placed. Undo takes them back.',
    ]);
    sandbox.deed('undo');
    expect(sandbox.layers).toHaveLength(left.length + right.length);
  });

  test('the strokes of an artboard, not the artboard: what else lies on it stays', async () => {
    const strokes = example('bald');
    await open({
      pages: [
        {
          children: [
            {
              type: 'FRAME',
              name: 'Artboard',
              width: 600,
              height: 600,
              props: { fills: [{ type: 'SOLID', color: { r: 0.2, g: 0.1, b: 0.1 } }] },
              children: [{ type: 'TEXT', name: 'Title' }, ...strokes],
            },
          ],
        },
      ],
      selection: ['Artboard'],
    });
    expect(jobs()[0]!.paper).toBe('#331a1a');
    await place(jobs()[0]!);
    expect(find('Artboard').children.map(({ name, visible }) => [name, visible])).toEqual([
      ['Title', true],
      ['FacePencil / Artboard', true],
    ]);
  });

  test('an instance moves as a whole; layers in one vanish where they are, and a copy is kept', async () => {
    const instance = (children: readonly NodeSpec[]): NodeSpec => ({
      type: 'INSTANCE',
      name: 'Instance',
      x: 30,
      y: 40,
      width: 320,
      height: 320,
      children,
      props: { fills: [] },
    });
    const strokes = example('bald');
    await open({ pages: [{ children: [instance(strokes)] }], selection: ['Instance'] });
    expect(jobs()[0]!.shapes).toHaveLength(strokes.length);
    await place(jobs()[0]!);
    expect(find('Sketch').children.map(({ name }) => name)).toEqual(['Instance']);
    sandbox.dispose();

    await open({ pages: [{ children: [instance(strokes)] }], selection: names(strokes) });
    const where = corners(find('Stroke 1'));
    const untouched = sandbox.dump();
    await place(jobs()[0]!);
    expect(find('Instance').children.every(({ props }) => props['opacity'] === 0)).toBe(true);
    expect(find('Sketch').children.map(({ name }) => name)).toEqual(names(strokes));
    expect(corners(find('Sketch').children[0]!)).toEqual(where);
    sandbox.deed('undo');
    expect(sandbox.dump()).toEqual(untouched);
  });

  test('a face of before there were looks, with the default one; its record stays as it is', async () => {
    const { look, ...style } = PRESETS.copper;
    const older = { ...record, style };
    const strokes = example('bald');
    const settings = { style, background: 'style', size: 768 };
    const [job] = await open({
      pages: [
        {
          children: [
            {
              ...group('FacePencil / Face', [
                { ...group('Sketch', strokes), data: { part: 'sketch' } },
                { type: 'RECTANGLE', name: 'Face', data: { part: 'image' } },
              ]),
              data: { face: JSON.stringify(older) },
            },
          ],
        },
      ],
      selection: ['FacePencil / Face'],
      storage: { settings },
    });
    expect(job!.face!.settings).toEqual({
      style: { ...style, look },
      seed: 7,
      background: 'style',
    });
    expect(JSON.parse(find('FacePencil / Face').data['face']!)).toEqual(older);
    const [init] = sandbox.toUi.filter(({ type }) => type === 'init');
    expect(init!['settings']).toEqual({ ...settings, style: { ...style, look } });
  });

  test('the turn that all layers share, and none where they differ', async () => {
    const turned = (degrees: number, stroke: NodeSpec, mirrored = false): NodeSpec => {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const flip = mirrored ? -1 : 1;
      return {
        ...stroke,
        relativeTransform: [
          [cos * flip, -sin, 0],
          [sin * flip, cos, 0],
        ],
      };
    };
    const [a, b] = example('bald');
    await open({
      pages: [{ children: [turned(30, a!), turned(30, b!, true)] }],
      selection: names([a!, b!]),
    });
    expect(jobs()[0]!.turn).toBeCloseTo(30, 5);
    sandbox.dispose();
    await open({
      pages: [{ children: [turned(30, a!), turned(20, b!)] }],
      selection: names([a!, b!]),
    });
    expect(jobs()[0]!.turn).toBe(0);
  });

  test('colours of strokes named after what they show, and the palette of the document', async () => {
    const brown = { type: 'SOLID', color: { r: 0.4, g: 0.2, b: 0.1 } };
    const [a, b, ...rest] = example('bald', { paint: undefined });
    const stroke = (spec: NodeSpec, name: string, paint: unknown): NodeSpec => ({
      ...spec,
      name,
      props: { ...spec.props, strokes: [paint] },
    });
    await open({
      pages: [
        {
          children: [
            group('Hair', [stroke(a!, 'Vector 1', brown), stroke(b!, 'Vector 2', brown)]),
            ...rest,
          ],
        },
      ],
      selection: ['Hair', ...names(rest)],
      styles: [{ name: 'Brand/Red', color: { r: 1, g: 0, b: 0 } }],
      variables: [
        { name: 'ink', value: { r: 0, g: 0, b: 1 } },
        { name: 'text', value: 'ink' },
      ],
    });
    expect(jobs()[0]!.hints).toEqual({ hair: '#66331a' });
    const palette = sandbox.toUi.find(({ type }) => type === 'palette') as unknown as {
      swatches: unknown;
    };
    expect(palette.swatches).toEqual([
      { name: 'Brand/Red', color: '#ff0000' },
      { name: 'ink', color: '#0000ff' },
      { name: 'text', color: '#0000ff' },
    ]);
  });
});
