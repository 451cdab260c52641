import type { DocumentSpec, NodeSpec } from './spec.js';

/** One layer as it is kept: plain data, so that undo is keeping a copy. */
export interface Kept {
  readonly id: string;
  readonly type: string;
  parent: string | null;
  children: string[];
  props: Record<string, unknown>;
  data: Record<string, string>;
  relaunch: Record<string, string>;
}

interface State {
  nodes: Record<string, Kept>;
  selection: Record<string, string[]>;
}

/** The document, what has been undone of it, and who may write. */
export class Store {
  state: State = { nodes: {}, selection: {} };
  currentPage = '';
  readonly root = '0:0';
  canEdit = true;
  countsMoved = false;
  /** Moves and makings until one fails; below 1: never. */
  failIn = 0;
  private next = 1;
  private committed: string[] = [];

  load(spec: DocumentSpec): void {
    this.state = { nodes: {}, selection: {} };
    this.next = 1;
    this.canEdit = true;
    this.add({ type: 'DOCUMENT', id: this.root, name: 'Document' }, null);
    for (const [i, { name, background, children }] of spec.pages.entries()) {
      const color = background ?? { r: 0.96, g: 0.96, b: 0.96 };
      const page = this.add(
        {
          type: 'PAGE',
          name: name ?? `Page ${i + 1}`,
          children,
          props: { backgrounds: [{ type: 'SOLID', color }] },
        },
        this.root,
      );
      this.state.selection[page.id] = [];
      if (i === 0) this.currentPage = page.id;
    }
    const wanted = spec.selection ?? [];
    this.state.selection[this.currentPage] = wanted.map((name) => this.find(name).id);
    this.canEdit = spec.canEdit ?? true;
    this.countsMoved = spec.countsMoved ?? false;
    this.failIn = spec.failAt ?? 0;
    this.committed = [JSON.stringify(this.state)];
  }

  add(spec: NodeSpec, parent: string | null): Kept {
    const id = spec.id ?? `1:${this.next++}`;
    const { x = 0, y = 0, width = 100, height = 100 } = spec;
    const kept: Kept = {
      id,
      type: spec.type,
      parent,
      children: [],
      props: {
        name: spec.name ?? spec.type.charAt(0) + spec.type.slice(1).toLowerCase(),
        visible: true,
        locked: false,
        opacity: 1,
        relativeTransform: spec.relativeTransform ?? [
          [1, 0, x],
          [0, 1, y],
        ],
        width,
        height,
        ...spec.props,
      },
      data: { ...spec.data },
      relaunch: {},
    };
    this.state.nodes[id] = kept;
    if (parent !== null) this.get(parent).children.push(id);
    for (const child of spec.children ?? []) this.add(child, id);
    return kept;
  }

  has(id: string): boolean {
    return this.state.nodes[id] !== undefined;
  }

  get(id: string): Kept {
    const node = this.state.nodes[id];
    if (node === undefined) throw new Error(`The node with id "${id}" does not exist`);
    return node;
  }

  /** By id or by name. */
  find(name: string): Kept {
    const node =
      this.state.nodes[name] ??
      Object.values(this.state.nodes).find(({ props }) => props['name'] === name);
    if (node === undefined) throw new Error(`The document has no “${name}”`);
    return node;
  }

  writable(what: string): void {
    if (!this.canEdit) throw new Error(`in ${what}: Cannot write to a read-only file`);
    if (this.failIn > 0 && --this.failIn === 0) throw new Error(`in ${what}: Something went wrong`);
  }

  pageOf(id: string): string {
    let at: string | null = id;
    while (at !== null && this.get(at).type !== 'PAGE') at = this.get(at).parent;
    return at ?? this.root;
  }

  *ancestors(id: string): Generator<Kept> {
    for (let at = this.get(id).parent; at !== null; at = this.get(at).parent) yield this.get(at);
  }

  detach(id: string): void {
    const { parent } = this.get(id);
    if (parent === null) return;
    const around = this.get(parent);
    around.children = around.children.filter((child) => child !== id);
    this.get(id).parent = null;
    // A group lives by what it holds.
    if (around.type === 'GROUP' && around.children.length === 0) this.remove(parent);
  }

  remove(id: string): void {
    this.detach(id);
    const drop = (at: string): void => {
      const node = this.state.nodes[at];
      if (node === undefined) return;
      node.children.forEach(drop);
      Reflect.deleteProperty(this.state.nodes, at);
      for (const page of Object.keys(this.state.selection)) {
        this.state.selection[page] = this.state.selection[page]!.filter((other) => other !== at);
      }
    };
    drop(id);
  }

  /** Ends a step of undo, if anything has changed since the last. */
  commit(): void {
    const now = JSON.stringify(this.state);
    if (this.committed[this.committed.length - 1] !== now) this.committed.push(now);
  }

  undo(): void {
    const now = JSON.stringify(this.state);
    if (this.committed[this.committed.length - 1] === now && this.committed.length > 1) {
      this.committed.pop();
    }
    this.state = JSON.parse(this.committed[this.committed.length - 1]!) as State;
  }
}
