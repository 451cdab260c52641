/**
 * Thins a mask to lines one pixel wide with the same connections: Z. Guo and R. W. Hall, "Parallel
 * thinning with two-subiteration algorithms", Communications of the ACM 32(3), 1989, algorithm A1.
 * Chosen over Zhang and Suen's of 1984 because it keeps slanted lines that are two pixels wide.
 *
 * @param mask width * height of 0 and 1, changed in place; 0 along the edge
 */
export function thin(mask: Uint8Array, width: number, height: number): void {
  let line: number[] = [];
  for (let i = 0; i < width * height; i++) if (mask[i] === 1) line.push(i);
  const doomed: number[] = [];
  for (let changed = true; changed;) {
    changed = false;
    for (const table of REMOVABLE) {
      doomed.length = 0;
      for (const i of line) if (table[neighbours(mask, i, width)] === 1) doomed.push(i);
      if (doomed.length === 0) continue;
      for (const i of doomed) mask[i] = 0;
      line = line.filter((i) => mask[i] === 1);
      changed = true;
    }
  }
}

/** The eight neighbours as bits, clockwise from the one above. */
function neighbours(mask: Uint8Array, i: number, width: number): number {
  return (
    mask[i - width]! |
    (mask[i - width + 1]! << 1) |
    (mask[i + 1]! << 2) |
    (mask[i + width + 1]! << 3) |
    (mask[i + width]! << 4) |
    (mask[i + width - 1]! << 5) |
    (mask[i - 1]! << 6) |
    (mask[i - width - 1]! << 7)
  );
}

/** For each of the two subiterations: may a pixel with these neighbours go? */
const REMOVABLE: readonly Uint8Array[] = [0, 1].map((subiteration) =>
  Uint8Array.from({ length: 256 }, (_, bits) => {
    const p = (n: number) => (bits & (1 << (n - 2))) !== 0;
    const count = (...pairs: boolean[]) => pairs.filter(Boolean).length;
    const crossings = count(
      !p(2) && (p(3) || p(4)),
      !p(4) && (p(5) || p(6)),
      !p(6) && (p(7) || p(8)),
      !p(8) && (p(9) || p(2)),
    );
    const n1 = count(p(9) || p(2), p(3) || p(4), p(5) || p(6), p(7) || p(8));
    const n2 = count(p(2) || p(3), p(4) || p(5), p(6) || p(7), p(8) || p(9));
    const n = Math.min(n1, n2);
    const held =
      subiteration === 0 ? (p(2) || p(3) || !p(5)) && p(4) : (p(6) || p(7) || !p(9)) && p(8);
    return crossings === 1 && n >= 2 && n <= 3 && !held ? 1 : 0;
  }),
);
