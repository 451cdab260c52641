import { IDENTITY, type Matrix, multiply, translation } from './matrix.js';
import { parseLength, refuseBroken } from './numbers.js';

const FUNCTION = /\s*,?\s*([a-z0-9]+)\s*\(([^()]*)\)/iy;
const ANGLE = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(deg|rad|grad|turn)?$/i;
const ARGUMENT = /[^\s,]+/g;

const DEGREES: Readonly<Record<string, number>> = {
  deg: 1,
  rad: 180 / Math.PI,
  grad: 0.9,
  turn: 360,
};

/**
 * A transform attribute or CSS transform property, every 2D function of both.
 *
 * @param box what percentages of translations are of
 * @returns undefined if the text is not a transform list; it is then ignored, as browsers do
 * @throws FacePencilError sketch-not-finite for NaN or infinite arguments
 */
export function parseTransform(
  text: string,
  box: { readonly width: number; readonly height: number },
  where?: string,
): Matrix | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === 'none') return IDENTITY;
  let matrix = IDENTITY;
  let at = 0;
  while (at < trimmed.length) {
    FUNCTION.lastIndex = at;
    const match = FUNCTION.exec(trimmed);
    if (match === null) return undefined;
    const step = toMatrix(match[1]!.toLowerCase(), match[2]!.match(ARGUMENT) ?? [], box, where);
    if (step === undefined) return undefined;
    matrix = multiply(matrix, step);
    at = FUNCTION.lastIndex;
  }
  return matrix;
}

function toMatrix(
  name: string,
  args: readonly string[],
  box: { readonly width: number; readonly height: number },
  where: string | undefined,
): Matrix | undefined {
  const length = (i: number, percentOf: number) => parseLength(args[i], percentOf, where);
  const angle = (i: number) => parseAngle(args[i], where);
  const rest = args.length;
  switch (name) {
    case 'matrix': {
      const [a, b, c, d, e, f] = args.map((_, i) => length(i, 1));
      if (rest !== 6 || a === undefined || b === undefined || c === undefined) return undefined;
      if (d === undefined || e === undefined || f === undefined) return undefined;
      return [a, b, c, d, e, f];
    }
    case 'translate': {
      const x = length(0, box.width);
      const y = rest > 1 ? length(1, box.height) : 0;
      return x === undefined || y === undefined ? undefined : translation(x, y);
    }
    case 'translatex': {
      const x = length(0, box.width);
      return x === undefined ? undefined : translation(x, 0);
    }
    case 'translatey': {
      const y = length(0, box.height);
      return y === undefined ? undefined : translation(0, y);
    }
    case 'scale': {
      const x = length(0, 1);
      const y = rest > 1 ? length(1, 1) : x;
      return x === undefined || y === undefined ? undefined : [x, 0, 0, y, 0, 0];
    }
    case 'scalex': {
      const x = length(0, 1);
      return x === undefined ? undefined : [x, 0, 0, 1, 0, 0];
    }
    case 'scaley': {
      const y = length(0, 1);
      return y === undefined ? undefined : [1, 0, 0, y, 0, 0];
    }
    case 'rotate': {
      const turn = angle(0);
      if (turn === undefined) return undefined;
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const rotation: Matrix = [cos, sin, -sin, cos, 0, 0];
      if (rest < 3) return rotation;
      const x = length(1, box.width);
      const y = length(2, box.height);
      return x === undefined || y === undefined ? undefined : about(x, y, rotation);
    }
    case 'skew': {
      const x = angle(0);
      const y = rest > 1 ? angle(1) : 0;
      return x === undefined || y === undefined
        ? undefined
        : [1, Math.tan(y), Math.tan(x), 1, 0, 0];
    }
    case 'skewx': {
      const x = angle(0);
      return x === undefined ? undefined : [1, 0, Math.tan(x), 1, 0, 0];
    }
    case 'skewy': {
      const y = angle(0);
      return y === undefined ? undefined : [1, Math.tan(y), 0, 1, 0, 0];
    }
    default:
      return undefined;
  }
}

/** Radians of an angle; plain numbers are degrees. */
function parseAngle(text: string | undefined, where: string | undefined): number | undefined {
  const match = ANGLE.exec(text ?? '');
  if (match === null) {
    if (text !== undefined) refuseBroken(text, where);
    return undefined;
  }
  return (Number(match[1]) * DEGREES[(match[2] ?? 'deg').toLowerCase()]! * Math.PI) / 180;
}

/** The matrix done about a point instead of the origin. */
export function about(x: number, y: number, matrix: Matrix): Matrix {
  return multiply(multiply(translation(x, y), matrix), translation(-x, -y));
}

const KEYWORDS: Readonly<Record<string, string>> = {
  left: '0%',
  top: '0%',
  center: '50%',
  right: '100%',
  bottom: '100%',
};

/** A transform-origin: two lengths or keywords, the second `center` if it is missing. */
export function parseOrigin(
  text: string,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  where?: string,
): [x: number, y: number] | undefined {
  const words = text.trim().toLowerCase().split(/\s+/);
  // "top left" names the vertical one first.
  if (/^(?:top|bottom)$/.test(words[0]!) || /^(?:left|right)$/.test(words[1] ?? '')) {
    [words[0], words[1]] = [words[1] ?? 'center', words[0]!];
  }
  const [horizontal, vertical] = [words[0]!, words[1] ?? 'center'];
  const x = parseLength(KEYWORDS[horizontal] ?? horizontal, box.width, where);
  const y = parseLength(KEYWORDS[vertical] ?? vertical, box.height, where);
  if (x === undefined || y === undefined) return undefined;
  return [
    horizontal.endsWith('%') || horizontal in KEYWORDS ? box.x + x : x,
    vertical.endsWith('%') || vertical in KEYWORDS ? box.y + y : y,
  ];
}
