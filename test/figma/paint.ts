import type { DumpedDocument, DumpedNode, Rows } from './fake/spec.js';

/** What of the page is looked at, in its own units. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Paint {
  readonly type: string;
  readonly visible?: boolean;
  readonly opacity?: number;
  readonly color?: { readonly r: number; readonly g: number; readonly b: number };
  readonly imageHash?: string;
}

/**
 * The page shown of a fake document as SVG, as Figma would paint it: by absolute places, lowest
 * first, hidden layers left out. Shares no code with the plugin, which it is to tell about.
 *
 * @param imageOf the PNG of an image of the document
 */
export function paintDocument(
  document: DumpedDocument,
  imageOf: (hash: string) => Buffer,
  { x, y, width, height }: View,
): string {
  const page = document.pages.find(({ id }) => id === document.currentPage)!;
  const [ground] = page.backgrounds as Paint[];
  const parts: string[] = [];
  const visit = (node: DumpedNode, around: number): void => {
    if (!node.visible) return;
    const opacity = around * ((node.props['opacity'] as number | undefined) ?? 1);
    for (const shape of shapesOf(node, imageOf)) {
      parts.push(
        `<g transform="${matrix(node.absoluteTransform)}" opacity="${opacity}">${shape}</g>`,
      );
    }
    for (const child of node.children) visit(child, opacity);
  };
  for (const child of page.children) visit(child, 1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" style="background:${colorOf(ground)}">${parts.join('\n')}</svg>`;
}

function shapesOf(node: DumpedNode, imageOf: (hash: string) => Buffer): string[] {
  const { width, height, props } = node;
  const rectangle = (paint: string) => `<rect width="${width}" height="${height}" ${paint}/>`;
  const fills = shown(props['fills']);
  switch (node.type) {
    case 'GROUP':
    case 'SECTION':
      return [];
    case 'FRAME':
    case 'COMPONENT':
    case 'INSTANCE':
    case 'RECTANGLE':
      return fills.map((paint) =>
        paint.imageHash === undefined
          ? rectangle(`fill="${colorOf(paint)}"`)
          : `<image width="${width}" height="${height}" preserveAspectRatio="xMidYMid slice" href="data:image/png;base64,${imageOf(paint.imageHash).toString('base64')}"/>`,
      );
    case 'VECTOR':
    case 'HIGHLIGHT':
      return shown(props['strokes']).map(
        (paint) =>
          `<path d="${pathOf(props['vectorNetwork'] as VectorNetwork)}" fill="none" stroke="${colorOf(paint)}" stroke-width="${props['strokeWeight'] as number}" stroke-linecap="round" stroke-linejoin="round"/>`,
      );
    case 'TEXT':
      return fills.map(
        (paint) =>
          `<text y="${height * 0.8}" font-family="sans-serif" font-size="${height * 0.8}" fill="${colorOf(paint)}">${props['characters'] as string}</text>`,
      );
    default:
      throw new Error(`how is ${node.type} painted?`);
  }
}

interface VectorNetwork {
  readonly vertices: readonly { readonly x: number; readonly y: number }[];
  readonly segments: readonly { readonly start: number; readonly end: number }[];
}

function pathOf({ vertices, segments }: VectorNetwork): string {
  const at = (index: number) => `${vertices[index]!.x} ${vertices[index]!.y}`;
  return segments.map(({ start, end }) => `M${at(start)}L${at(end)}`).join('');
}

function shown(paints: unknown): Paint[] {
  return ((paints ?? []) as Paint[]).filter(({ visible }) => visible !== false);
}

function colorOf({ color = { r: 0, g: 0, b: 0 }, opacity = 1 }: Paint = { type: 'SOLID' }): string {
  const channels = [color.r, color.g, color.b].map((value) => Math.round(value * 255));
  return `rgb(${channels.join(' ')} / ${opacity})`;
}

function matrix([[a, c, e], [b, d, f]]: Rows): string {
  return `matrix(${[a, b, c, d, e, f].join(' ')})`;
}
