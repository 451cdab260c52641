import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findLines } from './centre-lines.js';
import { distanceSquared } from './distance.js';
import { gridOver } from './grid.js';
import { thin } from './thin.js';
import { traceChains, traceContours } from './trace.js';

/** Rows of # and spaces to a mask with an empty edge. */
function mask(rows: readonly string[]): { mask: Uint8Array; width: number; height: number } {
  const width = Math.max(...rows.map((row) => row.length)) + 2;
  const height = rows.length + 2;
  const cells = new Uint8Array(width * height);
  rows.forEach((row, y) => {
    Array.from({ length: row.length }, (_, x) => row[x]).forEach((character, x) => {
      if (character === '#') cells[(y + 1) * width + x + 1] = 1;
    });
  });
  return { mask: cells, width, height };
}

/** Groups of set pixels that touch by side or corner. */
function components(cells: Uint8Array, width: number): number {
  const seen = new Uint8Array(cells.length);
  let count = 0;
  for (let start = 0; start < cells.length; start++) {
    if (cells[start] === 0 || seen[start] === 1) continue;
    count++;
    const open = [start];
    seen[start] = 1;
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      for (const step of [1, -1, width, -width, width + 1, width - 1, 1 - width, -1 - width]) {
        if (cells[i + step] !== 1 || seen[i + step] === 1) continue;
        seen[i + step] = 1;
        open.push(i + step);
      }
    }
  }
  return count;
}

describe('thin', () => {
  test('a bar becomes the line along its middle', () => {
    const bar = mask(Array.from({ length: 5 }, () => '#'.repeat(40)));
    thin(bar.mask, bar.width, bar.height);
    const rows = new Set(
      [...bar.mask.keys()].filter((i) => bar.mask[i] === 1).map((i) => Math.floor(i / bar.width)),
    );
    expect([...rows]).toEqual([3]);
    expect(bar.mask.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(33);
  });

  test('keeps what hangs together together and what is apart apart', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: fc.constantFrom('#', '#', ' '), minLength: 12, maxLength: 12 }),
          {
            minLength: 12,
            maxLength: 12,
          },
        ),
        (rows) => {
          const given = mask(rows);
          const before = components(given.mask, given.width);
          const original = given.mask.slice();
          thin(given.mask, given.width, given.height);
          expect(components(given.mask, given.width)).toBe(before);
          expect(given.mask.every((value, i) => value <= original[i]!)).toBe(true);
        },
      ),
    );
  });
});

describe('traceChains', () => {
  test('a bend is one chain, a T three, a ring a loop, a pixel itself', () => {
    const of = (...rows: string[]) => {
      const given = mask(rows);
      return traceChains(given.mask, given.width).map(({ pixels, closed }) =>
        closed ? -pixels.length : pixels.length,
      );
    };
    expect(of('####', '   #', '   #')).toEqual([6]);
    expect(of('#####', '  #  ', '  #  ').sort()).toEqual([3, 3, 3]);
    expect(of(' ## ', '#  #', ' ## ')).toEqual([-6]);
    expect(of('#', ' ', '#')).toEqual([1, 1]);
    expect(of('##')).toEqual([2]);
  });
});

describe('traceContours', () => {
  test('goes around pixels and their holes, apart where only corners touch', () => {
    const lengths = (...rows: string[]) => {
      const given = mask(rows);
      return traceContours(given.mask, given.width).map((loop) => loop.length);
    };
    expect(lengths('##', '##')).toEqual([8]);
    expect(lengths('###', '# #', '###')).toEqual([12, 4]);
    expect(lengths('# ', ' #')).toEqual([4, 4]);
  });
});

describe('distanceSquared', () => {
  test('is the distance to the nearest pixel, tried against all', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ min: 0, max: 1, minLength: 48, maxLength: 48 }),
        fc.constantFrom<0 | 1>(0, 1),
        (cells, target) => {
          const distances = distanceSquared(cells, 8, 6, target);
          for (let i = 0; i < 48; i++) {
            let nearest = Infinity;
            for (let j = 0; j < 48; j++) {
              if (cells[j] !== target) continue;
              const dx = (i % 8) - (j % 8);
              const dy = Math.floor(i / 8) - Math.floor(j / 8);
              nearest = Math.min(nearest, dx * dx + dy * dy);
            }
            if (nearest === Infinity) expect(distances[i]).toBeGreaterThan(1e9);
            else expect(distances[i]).toBe(nearest);
          }
        },
      ),
    );
  });
});

describe('findLines', () => {
  /** A grid of three pixels to the model pixel, painted where `inside` says. */
  const paint = (inside: (x: number, y: number) => number) => {
    const grid = gridOver({ x: 0, y: 0, width: 100, height: 100 }, 3);
    const owners = new Int32Array(grid.width * grid.height);
    for (let i = 0; i < owners.length; i++) {
      const x = ((i % grid.width) + 0.5) / 3 + grid.x0;
      const y = (Math.floor(i / grid.width) + 0.5) / 3 + grid.y0;
      owners[i] = inside(x, y);
    }
    return findLines(owners, grid, 3);
  };

  test('a ring of pen is the circle in its middle, as wide as it was drawn', () => {
    const lines = paint((x, y) => (Math.abs(Math.hypot(x - 50, y - 50) - 30) < 1.5 ? 7 : 0));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ closed: true, owner: 7 });
    expect(lines[0]?.width).toBeCloseTo(3, 0);
    for (const [x, y] of lines[0]!.points) {
      expect(Math.abs(Math.hypot(x - 50, y - 50) - 30)).toBeLessThan(0.5);
    }
  });

  test('a blot on a line is an area with a border, and the line goes up to it', () => {
    const lines = paint((x, y) => {
      if (Math.hypot(x - 50, y - 50) < 12) return 1;
      return Math.abs(y - 50) < 1 && x > 5 && x < 95 ? 2 : 0;
    });
    const areas = lines.filter(({ width }) => width === undefined);
    expect(areas).toHaveLength(1);
    for (const [x, y] of areas[0]!.points) {
      expect(Math.abs(Math.hypot(x - 50, y - 50) - 12)).toBeLessThan(1.5);
    }
    const pen = lines.filter(({ owner, width }) => owner === 2 && width !== undefined);
    expect(pen).toHaveLength(2);
  });

  test('a wedge grows no spurs', () => {
    const lines = paint((x, y) => (x > 10 && x < 90 && Math.abs(y - 50) < 1 + x / 60 ? 1 : 0));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.points[0]?.[0]).toBeLessThan(14);
    expect(lines[0]?.points.at(-1)?.[0]).toBeGreaterThan(84);
  });
});
