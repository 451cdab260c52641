import { BLACK, parseColor, type Rgba } from './color.js';
import { type Declaration, parseStyleAttribute, type StyleSheet } from './css.js';
import type { SvgDocument, SvgElement } from './document.js';
import { gradientColor } from './gradient.js';
import { parseLength } from './numbers.js';
import { NO_VARIABLES, resolveVariables, type Variables } from './variables.js';

export type Paint =
  | { readonly kind: 'none' }
  | { readonly kind: 'color'; readonly color: Rgba }
  /** The value of `color` where it is painted. */
  | { readonly kind: 'current' }
  /** A pattern: something, of no one colour. */
  | { readonly kind: 'other' };

/** What an element's style comes to, as far as drawing its lines needs to know. */
export interface ComputedStyle {
  /** False for display none: nothing of it, nor of what it holds, is drawn. */
  readonly displayed: boolean;
  /** False for visibility hidden; what it holds may be visible again. */
  readonly visible: boolean;
  /** Its own and that of everything around it, multiplied; 0..1. */
  readonly opacity: number;
  readonly color: Rgba;
  readonly fill: Paint;
  readonly fillOpacity: number;
  readonly fillRule: 'nonzero' | 'evenodd';
  readonly stroke: Paint;
  readonly strokeOpacity: number;
  /** In user units, percentages taken of `diagonal`. */
  readonly strokeWidth: number;
  readonly background: Rgba | undefined;
  readonly transform: string | undefined;
  readonly transformOrigin: string | undefined;
  /** Ids of what clips and masks it. */
  readonly clipPath: string | undefined;
  readonly mask: string | undefined;
  readonly maskType: 'luminance' | 'alpha';
  readonly clipRule: 'nonzero' | 'evenodd';
  /** Whether a viewport of its own lets its content show outside. */
  readonly overflows: boolean;
  /** False where it is mixed with what is below it rather than laid over it. */
  readonly covers: boolean;
  /** Geometry that CSS gives: x, y, cx, r, d ... */
  readonly geometry: Readonly<Record<string, string>>;
  readonly variables: Variables;
}

export const INITIAL_STYLE: ComputedStyle = {
  displayed: true,
  visible: true,
  opacity: 1,
  color: BLACK,
  fill: { kind: 'color', color: BLACK },
  fillOpacity: 1,
  fillRule: 'nonzero',
  stroke: { kind: 'none' },
  strokeOpacity: 1,
  strokeWidth: 1,
  background: undefined,
  transform: undefined,
  transformOrigin: undefined,
  clipPath: undefined,
  mask: undefined,
  maskType: 'luminance',
  clipRule: 'nonzero',
  overflows: false,
  covers: true,
  geometry: {},
  variables: NO_VARIABLES,
};

type Mutable = { -readonly [K in keyof ComputedStyle]: ComputedStyle[K] };
type Setter = (style: Mutable, value: string, context: Context) => void;

interface Context {
  readonly parent: ComputedStyle;
  readonly document: SvgDocument;
  readonly sheet: StyleSheet;
  readonly diagonal: number;
}

/**
 * The style of an element: presentation attributes, then style sheets by specificity, then the
 * style attribute, then whatever is !important. A value that cannot be read leaves the one
 * before it standing.
 *
 * @param parent the style of what it is drawn in; for what a `use` shows that is the `use`
 * @param diagonal what percentages of a stroke width are of, in user units
 */
export function computeStyle(
  element: SvgElement,
  parent: ComputedStyle,
  document: SvgDocument,
  sheet: StyleSheet,
  diagonal: number,
): ComputedStyle {
  const style: Mutable = {
    ...parent,
    displayed: true,
    opacity: 1,
    background: undefined,
    transform: undefined,
    transformOrigin: undefined,
    clipPath: undefined,
    mask: undefined,
    maskType: 'luminance',
    overflows: false,
    geometry: {},
  };
  const context: Context = { parent, document, sheet, diagonal };
  const set = (property: string, value: string) => {
    const setter = SETTERS.get(property);
    const isGeometry = GEOMETRY.has(property);
    if (setter === undefined && !isGeometry) return;
    const resolved = resolveVariables(value, style.variables);
    if (resolved === undefined) return;
    if (setter !== undefined) apply(property, setter, style, resolved, context);
    else style.geometry = { ...style.geometry, [property]: unwrapPath(resolved) };
  };
  const rules = sheet.declarations(element);
  const inline = element.attributes['style'];
  const own = inline === undefined ? [] : parseStyleAttribute(inline);
  const declared = byImportance(rules, own);
  style.variables = withVariables(declared, parent.variables);
  for (const property of SETTERS.keys()) {
    const value = element.attributes[property];
    if (value !== undefined && !CSS_ONLY.has(property)) set(property, value);
  }
  for (const { property, value } of declared) set(property, value);

  style.opacity *= parent.opacity;
  return style;
}

/** Weakest first. */
function byImportance(
  rules: readonly Declaration[],
  own: readonly Declaration[],
): readonly Declaration[] {
  if (rules.length === 0 && own.every(({ important }) => !important)) return own;
  const all = [...rules, ...own];
  return [
    ...all.filter(({ important }) => !important),
    ...all.filter(({ important }) => important),
  ];
}

function withVariables(declared: readonly Declaration[], inherited: Variables): Variables {
  const own = declared.filter(({ property }) => property.startsWith('--'));
  if (own.length === 0) return inherited;
  return new Map([...inherited, ...own.map(({ property, value }) => [property, value] as const)]);
}

/** What CSS writes as `path("M0 0")` is an attribute's `M0 0`. */
function unwrapPath(value: string): string {
  return /^path\(\s*["'](.*)["']\s*\)$/s.exec(value)?.[1] ?? value;
}

/** What a paint is over nothing: its colour with its own alpha; undefined if it has no one colour. */
export function paintColor(paint: Paint, style: ComputedStyle): Rgba | undefined {
  if (paint.kind === 'color') return paint.color;
  return paint.kind === 'current' ? style.color : undefined;
}

const FIELDS = {
  display: 'displayed',
  visibility: 'visible',
  opacity: 'opacity',
  color: 'color',
  fill: 'fill',
  'fill-opacity': 'fillOpacity',
  'fill-rule': 'fillRule',
  stroke: 'stroke',
  'stroke-opacity': 'strokeOpacity',
  'stroke-width': 'strokeWidth',
  background: 'background',
  'background-color': 'background',
  transform: 'transform',
  'transform-origin': 'transformOrigin',
  'clip-path': 'clipPath',
  mask: 'mask',
  'mask-image': 'mask',
  'mask-type': 'maskType',
  'clip-rule': 'clipRule',
  overflow: 'overflows',
  'mix-blend-mode': 'covers',
} as const satisfies Record<string, keyof ComputedStyle>;

/** No presentation attributes. */
const CSS_ONLY: ReadonlySet<string> = new Set(['background', 'background-color', 'mask-image']);

const GEOMETRY: ReadonlySet<string> = new Set([
  'x',
  'y',
  'width',
  'height',
  'cx',
  'cy',
  'r',
  'rx',
  'ry',
  'd',
]);

const INHERITED: ReadonlySet<string> = new Set([
  'visible',
  'color',
  'fill',
  'fillOpacity',
  'fillRule',
  'stroke',
  'strokeOpacity',
  'strokeWidth',
  'clipRule',
]);

function apply(
  property: string,
  setter: Setter,
  style: Mutable,
  value: string,
  context: Context,
): void {
  const field = FIELDS[property as keyof typeof FIELDS];
  const keyword = value.trim().toLowerCase();
  if (keyword === 'inherit' || (keyword === 'unset' && INHERITED.has(field))) {
    // Opacities are multiplied later; taking the parent's product would count it twice.
    if (field !== 'opacity') copy(style, context.parent, field);
  } else if (keyword === 'initial' || keyword === 'unset') {
    copy(style, INITIAL_STYLE, field);
  } else {
    setter(style, value, context);
  }
}

function copy(to: Mutable, from: ComputedStyle, field: keyof ComputedStyle): void {
  Object.assign(to, { [field]: from[field] });
}

const SETTERS: ReadonlyMap<string, Setter> = new Map<string, Setter>([
  [
    'display',
    (style, value) => {
      style.displayed = value.trim().toLowerCase() !== 'none';
    },
  ],
  [
    'visibility',
    (style, value) => {
      const keyword = value.trim().toLowerCase();
      if (keyword === 'visible') style.visible = true;
      if (keyword === 'hidden' || keyword === 'collapse') style.visible = false;
    },
  ],
  ['opacity', setOpacity('opacity')],
  [
    'color',
    (style, value, { parent }) => {
      const current = value.trim().toLowerCase() === 'currentcolor';
      style.color = current ? parent.color : (parseColor(value) ?? style.color);
    },
  ],
  ['fill', setPaint('fill')],
  ['fill-opacity', setOpacity('fillOpacity')],
  [
    'fill-rule',
    (style, value) => {
      const keyword = value.trim().toLowerCase();
      if (keyword === 'nonzero' || keyword === 'evenodd') style.fillRule = keyword;
    },
  ],
  ['stroke', setPaint('stroke')],
  ['stroke-opacity', setOpacity('strokeOpacity')],
  [
    'stroke-width',
    (style, value, { diagonal }) => {
      const width = parseLength(value, diagonal);
      if (width !== undefined && width >= 0) style.strokeWidth = width;
    },
  ],
  ['background', setBackground],
  ['background-color', setBackground],
  [
    'transform',
    (style, value) => {
      style.transform = value;
    },
  ],
  [
    'transform-origin',
    (style, value) => {
      style.transformOrigin = value;
    },
  ],
  [
    'clip-path',
    (style, value) => {
      style.clipPath = referenceOf(value);
    },
  ],
  ['mask', setMask],
  ['mask-image', setMask],
  [
    'mask-type',
    (style, value) => {
      style.maskType = value.trim().toLowerCase() === 'alpha' ? 'alpha' : 'luminance';
    },
  ],
  [
    'clip-rule',
    (style, value) => {
      const keyword = value.trim().toLowerCase();
      if (keyword === 'nonzero' || keyword === 'evenodd') style.clipRule = keyword;
    },
  ],
  [
    'overflow',
    (style, value) => {
      style.overflows = /^(?:visible|auto)$/i.test(value.trim());
    },
  ],
  [
    'mix-blend-mode',
    (style, value) => {
      // What is in a mixed group is mixed with it.
      style.covers &&= value.trim().toLowerCase() === 'normal';
    },
  ],
]);

function setMask(style: Mutable, value: string): void {
  style.mask = referenceOf(value);
}

/** The id in `url(#id)`; undefined for none, basic shapes and other files. */
function referenceOf(value: string): string | undefined {
  const target = REFERENCE.exec(value.trim())?.[1];
  return target?.startsWith('#') === true ? target.slice(1) : undefined;
}

function setOpacity(field: 'opacity' | 'fillOpacity' | 'strokeOpacity'): Setter {
  return (style, value) => {
    style[field] = toOpacity(value) ?? style[field];
  };
}

function setPaint(field: 'fill' | 'stroke'): Setter {
  return (style, value, context) => {
    style[field] = toPaint(value, context) ?? style[field];
  };
}

function setBackground(style: Mutable, value: string): void {
  style.background = parseColor(value) ?? style.background;
}

function toOpacity(text: string): number | undefined {
  const value = parseLength(text.trim(), 1);
  return value === undefined ? undefined : Math.min(Math.max(value, 0), 1);
}

const REFERENCE = /^url\(\s*["']?([^"')]*)["']?\s*\)\s*(.*)$/i;

function toPaint(text: string, { document, sheet }: Context): Paint | undefined {
  const value = text.trim();
  const reference = REFERENCE.exec(value);
  if (reference === null) return toPlainPaint(value);
  const [, target = '', fallback = ''] = reference;
  // A gradient of another file is never fetched, and counts as missing.
  const server = target.startsWith('#') ? document.byId.get(target.slice(1)) : undefined;
  if (server === undefined) return fallback === '' ? { kind: 'none' } : toPlainPaint(fallback);
  const color = gradientColor(server, document, sheet);
  if (color === undefined) return { kind: 'other' };
  return color === 'none' ? { kind: 'none' } : { kind: 'color', color };
}

function toPlainPaint(value: string): Paint | undefined {
  const keyword = value.toLowerCase();
  if (keyword === 'none') return { kind: 'none' };
  if (keyword === 'currentcolor') return { kind: 'current' };
  if (keyword === 'context-fill' || keyword === 'context-stroke') return { kind: 'other' };
  const color = parseColor(value);
  return color === undefined ? undefined : { kind: 'color', color };
}
