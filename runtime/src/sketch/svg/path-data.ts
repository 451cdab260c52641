import { type SVGCommand, SVGPathData, SVGPathDataParser } from 'svg-pathdata';
import type { Budget } from '../limits.js';
import { notFinite } from '../limits.js';
import { refuseBroken } from './numbers.js';
import { Path } from './path.js';

const CHUNK = 1 << 14;

/**
 * The `d` of a path. As SVG says, a path in error is drawn up to the error; but NaN and its like
 * are refused, since they are a broken export and not a drawing.
 *
 * @param budget spent by the number of commands read, as they are read
 * @throws FacePencilError sketch-not-finite
 */
export function parsePathData(data: string, budget: Budget, where: string): Path {
  const builder = new PathBuilder(where);
  const parser = new SVGPathDataParser();
  try {
    for (let at = 0; at < data.length; at += CHUNK) {
      const commands: SVGCommand[] = [];
      try {
        parser.parse(data.slice(at, at + CHUNK), commands);
      } finally {
        budget.spend(commands.length);
        builder.add(commands);
      }
    }
    builder.add(parser.finish());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    refuseBroken(data, where);
  }
  return builder.path;
}

/** Relative commands made absolute, shorthand curves written out. */
class PathBuilder {
  readonly path = new Path();
  /** Control point that a following smooth command mirrors, and the kind that may. */
  private control: { kind: 'C' | 'Q'; x: number; y: number } | undefined;
  private broken = false;

  constructor(private readonly where: string) {}

  add(commands: readonly SVGCommand[]): void {
    for (const command of commands) if (!this.broken) this.addOne(command);
  }

  private addOne(command: SVGCommand): void {
    const { path } = this;
    // A path that does not begin with a move is in error from the start.
    if (path.isEmpty && command.type !== SVGPathData.MOVE_TO) {
      this.broken = true;
      return;
    }
    const [penX, penY] = path.pen;
    const offsetX = 'relative' in command && command.relative ? penX : 0;
    const offsetY = 'relative' in command && command.relative ? penY : 0;
    const x = (value: number) => this.finite(value + offsetX);
    const y = (value: number) => this.finite(value + offsetY);
    const before = this.control;
    this.control = undefined;
    switch (command.type) {
      case SVGPathData.CLOSE_PATH:
        path.close();
        break;
      case SVGPathData.MOVE_TO:
        path.moveTo(x(command.x), y(command.y));
        break;
      case SVGPathData.LINE_TO:
        path.lineTo(x(command.x), y(command.y));
        break;
      case SVGPathData.HORIZ_LINE_TO:
        path.lineTo(x(command.x), penY);
        break;
      case SVGPathData.VERT_LINE_TO:
        path.lineTo(penX, y(command.y));
        break;
      case SVGPathData.CURVE_TO: {
        const [x2, y2] = [x(command.x2), y(command.y2)];
        path.cubicTo(x(command.x1), y(command.y1), x2, y2, x(command.x), y(command.y));
        this.control = { kind: 'C', x: x2, y: y2 };
        break;
      }
      case SVGPathData.SMOOTH_CURVE_TO: {
        const [x1, y1] = mirror(before, 'C', penX, penY);
        const [x2, y2] = [x(command.x2), y(command.y2)];
        path.cubicTo(x1, y1, x2, y2, x(command.x), y(command.y));
        this.control = { kind: 'C', x: x2, y: y2 };
        break;
      }
      case SVGPathData.QUAD_TO: {
        const [x1, y1] = [x(command.x1), y(command.y1)];
        path.quadraticTo(x1, y1, x(command.x), y(command.y));
        this.control = { kind: 'Q', x: x1, y: y1 };
        break;
      }
      case SVGPathData.SMOOTH_QUAD_TO: {
        const [x1, y1] = mirror(before, 'Q', penX, penY);
        path.quadraticTo(x1, y1, x(command.x), y(command.y));
        this.control = { kind: 'Q', x: x1, y: y1 };
        break;
      }
      case SVGPathData.ARC: {
        const { rX, rY, xRot, lArcFlag, sweepFlag } = command;
        path.arcTo(
          this.finite(rX),
          this.finite(rY),
          this.finite(xRot),
          lArcFlag === 1,
          sweepFlag === 1,
          x(command.x),
          y(command.y),
        );
        break;
      }
    }
  }

  private finite(value: number): number {
    if (!Number.isFinite(value)) throw notFinite(String(value), this.where);
    return value;
  }
}

function mirror(
  control: { kind: 'C' | 'Q'; x: number; y: number } | undefined,
  kind: 'C' | 'Q',
  penX: number,
  penY: number,
): [x: number, y: number] {
  return control?.kind === kind ? [2 * penX - control.x, 2 * penY - control.y] : [penX, penY];
}
