import { type Geometry as Geometries, Geometry } from './geometry.js';
import { bytesToText } from './bytes.js';
import { layOut } from './layout.js';
import { nodeOf } from './node.js';
import type { DocumentSpec, DumpedDocument, DumpedNode } from './spec.js';
import { type Kept, Store } from './store.js';

/** What the fake gives of the plugin API: everything else is not there, and asking for it fails. */
export type Given = Pick<
  PluginAPI,
  | 'editorType'
  | 'mixed'
  | 'currentPage'
  | 'setCurrentPageAsync'
  | 'root'
  | 'getNodeById'
  | 'getNodeByIdAsync'
  | 'createRectangle'
  | 'createFrame'
  | 'group'
  | 'createImage'
  | 'commitUndo'
  | 'triggerUndo'
  | 'notify'
  | 'showUI'
  | 'closePlugin'
  | 'on'
  | 'off'
  | 'getLocalPaintStylesAsync'
  | 'getLocalPaintStyles'
> & {
  readonly ui: Pick<UIAPI, 'postMessage' | 'onmessage' | 'resize'>;
  readonly clientStorage: Pick<ClientStorageAPI, 'getAsync' | 'setAsync'>;
  readonly parameters: Pick<ParametersAPI, 'on'>;
  readonly viewport: Pick<ViewportAPI, 'scrollAndZoomIntoView'>;
  readonly variables: Pick<
    VariablesAPI,
    'getLocalVariablesAsync' | 'getVariableByIdAsync' | 'getVariableCollectionByIdAsync'
  >;
};

type Listener = (event: unknown) => unknown;
type Emit = (kind: string, detail: unknown) => void;

const IMAGE_LIMIT = 4096;
const STORAGE_LIMIT = 5_000_000;

/** Figma, as its documentation says it behaves, over a document kept as plain data. */
export class FakeFigma {
  readonly store = new Store();
  readonly geometry: Geometries = new Geometry(this.store);
  readonly images = new Map<string, string>();
  relaunchButtons: readonly string[] = [];
  private spec: DocumentSpec = { pages: [], relaunchButtons: [] };
  private readonly listeners = new Map<string, Listener[]>();
  private readonly storage = new Map<string, string>();
  private pending: { id: string; type: string; properties?: readonly string[] }[] = [];
  private onmessage: MessageEventHandler | undefined;
  private closed = false;
  private notices = 0;
  private readonly actions = new Map<number, () => unknown>();

  constructor(private readonly emit: Emit) {}

  load(spec: DocumentSpec): void {
    this.spec = spec;
    this.relaunchButtons = spec.relaunchButtons;
    for (const [key, value] of Object.entries(spec.storage ?? {})) {
      this.storage.set(key, JSON.stringify(value));
    }
    this.store.load(spec);
    this.layOut();
    this.store.commit();
  }

  node(id: string): BaseNode {
    return nodeOf(this, id);
  }

  isInInstance(id: string): boolean {
    return [...this.store.ancestors(id)].some(({ type }) => type === 'INSTANCE');
  }

  layOut(): void {
    layOut(this.store, this.geometry);
  }

  /** An emptied group goes. */
  dissolve(id: string): void {
    const kept = this.store.get(id);
    if (kept.type === 'GROUP' && kept.children.length === 0) this.store.remove(id);
  }

  listen(type: string, callback: Listener): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), callback]);
  }
  unlisten(type: string, callback: Listener): void {
    const others = (this.listeners.get(type) ?? []).filter((other) => other !== callback);
    this.listeners.set(type, others);
  }
  private tell(type: string, event?: unknown): void {
    for (const listener of this.listeners.get(type) ?? []) listener(event);
  }

  /** Events come after the change that they tell of, all together. */
  later(type: string): void {
    void Promise.resolve().then(() => {
      if (!this.closed) this.tell(type);
    });
  }
  changed(id: string, type: 'CREATE' | 'DELETE' | 'PROPERTY_CHANGE', properties?: string[]): void {
    this.layOut();
    if (this.pending.length === 0)
      void Promise.resolve().then(() => {
        this.flush();
      });
    this.pending.push({ id, type, ...(properties && { properties }) });
  }
  private flush(): void {
    const changes = this.pending;
    this.pending = [];
    if (this.closed) return;
    const nodeChanges = changes.map(({ id, type, properties }) => ({
      id,
      type,
      origin: 'LOCAL',
      properties,
      node: this.store.has(id) ? this.node(id) : { id, removed: true, type: 'RECTANGLE' },
    }));
    this.tell(`nodechange ${this.store.currentPage}`, { nodeChanges });
  }

  api(): Given {
    const figma: Given = {
      editorType: (this.spec.editorType ?? 'figma') as PluginAPI['editorType'],
      mixed: Symbol('mixed') as PluginAPI['mixed'],
      root: this.node(this.store.root) as DocumentNode,
      currentPage: undefined as unknown as PageNode,
      setCurrentPageAsync: (page) => {
        this.showPage(page.id);
        return Promise.resolve();
      },
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- it must fail as the real one does
      getNodeById: () => refuseSync('getNodeById'),
      getNodeByIdAsync: (id) => Promise.resolve(this.store.has(id) ? this.node(id) : null),
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- it must fail as the real one does
      getLocalPaintStyles: () => refuseSync('getLocalPaintStyles'),
      getLocalPaintStylesAsync: () => Promise.resolve(this.paintStyles()),
      createRectangle: () => this.create('RECTANGLE') as RectangleNode,
      createFrame: () => this.create('FRAME') as FrameNode,
      group: (nodes, parent, index) => this.group(nodes, parent, index),
      createImage: (bytes) => this.createImage(bytes),
      commitUndo: () => {
        this.store.commit();
      },
      triggerUndo: () => {
        this.store.undo();
      },
      notify: (text, options) => this.notify(text, options),
      showUI: (html, options) => {
        this.emit('showUI', { html, options });
      },
      closePlugin: (message) => {
        this.close(message);
      },
      on: (type: string, callback: unknown) => {
        this.listen(type, callback as Listener);
      },
      off: (type: string, callback: unknown) => {
        this.unlisten(type, callback as Listener);
      },
      ui: {
        onmessage: undefined,
        postMessage: (message) => {
          if (this.closed) throw new Error('in postMessage: The UI is closed');
          this.emit('ui', message);
        },
        resize: (width, height) => {
          this.emit('resize', { width, height });
        },
      },
      clientStorage: {
        getAsync: (key) => {
          const text = this.storage.get(key);
          return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as unknown));
        },
        setAsync: (key, value) => {
          const text = JSON.stringify(value);
          if (text.length > STORAGE_LIMIT)
            return Promise.reject(new Error('The quota is exceeded'));
          this.storage.set(key, text);
          return Promise.resolve();
        },
      },
      parameters: {
        on: (_type, callback) => {
          this.listen('input', callback as Listener);
        },
      },
      viewport: {
        scrollAndZoomIntoView: (nodes) => {
          this.emit('view', { ids: nodes.map(({ id }) => id) });
        },
      },
      variables: this.variables(),
    };
    Object.defineProperty(figma, 'currentPage', {
      get: () => this.node(this.store.currentPage),
      set: () => refuseSync('set_currentPage', 'Use figma.setCurrentPageAsync instead.'),
    });
    Object.defineProperty(figma.ui, 'onmessage', {
      get: () => this.onmessage,
      set: (value: MessageEventHandler | undefined) => {
        this.onmessage = value;
      },
    });
    return new Proxy(figma, {
      get: (target, name) => {
        if (typeof name === 'string' && !(name in target)) {
          throw new Error(`figma.${name} is not there`);
        }
        return Reflect.get(target, name) as unknown;
      },
    });
  }

  /** What the person and the window do. */
  readonly deeds: Readonly<Record<string, (detail: never) => unknown>> = {
    run: (event: { command: string; parameters?: ParameterValues }) => {
      this.tell('run', event);
    },
    input: ({ key, query }: { key: string; query: string }) => {
      let given: unknown;
      this.tell('input', {
        key,
        query,
        parameters: {},
        result: {
          setSuggestions: (suggestions: unknown) => (given = { suggestions }),
          setError: (error: string) => (given = { error }),
          setLoadingMessage: (loading: string) => (given = { loading }),
        },
      });
      return given;
    },
    message: (message: unknown) => {
      if (!this.closed) this.onmessage?.(message, { origin: 'null' });
    },
    /** Another run begins: Figma ends the one before, and starts the code anew. */
    restart: () => {
      this.close();
      this.listeners.clear();
      this.actions.clear();
      this.onmessage = undefined;
      this.closed = false;
    },
    closeWindow: () => {
      this.close();
    },
    press: ({ notice }: { notice: number }) => this.actions.get(notice)?.(),
    select: ({ names }: { names: readonly string[] }) => {
      const page = this.store.currentPage;
      this.store.state.selection[page] = names.map((name) => this.store.find(name).id);
      this.store.commit();
      this.later('selectionchange');
    },
    showPage: ({ name }: { name: string }) => {
      this.showPage(this.store.find(name).id);
    },
    change: ({ name, props }: { name: string; props: Record<string, unknown> }) => {
      const kept = this.store.find(name);
      Object.assign(kept.props, props);
      this.store.commit();
      this.changed(kept.id, 'PROPERTY_CHANGE', Object.keys(props));
    },
    move: ({
      name,
      matrix,
    }: {
      name: string;
      matrix: [number, number, number, number, number, number];
    }) => {
      const kept = this.store.find(name);
      this.geometry.setRelative(kept, matrix);
      this.store.commit();
      this.changed(kept.id, 'PROPERTY_CHANGE', ['relativeTransform']);
    },
    draw: ({ parent, node }: { parent?: string; node: Parameters<Store['add']>[0] }) => {
      const around = parent === undefined ? this.store.currentPage : this.store.find(parent).id;
      const { id } = this.store.add(node, around);
      this.store.commit();
      this.changed(id, 'CREATE');
      return id;
    },
    delete: ({ name }: { name: string }) => {
      const { id } = this.store.find(name);
      this.changed(id, 'DELETE');
      this.store.remove(id);
      this.layOut();
      this.store.commit();
    },
    /** Ctrl+C, Ctrl+V. */
    duplicate: ({ name }: { name: string }) => {
      const node = this.node(this.store.find(name).id) as SceneNode;
      const { id } = node.clone();
      this.store.commit();
      return id;
    },
    edit: ({ canEdit, failAt }: { canEdit?: boolean; failAt?: number }) => {
      if (canEdit !== undefined) this.store.canEdit = canEdit;
      if (failAt !== undefined) this.store.failIn = failAt;
    },
    undo: () => {
      this.store.undo();
    },
    image: ({ hash }: { hash: string }) => this.images.get(hash),
    storage: () =>
      Object.fromEntries(
        [...this.storage].map(([key, text]) => [key, JSON.parse(text) as unknown]),
      ),
    dump: () => this.dump(),
  };

  private showPage(id: string): void {
    this.store.currentPage = id;
    this.later('currentpagechange');
  }

  private close(message?: string): void {
    if (this.closed) return;
    this.closed = true;
    this.tell('close');
    this.emit('close', { message });
  }

  private notify(text: string, options: NotificationOptions = {}): NotificationHandler {
    const notice = this.notices++;
    if (options.button !== undefined) this.actions.set(notice, options.button.action);
    this.emit('notify', {
      text,
      error: options.error ?? false,
      button: options.button?.text,
      notice,
    });
    return {
      cancel: () => {
        this.actions.delete(notice);
      },
    };
  }

  private create(type: string): BaseNode {
    this.store.writable(`create${type}`);
    if (type === 'FRAME' && this.spec.editorType === 'figjam') {
      throw new Error('in createFrame: not there in FigJam');
    }
    const props =
      type === 'RECTANGLE'
        ? { fills: [{ type: 'SOLID', color: { r: 0.85, g: 0.85, b: 0.85 } }] }
        : { fills: [{ type: 'SOLID', color: { r: 1, g: 1, b: 1 } }] };
    const { id } = this.store.add({ type, props }, this.store.currentPage);
    this.changed(id, 'CREATE');
    return this.node(id);
  }

  private group(
    nodes: readonly BaseNode[],
    parent: BaseNode & ChildrenMixin,
    index?: number,
  ): GroupNode {
    this.store.writable('group');
    if (nodes.length === 0)
      throw new Error('in group: First argument must be an array of at least one node');
    if (this.isInInstance(parent.id) || parent.type === 'INSTANCE') {
      throw new Error('in group: Cannot group into an instance');
    }
    const around = this.store.get(parent.id);
    const own = nodes.map(({ id }) => this.store.get(id));
    const { id } = this.store.add(
      { type: 'GROUP', props: { relativeTransform: undefined } },
      parent.id,
    );
    around.children = around.children.filter((child) => child !== id);
    around.children.splice(index ?? around.children.length, 0, id);
    const group = this.node(id) as GroupNode;
    // All or nothing.
    const { failIn } = this.store;
    this.store.failIn = 0;
    for (const { id: child } of own) group.appendChild(this.node(child) as SceneNode);
    this.store.failIn = failIn;
    this.changed(id, 'CREATE');
    return group;
  }

  private createImage(bytes: Uint8Array): Image {
    if (!(bytes instanceof Uint8Array)) throw new Error('in createImage: Expected a Uint8Array');
    const [width, height] = pngSize(bytes);
    if (width > IMAGE_LIMIT || height > IMAGE_LIMIT) {
      throw new Error(`in createImage: Image is too big, ${width}x${height}`);
    }
    const text = bytesToText(bytes);
    let hash = 0x811c9dc5;
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    const name = hash.toString(16).padStart(8, '0').repeat(5);
    this.images.set(name, text);
    return {
      hash: name,
      getBytesAsync: () => Promise.resolve(bytes),
      getSizeAsync: () => Promise.resolve({ width, height }),
    };
  }

  private paintStyles(): PaintStyle[] {
    return (this.spec.styles ?? []).map(
      ({ name, color }) => ({ name, paints: [{ type: 'SOLID', color }] }) as unknown as PaintStyle,
    );
  }

  private variables(): Given['variables'] {
    const all = (this.spec.variables ?? []).map(({ name, value }) => ({
      id: `VariableID:${name}`,
      name,
      variableCollectionId: 'VariableCollectionId:1',
      valuesByMode: {
        light:
          typeof value === 'string' ? { type: 'VARIABLE_ALIAS', id: `VariableID:${value}` } : value,
      },
    })) as unknown as Variable[];
    return {
      getLocalVariablesAsync: () => Promise.resolve(all),
      getVariableByIdAsync: (id) => Promise.resolve(all.find((one) => one.id === id) ?? null),
      getVariableCollectionByIdAsync: () =>
        Promise.resolve({ defaultModeId: 'light' } as VariableCollection),
    };
  }

  private dump(): DumpedDocument {
    const dumpNode = (id: string): DumpedNode => {
      const node = this.store.get(id);
      const { width, height } = this.geometry.size(node);
      const isScene = node.type !== 'PAGE';
      return {
        id,
        type: node.type,
        name: node.props['name'] as string,
        visible: node.props['visible'] as boolean,
        absoluteTransform: isScene
          ? (this.node(id) as RectangleNode).absoluteTransform
          : [
              [1, 0, 0],
              [0, 1, 0],
            ],
        width,
        height,
        props: node.props,
        data: node.data,
        relaunch: node.relaunch,
        children: node.children.map(dumpNode),
      };
    };
    const { currentPage, state, root } = this.store;
    return {
      currentPage,
      selection: state.selection[currentPage] ?? [],
      pages: this.store.get(root).children.map((id) => {
        const page: Kept = this.store.get(id);
        return {
          id,
          name: page.props['name'] as string,
          backgrounds: page.props['backgrounds'],
          children: page.children.map(dumpNode),
        };
      }),
    };
  }
}

/** What the manifest's `documentAccess: dynamic-page` does to calls that do not wait. */
function refuseSync(name: string, instead = `Use figma.${name}Async instead.`): never {
  throw new Error(`in ${name}: Cannot call with documentAccess: dynamic-page. ${instead}`);
}

function pngSize(bytes: Uint8Array): [number, number] {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (!signature.every((byte, i) => bytes[i] === byte)) {
    throw new Error('in createImage: Image type is unsupported: PNG, JPEG and GIF are');
  }
  const number = (at: number) =>
    bytes[at]! * 0x1000000 + bytes[at + 1]! * 0x10000 + bytes[at + 2]! * 0x100 + bytes[at + 3]!;
  return [number(16), number(20)];
}
