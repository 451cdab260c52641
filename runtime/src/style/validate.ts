import { FacePencilError } from '../errors.js';
import { MAX_SEED } from './random.js';
import { type HexColor, type Style, STYLE_COLORS } from './types.js';

const COLOR_HINT = 'Give sRGB as #rrggbb or #rgb; the # may be left out.';

/**
 * A colour as people write it, to `#rrggbb`.
 *
 * @param text three or six hexadecimal digits, any case, with or without `#`
 * @param field what the colour is for, named in the error
 * @throws FacePencilError style-invalid
 */
export function parseColor(text: unknown, field: string): HexColor {
  if (typeof text === 'string') {
    const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1]?.toLowerCase();
    if (digits?.length === 6) return `#${digits}`;
    if (digits?.length === 3) return `#${digits.replace(/./g, '$&$&')}`;
  }
  throw invalid(`${field} is not a colour: ${show(text)}.`, field, COLOR_HINT);
}

/**
 * @param value a number in 0..1
 * @throws FacePencilError style-invalid
 */
export function checkFaithfulness(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw invalid(
    `faithfulness is ${show(value)}.`,
    'faithfulness',
    'Give a number from 0 (make a good face of rough lines) to 1 (follow the lines).',
  );
}

/**
 * @param value a whole number from 0 to 4294967295
 * @throws FacePencilError style-invalid
 */
export function checkLook(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_SEED) {
    return value;
  }
  throw invalid(
    `look is ${show(value)}.`,
    'look',
    `Give a whole number from 0 to ${MAX_SEED}: each is another face.`,
  );
}

/**
 * Some fields of a style, checked and its colours made `#rrggbb`; what is undefined is left out.
 *
 * @throws FacePencilError style-invalid for a wrong value or an unknown field
 */
export function checkStyle(style: unknown): Partial<Style> {
  if (typeof style !== 'object' || style === null || Array.isArray(style)) {
    throw invalid(`A style is an object, not ${show(style)}.`, 'style', FIELDS_HINT);
  }
  const checked: { -readonly [K in keyof Style]?: Style[K] } = {};
  for (const [field, value] of Object.entries(style) as [string, unknown][]) {
    if (value === undefined) continue;
    if (field === 'faithfulness') checked.faithfulness = checkFaithfulness(value);
    else if (field === 'look') checked.look = checkLook(value);
    else if (isColorField(field)) checked[field] = parseColor(value, field);
    else throw invalid(`A style has no field ${show(field)}.`, field, FIELDS_HINT);
  }
  return checked;
}

const FIELDS_HINT =
  `Its fields are ${STYLE_COLORS.join(', ')} (colours), faithfulness (0..1) ` +
  `and look (a whole number, 0..${MAX_SEED}).`;

function isColorField(field: string): field is (typeof STYLE_COLORS)[number] {
  return (STYLE_COLORS as readonly string[]).includes(field);
}

function invalid(message: string, where: string, hint: string): FacePencilError {
  return new FacePencilError('style-invalid', message, { hint, where });
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
