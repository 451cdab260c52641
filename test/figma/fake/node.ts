import type { FakeFigma } from './figma.js';
import { type Geometry, isSeeThrough, ofRows, toRows } from './geometry.js';
import type { Kept, Store } from './store.js';

const FRAMES = ['FRAME', 'COMPONENT', 'INSTANCE', 'COMPONENT_SET'];
const CONTAINERS = ['PAGE', 'DOCUMENT', 'SECTION', 'GROUP', 'BOOLEAN_OPERATION', ...FRAMES];
const OUTLINES = ['VECTOR', 'HIGHLIGHT', 'RECTANGLE', 'ELLIPSE', 'LINE', 'POLYGON', 'STAR'];

const COMMON = ['id', 'type', 'parent', 'name', 'removed'];
const COMMON_METHODS = [
  'remove',
  'getPluginData',
  'setPluginData',
  'getPluginDataKeys',
  'setRelaunchData',
  'getRelaunchData',
];
const SCENE = [
  'visible',
  'locked',
  'width',
  'height',
  'x',
  'y',
  'relativeTransform',
  'absoluteTransform',
  'absoluteBoundingBox',
  'clone',
];
const LAID_OUT = [
  'rotation',
  'layoutAlign',
  'layoutGrow',
  'layoutPositioning',
  'resize',
  'opacity',
];
const CHILDREN = ['children', 'appendChild', 'insertChild'];
const GEOMETRY = ['fills', 'strokes', 'strokeWeight', 'fillGeometry', 'strokeGeometry', 'isMask'];
const FRAME = [
  'layoutMode',
  'itemSpacing',
  'clipsContent',
  'resizeWithoutConstraints',
  'primaryAxisSizingMode',
  'counterAxisSizingMode',
];

/** What a layer of a type has, as the typings say: asking for anything else is an error. */
function membersOf(type: string): ReadonlySet<string> {
  const before = known.get(type);
  if (before !== undefined) return before;
  const members = [...COMMON, ...COMMON_METHODS];
  if (CONTAINERS.includes(type)) members.push(...CHILDREN);
  if (type === 'PAGE') members.push('selection', 'backgrounds', 'on', 'off');
  if (type !== 'PAGE' && type !== 'DOCUMENT') members.push(...SCENE);
  if (type === 'SECTION') members.push('fills', 'resizeWithoutConstraints');
  if (FRAMES.includes(type)) members.push(...LAID_OUT, ...FRAME, 'fills', 'strokes', 'isMask');
  if (type === 'INSTANCE') members.push('mainComponent', 'getMainComponentAsync');
  if (type === 'GROUP') members.push(...LAID_OUT, 'isMask');
  if (type === 'BOOLEAN_OPERATION') members.push(...LAID_OUT, ...GEOMETRY);
  if (OUTLINES.includes(type)) members.push(...LAID_OUT, ...GEOMETRY);
  if (type === 'VECTOR' || type === 'HIGHLIGHT') members.push('vectorNetwork');
  if (type === 'ELLIPSE') members.push('arcData');
  if (type === 'TEXT') members.push(...LAID_OUT, 'characters', 'fills', 'strokes', 'isMask');
  const found = new Set(members);
  known.set(type, found);
  return found;
}

const known = new Map<string, ReadonlySet<string>>();
const REMOVED: ReadonlySet<string> = new Set(['id', 'removed']);

const DEFAULTS: Readonly<Record<string, unknown>> = {
  fills: [],
  strokes: [],
  strokeWeight: 1,
  isMask: false,
  layoutMode: 'NONE',
  layoutAlign: 'INHERIT',
  layoutGrow: 0,
  layoutPositioning: 'AUTO',
  itemSpacing: 0,
  clipsContent: true,
  strokeGeometry: [],
  primaryAxisSizingMode: 'AUTO',
  counterAxisSizingMode: 'AUTO',
  arcData: { startingAngle: 0, endingAngle: 2 * Math.PI, innerRadius: 0 },
  characters: '',
};

const PLUGIN_DATA_LIMIT = 100_000;
/** Layers inside an instance may look different there, but not be elsewhere. */
const OVERRIDABLE = ['visible', 'opacity', 'fills', 'strokes', 'strokeWeight', 'locked', 'name'];

/**
 * One layer for the plugin, by its id alone: a new object each time, as Figma does not promise
 * that one layer is one object.
 */
export class NodeHandle {
  constructor(
    private readonly host: FakeFigma,
    readonly id: string,
  ) {}

  private get store(): Store {
    return this.host.store;
  }
  private get geometry(): Geometry {
    return this.host.geometry;
  }
  private get kept(): Kept {
    return this.store.get(this.id);
  }
  private make(id: string): SceneNode {
    return this.host.node(id) as SceneNode;
  }

  get removed(): boolean {
    return !this.store.has(this.id);
  }
  get type(): string {
    return this.kept.type;
  }
  get parent(): BaseNode | null {
    const { parent } = this.kept;
    return parent === null ? null : this.host.node(parent);
  }
  get children(): readonly SceneNode[] {
    return this.kept.children.map((id) => this.make(id));
  }
  get width(): number {
    return this.geometry.size(this.kept).width;
  }
  get height(): number {
    return this.geometry.size(this.kept).height;
  }
  get relativeTransform(): Transform {
    return toRows(this.geometry.relative(this.kept));
  }
  set relativeTransform(rows: Transform) {
    this.write('relativeTransform', () => {
      const [a, b, c, d] = ofRows(rows);
      // Figma keeps a layer's size apart: the axes are of length 1.
      if (Math.abs(Math.hypot(a, b) - 1) > 1e-3 || Math.abs(Math.hypot(c, d) - 1) > 1e-3) {
        throw new Error('in set_relativeTransform: Expected the axes to be unit vectors');
      }
      this.geometry.setRelative(this.kept, ofRows(rows));
    });
  }
  get absoluteTransform(): Transform {
    return toRows(this.geometry.absolute(this.kept));
  }
  get absoluteBoundingBox(): Rect {
    return this.geometry.box(this.kept);
  }
  get x(): number {
    return this.geometry.relative(this.kept)[4];
  }
  set x(value: number) {
    const [a, b, c, d, , f] = this.geometry.relative(this.kept);
    this.relativeTransform = toRows([a, b, c, d, value, f]);
  }
  get y(): number {
    return this.geometry.relative(this.kept)[5];
  }
  set y(value: number) {
    const [a, b, c, d, e] = this.geometry.relative(this.kept);
    this.relativeTransform = toRows([a, b, c, d, e, value]);
  }
  /** Counter-clockwise, about the top left corner. */
  get rotation(): number {
    const [a, b] = this.geometry.relative(this.kept);
    return (-Math.atan2(b, a) * 180) / Math.PI;
  }
  set rotation(degrees: number) {
    const turn = (-degrees * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    this.relativeTransform = toRows([cos, sin, -sin, cos, this.x, this.y]);
  }
  get layoutPositioning(): unknown {
    return this.kept.props['layoutPositioning'] ?? 'AUTO';
  }
  set layoutPositioning(value: unknown) {
    this.write('layoutPositioning', () => {
      const { parent } = this.kept;
      const mode = parent === null ? undefined : this.store.get(parent).props['layoutMode'];
      if (value === 'ABSOLUTE' && (mode === undefined || mode === 'NONE')) {
        throw new Error(
          'in set_layoutPositioning: Can only set layoutPositioning = ABSOLUTE if the parent node has layoutMode !== NONE',
        );
      }
      this.kept.props['layoutPositioning'] = value;
    });
  }
  get fillGeometry(): VectorPaths {
    const given = this.kept.props['fillGeometry'] as VectorPaths | undefined;
    const { width, height } = this;
    return (
      given ?? [
        { windingRule: 'NONZERO', data: `M 0 0 L ${width} 0 L ${width} ${height} L 0 ${height} Z` },
      ]
    );
  }
  get mainComponent(): never {
    throw new Error(
      'in get_mainComponent: Cannot call with documentAccess: dynamic-page. Use node.getMainComponentAsync instead.',
    );
  }

  get selection(): readonly SceneNode[] {
    return (this.store.state.selection[this.id] ?? []).map((id) => this.make(id));
  }
  set selection(nodes: readonly SceneNode[]) {
    for (const { id } of nodes) {
      if (this.store.pageOf(id) !== this.id) {
        throw new Error(
          'in set_selection: The selection of a page can only include nodes in that page',
        );
      }
    }
    this.store.state.selection[this.id] = nodes.map(({ id }) => id);
    this.host.later('selectionchange');
  }

  resize(width: number, height: number): void {
    this.write('resize', () => {
      if (!(width >= 0.01 && height >= 0.01)) {
        throw new Error('in resize: Expected width and height to be >= 0.01');
      }
      if (isSeeThrough(this.kept)) throw new Error('the fake resizes no groups');
      const { width: oldWidth, height: oldHeight } = this;
      Object.assign(this.kept.props, { width, height });
      const network = this.kept.props['vectorNetwork'] as VectorNetwork | undefined;
      if (network !== undefined && oldWidth > 0 && oldHeight > 0) {
        const vertices = network.vertices.map((vertex) => ({
          ...vertex,
          x: (vertex.x * width) / oldWidth,
          y: (vertex.y * height) / oldHeight,
        }));
        this.kept.props['vectorNetwork'] = { ...network, vertices };
      }
    });
  }
  resizeWithoutConstraints(width: number, height: number): void {
    this.resize(width, height);
  }

  appendChild(child: SceneNode): void {
    this.insertChild(this.kept.children.length, child);
  }

  /** Keeps the child's place relative to what is around it: on the page it may move. */
  insertChild(index: number, child: SceneNode): void {
    this.store.writable('insertChild');
    const kept = this.store.get(child.id);
    this.movable('insertChild', kept);
    if (this.host.isInInstance(this.id) || this.kept.type === 'INSTANCE') {
      throw new Error(
        'in insertChild: Cannot move node. New parent is an instance or is inside of an instance',
      );
    }
    if (kept.type === 'SECTION' && this.kept.type !== 'PAGE' && this.kept.type !== 'SECTION') {
      throw new Error('in insertChild: A section can only be in a page or a section');
    }
    if (
      this.id === child.id ||
      [...this.store.ancestors(this.id)].some(({ id }) => id === child.id)
    ) {
      throw new Error('in insertChild: Cannot move a node into itself');
    }
    const before = this.kept.children.indexOf(child.id);
    const own = this.store.get(this.id);
    let at = index;
    if (before >= 0 && this.store.countsMoved && before < index) at--;
    // Taken out of a group that this empties, it must not take the group's parent along.
    const from = kept.parent;
    if (from !== null) {
      const around = this.store.get(from);
      around.children = around.children.filter((id) => id !== child.id);
    }
    kept.parent = this.id;
    if (own.props['layoutMode'] === undefined || own.props['layoutMode'] === 'NONE') {
      delete kept.props['layoutPositioning'];
    }
    own.children.splice(Math.max(0, Math.min(at, own.children.length)), 0, child.id);
    if (from !== null && from !== this.id) this.host.dissolve(from);
    this.host.changed(child.id, 'PROPERTY_CHANGE', ['parent']);
  }

  remove(): void {
    this.store.writable('remove');
    this.movable('remove', this.kept);
    this.host.changed(this.id, 'DELETE');
    this.store.remove(this.id);
    this.host.layOut();
  }

  clone(): SceneNode {
    this.store.writable('clone');
    const copy = (id: string, parent: string): string => {
      const { type, props, data, children } = this.store.get(id);
      const { id: made } = this.store.add(
        { type, props: JSON.parse(JSON.stringify(props)) as Record<string, unknown>, data },
        parent,
      );
      for (const child of children) copy(child, made);
      return made;
    };
    return this.make(copy(this.id, this.store.currentPage));
  }

  getPluginData(key: string): string {
    return this.kept.data[key] ?? '';
  }
  setPluginData(key: string, value: string): void {
    this.store.writable('setPluginData');
    if (typeof value !== 'string') throw new Error('in setPluginData: Expected a string');
    if (key.length + value.length > PLUGIN_DATA_LIMIT) {
      throw new Error('in setPluginData: The entry is larger than 100 kB');
    }
    const others = Object.entries(this.kept.data).filter(([name]) => name !== key);
    this.kept.data = Object.fromEntries(value === '' ? others : [...others, [key, value]]);
  }
  getPluginDataKeys(): string[] {
    return Object.keys(this.kept.data);
  }
  setRelaunchData(data: Record<string, string>): void {
    this.store.writable('setRelaunchData');
    for (const command of Object.keys(data)) {
      if (!this.host.relaunchButtons.includes(command)) {
        throw new Error(`in setRelaunchData: The manifest has no relaunch button "${command}"`);
      }
    }
    this.kept.relaunch = { ...data };
  }
  getRelaunchData(): Record<string, string> {
    return { ...this.kept.relaunch };
  }

  on(type: string, callback: (event: unknown) => void): void {
    this.host.listen(`${type} ${this.id}`, callback);
  }
  off(type: string, callback: (event: unknown) => void): void {
    this.host.unlisten(`${type} ${this.id}`, callback);
  }

  read(name: string): unknown {
    return structured(this.kept.props[name] ?? DEFAULTS[name]);
  }

  set(name: string, value: unknown): void {
    this.write(name, () => {
      this.kept.props[name] = structured(value);
    });
  }

  private write(name: string, change: () => void): void {
    this.store.writable(`set_${name}`);
    if (this.host.isInInstance(this.id) && !OVERRIDABLE.includes(name)) {
      throw new Error(`in set_${name}: This property cannot be overriden in an instance`);
    }
    change();
    this.host.changed(this.id, 'PROPERTY_CHANGE', [name]);
  }

  private movable(what: string, { id }: Kept): void {
    if (this.host.isInInstance(id))
      throw new Error(`in ${what}: Cannot move a node out of an instance`);
  }
}

/** Figma hands out copies, and refuses to have them changed. */
function structured(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy: unknown = Array.isArray(value)
    ? value.map(structured)
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, structured(part)]));
  return Object.freeze(copy);
}

/** A layer as the plugin sees it: just what the typings give its type. */
export function nodeOf(host: FakeFigma, id: string): BaseNode {
  const handle = new NodeHandle(host, id);
  const members = () => (host.store.has(id) ? membersOf(host.store.get(id).type) : REMOVED);
  return new Proxy(handle, {
    has: (_, name) => typeof name === 'string' && members().has(name),
    get: (target, name) => {
      if (typeof name === 'symbol' || name === 'then' || name === 'toJSON') return undefined;
      if (!host.store.has(id) && name !== 'removed' && name !== 'id') host.store.get(id);
      if (!members().has(name)) {
        throw new Error(`in get_${name}: no such property on ${host.store.get(id).type} node`);
      }
      if (!(name in target)) return target.read(name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    set: (target, name, value) => {
      if (typeof name !== 'string' || !members().has(name)) {
        throw new Error(`in set_${String(name)}: no such property`);
      }
      if (name in target) return Reflect.set(target, name, value, target);
      target.set(name, value);
      return true;
    },
  }) as unknown as BaseNode;
}
