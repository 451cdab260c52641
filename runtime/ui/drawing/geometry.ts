type Place = readonly [x: number, y: number, ...rest: number[]];

/** Distance of a point from the segment a-b. */
export function distanceToSegment(p: Place, a: Place, b: Place): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square;
  const along = Math.min(Math.max(t, 0), 1);
  return Math.hypot(p[0] - a[0] - along * dx, p[1] - a[1] - along * dy);
}

/** Distance between the segments a-b and c-d; 0 where they cross. */
export function segmentDistance(a: Place, b: Place, c: Place, d: Place): number {
  if (crosses(a, b, c, d)) return 0;
  return Math.min(
    distanceToSegment(a, c, d),
    distanceToSegment(b, c, d),
    distanceToSegment(c, a, b),
    distanceToSegment(d, a, b),
  );
}

function crosses(a: Place, b: Place, c: Place, d: Place): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Above 0 if p lies on one side of a-b, below 0 on the other. */
function side(a: Place, b: Place, p: Place): number {
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}

/** Each point with the one after it; of a closed line also the last with the first. */
export function* segmentsOf<T>(
  points: readonly T[],
  closed: boolean | undefined,
): Generator<readonly [T, T]> {
  const [first] = points;
  if (first === undefined) return;
  // A dot is a segment of no length.
  if (points.length === 1) yield [first, first];
  for (let i = 1; i < points.length; i++) yield [points[i - 1]!, points[i]!];
  if (closed === true && points.length > 2) yield [points[points.length - 1]!, first];
}
