import { parseSvg, readSvg, type SvgDocument, type SvgElement } from '../../src/sketch/index.js';
import { drawingOf } from './convert.js';
import { readSettings, type Settings } from './settings.js';
import {
  type Drawing,
  type DrawnStroke,
  PAPER_SIZE,
  PEN_WIDTH,
  type PenPoint,
  USUAL_PRESSURE,
} from './types.js';

/** An SVG file as the pages open it. */
export interface OpenedSvg {
  readonly drawing: Drawing;
  /** Of a file that was saved here. */
  readonly settings?: Settings;
}

const SETTINGS = 'data-facepencil';
const PRESSURE = 'data-facepencil-pressure';

/**
 * A drawing as an SVG file that every drawing program reads, with its settings in the metadata and
 * the pressure beside each path, so that openSvg gives back what was saved.
 */
export function saveSvg({ strokes }: Drawing, settings: Settings): string {
  const paths = strokes.map((stroke) => {
    const pressure = stroke.points.some(([, , p]) => p !== USUAL_PRESSURE)
      ? ` ${PRESSURE}="${stroke.points.map(([, , p]) => p).join(' ')}"`
      : '';
    return `    <path stroke-width="${stroke.width}"${pressure} d="${pathData(stroke)}"/>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PAPER_SIZE}" height="${PAPER_SIZE}" viewBox="0 0 ${PAPER_SIZE} ${PAPER_SIZE}">
  <title>Sketch of a face</title>
  <metadata ${SETTINGS}="${escapeAttribute(JSON.stringify(settings))}"/>
  <g fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round">
${paths.join('')}  </g>
</svg>
`;
}

/**
 * SVG text to a drawing: a file saved here as it was, any other laid on the paper.
 *
 * @throws FacePencilError what parseSvg throws; style-invalid, option-invalid for settings that
 *   were edited into nonsense
 */
export function openSvg(text: string): OpenedSvg {
  const document = readSvg(text);
  const saved = document.elements.find((element) => element.attributes[SETTINGS] !== undefined);
  if (saved === undefined) return { drawing: drawingOf(parseSvg(text)) };
  const settings = readSettings(parseJson(saved.attributes[SETTINGS]!));
  return { drawing: readExactly(document) ?? drawingOf(parseSvg(text)), settings };
}

/** The strokes as saveSvg wrote them; undefined if another program has edited the file since. */
function readExactly(document: SvgDocument): Drawing | undefined {
  const strokes: DrawnStroke[] = [];
  for (const element of document.elements) {
    if (element.attributes['transform'] !== undefined) return undefined;
    if (['svg', 'title', 'metadata', 'g'].includes(element.name)) continue;
    const stroke = element.name === 'path' ? readPath(element) : undefined;
    if (stroke === undefined) return undefined;
    strokes.push(stroke);
  }
  return { strokes };
}

function readPath({ attributes }: SvgElement): DrawnStroke | undefined {
  const data = /^M([-\d. L]+)(Z?)$/.exec(attributes['d'] ?? '');
  if (data === null) return undefined;
  const pressures = attributes[PRESSURE]?.split(' ').map(Number);
  const points = data[1]!.split('L').map((pair, i): PenPoint => {
    const [x = NaN, y = NaN] = pair.split(' ').map(Number);
    return [x, y, pressures?.[i] ?? USUAL_PRESSURE];
  });
  if (!points.flat().every(Number.isFinite)) return undefined;
  return {
    points,
    width: Number(attributes['stroke-width'] ?? PEN_WIDTH) || PEN_WIDTH,
    ...(data[2] === 'Z' ? { closed: true } : {}),
  };
}

function pathData({ points, closed }: DrawnStroke): string {
  // A dot needs a line of no length to show.
  const line = points.length === 1 ? [points[0]!, points[0]!] : points;
  const pairs = line.map(([x, y]) => `${x} ${y}`);
  return `M${pairs.join('L')}${closed === true ? 'Z' : ''}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Settings that cannot be read are no reason to refuse the sketch.
    return undefined;
  }
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
