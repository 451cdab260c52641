import { Refusal } from './refusal.js';

/** The lines of a vector network, and its filled regions, as SVG path data. */
export interface NetworkPaths {
  readonly lines: string;
  readonly regions: readonly {
    readonly d: string;
    readonly rule: 'nonzero' | 'evenodd';
    /** The region's own fills, where it has some. */
    readonly fills: readonly Paint[] | undefined;
  }[];
}

/**
 * A vector network to paths. Lines are drawn on through every vertex where just two segments meet,
 * so that a stroke of the pencil stays one stroke; where more meet, they end.
 *
 * @throws Refusal if a segment names a vertex that is not there
 */
export function describeNetwork({ vertices, segments, regions = [] }: VectorNetwork): NetworkPaths {
  const at = (index: number): VectorVertex => {
    const vertex = vertices[index];
    if (vertex === undefined) throw new Refusal('A vector is broken: delete it and try again.');
    return vertex;
  };
  const meeting = new Map<number, number[]>();
  segments.forEach(({ start, end }, index) => {
    for (const vertex of [start, end]) {
      const known = meeting.get(vertex);
      if (known === undefined) meeting.set(vertex, [index]);
      else known.push(index);
    }
  });

  const used = new Set<number>();
  const draw = (first: number, from: number): string => {
    let path = `M${point(at(from))}`;
    let vertex = from;
    let index: number | undefined = first;
    while (index !== undefined) {
      used.add(index);
      const segment: VectorSegment = segments[index]!;
      const forwards = segment.start === vertex;
      path += drawSegment(segment, forwards, at);
      vertex = forwards ? segment.end : segment.start;
      const next: readonly number[] = meeting.get(vertex) ?? [];
      index = next.length === 2 ? next.find((other) => !used.has(other)) : undefined;
    }
    return vertex === from ? `${path}Z` : path;
  };
  const paths: string[] = [];
  // Lines with ends first, from one of their ends; what is left are rings.
  for (const ringsToo of [false, true]) {
    segments.forEach(({ start, end }, index) => {
      const from = [start, end].find((vertex) => ringsToo || meeting.get(vertex)!.length !== 2);
      if (from !== undefined && !used.has(index)) paths.push(draw(index, from));
    });
  }
  return {
    lines: paths.join(''),
    regions: regions.map(({ loops, windingRule, fills }) => ({
      d: loops.map((loop) => drawLoop(loop, segments, at)).join(''),
      rule: windingRule === 'EVENODD' ? 'evenodd' : 'nonzero',
      fills,
    })),
  };
}

/** A loop tells its segments in order, but not which way round each is. */
function drawLoop(
  loop: readonly number[],
  segments: readonly VectorSegment[],
  at: (index: number) => VectorVertex,
): string {
  const [first, second] = loop.map((index) => segments[index]);
  if (first === undefined) return '';
  const meets = (vertex: number) => second?.start === vertex || second?.end === vertex;
  let vertex = second !== undefined && !meets(first.end) ? first.end : first.start;
  let path = `M${point(at(vertex))}`;
  for (const index of loop) {
    const segment = segments[index];
    if (segment === undefined) continue;
    const forwards = segment.start === vertex;
    path += drawSegment(segment, forwards, at);
    vertex = forwards ? segment.end : segment.start;
  }
  return `${path}Z`;
}

function drawSegment(
  { start, end, tangentStart, tangentEnd }: VectorSegment,
  forwards: boolean,
  at: (index: number) => VectorVertex,
): string {
  const [a, b] = [at(start), at(end)];
  const to = forwards ? b : a;
  if (isZero(tangentStart) && isZero(tangentEnd)) return `L${point(to)}`;
  const one = { x: a.x + (tangentStart?.x ?? 0), y: a.y + (tangentStart?.y ?? 0) };
  const two = { x: b.x + (tangentEnd?.x ?? 0), y: b.y + (tangentEnd?.y ?? 0) };
  return `C${[...(forwards ? [one, two] : [two, one]), to].map(point).join(' ')}`;
}

function isZero(tangent: Vector | undefined): boolean {
  return tangent === undefined || (tangent.x === 0 && tangent.y === 0);
}

function point({ x, y }: Vector): string {
  return `${brief(x)} ${brief(y)}`;
}

/** Four decimals are finer than any screen; a number that is none stays to be refused. */
export function brief(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
