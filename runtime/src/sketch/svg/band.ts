import type { Budget } from '../limits.js';
import { Path } from './path.js';

/** Corners of the discs at the joins. */
const CORNERS = 8;

/** The area that a stroke of round joins and caps paints, to be filled nonzero: convex pieces. */
export function band(path: Path, width: number, budget: Budget): Path {
  const half = width / 2;
  const area = new Path();
  for (const { points, closed } of path.flatten(half / 4, budget)) {
    budget.spend(points.length * (CORNERS + 4));
    points.forEach(([x, y], i) => {
      for (let corner = 0; corner < CORNERS; corner++) {
        const turn = (-2 * Math.PI * corner) / CORNERS;
        const [u, v] = [x + half * Math.cos(turn), y + half * Math.sin(turn)];
        if (corner === 0) area.moveTo(u, v);
        else area.lineTo(u, v);
      }
      area.close();
      const next = points[i + 1] ?? (closed ? points[0] : undefined);
      if (next === undefined) return;
      const [dx, dy] = [next[0] - x, next[1] - y];
      const length = Math.sqrt(dx * dx + dy * dy);
      if (length === 0) return;
      const [u, v] = [(-dy * half) / length, (dx * half) / length];
      // Turning the same way round as the discs, or they would cancel where they overlap.
      area.moveTo(x + u, y + v);
      area.lineTo(next[0] + u, next[1] + v);
      area.lineTo(next[0] - u, next[1] - v);
      area.lineTo(x - u, y - v);
      area.close();
    });
  }
  return area;
}
