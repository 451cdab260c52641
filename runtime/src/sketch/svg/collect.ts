import { FacePencilError } from '../../errors.js';
import { type Budget, DEFAULT_LIMITS, type SketchLimits, workBudget } from '../limits.js';
import type { Bounds } from '../types.js';
import { type Rgba } from './color.js';
import { StyleSheet } from './css.js';
import { type SvgDocument, type SvgElement, tooDeep } from './document.js';
import { IDENTITY, type Matrix, meanScale, multiply, translation } from './matrix.js';
import { parseLength } from './numbers.js';
import type { Path } from './path.js';
import { SHAPES, shapePath, type Viewport, whereIs } from './shapes.js';
import {
  computeStyle,
  type ComputedStyle,
  INITIAL_STYLE,
  type Paint,
  paintColor,
} from './style.js';
import { about, parseOrigin, parseTransform } from './transform.js';
import { parseViewBox, viewBoxMatrix } from './viewbox.js';

/** A stroke's or fill's paint with everything that makes it fainter. */
export interface VisiblePaint {
  /** Undefined for gradients and patterns. */
  readonly color: Rgba | undefined;
  /** 0..1, opacities of groups and of the paint; the colour's own alpha is not in it. */
  readonly opacity: number;
}

/** One shape as it is drawn, in document units. */
export interface DrawnShape {
  readonly element: SvgElement;
  readonly path: Path;
  readonly stroke: VisiblePaint | undefined;
  /** In document units. */
  readonly strokeWidth: number;
  readonly fill: VisiblePaint | undefined;
  readonly fillRule: 'nonzero' | 'evenodd';
  /** Whether it was asked for; false where it only tells what the paper is. */
  readonly chosen: boolean;
}

export interface Drawing {
  /** In the order in which they are painted. */
  readonly shapes: readonly DrawnShape[];
  /** The page in document units, where the SVG says how large it is. */
  readonly page: Bounds | undefined;
  /** The background that the root's style gives it. */
  readonly background: Rgba | undefined;
  /** Whether there is any shape at all, visible or not. */
  readonly hasShapes: boolean;
}

/** The size that a `use` gives what it shows. */
interface Size {
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** Fainter than this shows as nothing. */
const FAINT = 1 / 255;

const CONTAINERS: ReadonlySet<string> = new Set(['svg', 'g', 'a', 'switch', 'use', 'symbol']);

/** The CSS size of what has no size. */
const DEFAULT_VIEWPORT: Bounds = { x: 0, y: 0, width: 300, height: 150 };

/**
 * Walks the document as a renderer does and gathers the shapes that show: containers, transforms,
 * nested viewports, `use`, style and visibility. Definitions (defs, symbol, clipPath, mask,
 * marker, pattern) show only through `use`; text and images are no lines and are passed over;
 * clips, masks, filters and markers are not applied.
 *
 * Document units are those inside the root's viewBox.
 *
 * @param only what is chosen, each with all that it holds; undefined for everything
 * @throws FacePencilError svg-use-cycle, svg-external-reference, svg-too-deep, svg-too-complex,
 *   sketch-not-finite, sketch-too-many-points
 */
export function collectShapes(
  document: SvgDocument,
  limits: SketchLimits,
  points: Budget,
  only?: ReadonlySet<SvgElement>,
): Drawing {
  return new Collector(document, limits, points, only).collect();
}

/**
 * Maps the units inside a container (what its children's coordinates are in) to document units:
 * every transform and viewport from the root down to it, its own with them.
 *
 * @param container the root, or a `g`, `a`, `switch` or `svg` below it
 * @throws FacePencilError svg-too-complex, sketch-not-finite
 */
export function unitsInside(
  document: SvgDocument,
  container: SvgElement,
  limits: SketchLimits = DEFAULT_LIMITS,
): Matrix {
  const sheet = new StyleSheet(document.styleSheets, matchingBudget(limits));
  let viewport = pageOf(document.root) ?? DEFAULT_VIEWPORT;
  let matrix = IDENTITY;
  let style = computeStyle(document.root, INITIAL_STYLE, document, sheet, diagonal(viewport));
  for (const element of pathTo(container).slice(1)) {
    style = computeStyle(element, style, document, sheet, diagonal(viewport));
    matrix = multiply(matrix, transformOf(element, style, viewport));
    const inner = element.name === 'svg' ? viewportOf(element, viewport) : undefined;
    if (inner === undefined) continue;
    matrix = multiply(matrix, inner.matrix);
    viewport = inner.box;
  }
  return matrix;
}

/** From the root down to the element. */
function pathTo(element: SvgElement): SvgElement[] {
  return element.parent === undefined ? [element] : [...pathTo(element.parent), element];
}

function matchingBudget({ maxSteps }: SketchLimits): Budget {
  // Matching a selector is some twenty times the work of filling a pixel.
  return workBudget(maxSteps / 20, 'its style sheets match too slowly');
}

class Collector {
  private readonly sheet: StyleSheet;
  private readonly visits: Budget;
  private readonly shapes: DrawnShape[] = [];
  private readonly using = new Set<SvgElement>();
  private depth = 0;
  /** Whether what is drawn now is chosen, or in what is chosen. */
  private chosen: boolean;

  constructor(
    private readonly document: SvgDocument,
    private readonly limits: SketchLimits,
    private readonly points: Budget,
    private readonly only: ReadonlySet<SvgElement> | undefined,
  ) {
    this.chosen = only?.has(document.root) ?? true;
    this.sheet = new StyleSheet(document.styleSheets, matchingBudget(limits));
    this.visits = workBudget(limits.maxElements, 'its elements are used over and over');
  }

  collect(): Drawing {
    const { root, elements } = this.document;
    const page = pageOf(root);
    const viewport = page ?? DEFAULT_VIEWPORT;
    const style = computeStyle(root, INITIAL_STYLE, this.document, this.sheet, diagonal(viewport));
    if (style.displayed && style.opacity > FAINT) {
      this.drawChildren(root, style, IDENTITY, viewport);
    }
    return {
      shapes: this.shapes,
      page,
      background: style.background,
      hasShapes: elements.some(({ name }) => SHAPES.has(name)),
    };
  }

  /** @param outer maps the units around the element to document units */
  private draw(element: SvgElement, parent: ComputedStyle, outer: Matrix, viewport: Bounds): void {
    const isShape = SHAPES.has(element.name);
    if (!isShape && !CONTAINERS.has(element.name)) return;
    this.visits.spend(1);
    const style = computeStyle(element, parent, this.document, this.sheet, diagonal(viewport));
    if (!style.displayed || style.opacity <= FAINT) return;
    const matrix = multiply(outer, transformOf(element, style, viewport));
    const around = this.chosen;
    this.chosen ||= this.only?.has(element) ?? false;
    if (isShape) this.drawShape(element, style, matrix, viewport);
    else this.drawContainer(element, style, matrix, viewport);
    this.chosen = around;
  }

  private drawContainer(
    element: SvgElement,
    style: ComputedStyle,
    matrix: Matrix,
    viewport: Bounds,
  ): void {
    this.depth++;
    if (this.depth > this.limits.maxDepth) throw tooDeep(this.limits.maxDepth, element.line);
    if (element.name === 'svg') this.drawSvg(element, style, matrix, viewport, undefined);
    else if (element.name === 'use') this.drawUse(element, style, matrix, viewport);
    else if (element.name === 'switch') this.drawSwitch(element, style, matrix, viewport);
    else if (element.name !== 'symbol') this.drawChildren(element, style, matrix, viewport);
    this.depth--;
  }

  private drawChildren(
    element: SvgElement,
    style: ComputedStyle,
    matrix: Matrix,
    viewport: Bounds,
  ): void {
    for (const child of element.children) this.draw(child, style, matrix, viewport);
  }

  /** A nested svg, or a symbol: a viewport of its own. */
  private drawSvg(
    element: SvgElement,
    style: ComputedStyle,
    matrix: Matrix,
    viewport: Bounds,
    size: Size | undefined,
  ): void {
    const inner = viewportOf(element, viewport, size);
    if (inner === undefined) return;
    this.drawChildren(element, style, multiply(matrix, inner.matrix), inner.box);
  }

  private drawUse(
    element: SvgElement,
    style: ComputedStyle,
    matrix: Matrix,
    viewport: Bounds,
  ): void {
    const where = whereIs(element);
    const { attributes } = element;
    const href = hrefOf(attributes);
    if (href === undefined || href === '') return;
    if (!href.startsWith('#')) {
      throw new FacePencilError(
        'svg-external-reference',
        `The SVG uses a part of another file, which is never fetched: ${href.slice(0, 100)}.`,
        { hint: 'Put that part into the drawing itself, or delete it.', where },
      );
    }
    const target = this.document.byId.get(decodeFragment(href.slice(1)));
    if (target === undefined) return;
    if (this.using.has(target)) {
      throw new FacePencilError('svg-use-cycle', `The SVG uses ${href} inside itself.`, {
        hint: 'Delete that use of it.',
        where,
      });
    }
    const x = parseLength(attributes['x'], viewport.width, where) ?? 0;
    const y = parseLength(attributes['y'], viewport.height, where) ?? 0;
    const moved = multiply(matrix, translation(x, y));
    this.using.add(target);
    if (target.name === 'symbol' || target.name === 'svg') {
      this.drawUsedViewport(target, style, moved, viewport, {
        width: parseLength(attributes['width'], viewport.width, where),
        height: parseLength(attributes['height'], viewport.height, where),
      });
    } else {
      this.draw(target, style, moved, viewport);
    }
    this.using.delete(target);
  }

  private drawUsedViewport(
    target: SvgElement,
    parent: ComputedStyle,
    outer: Matrix,
    viewport: Bounds,
    size: Size,
  ): void {
    this.visits.spend(1);
    const style = computeStyle(target, parent, this.document, this.sheet, diagonal(viewport));
    if (!style.displayed || style.opacity <= FAINT) return;
    const matrix = multiply(outer, transformOf(target, style, viewport));
    this.drawSvg(target, style, matrix, viewport, size);
  }

  /** Only the first child that a plain renderer can show; Illustrator wraps its drawings so. */
  private drawSwitch(
    element: SvgElement,
    style: ComputedStyle,
    matrix: Matrix,
    viewport: Bounds,
  ): void {
    const first = element.children.find(
      ({ name, attributes }) =>
        (SHAPES.has(name) || CONTAINERS.has(name)) &&
        (attributes['requiredExtensions'] ?? '') === '',
    );
    if (first !== undefined) this.draw(first, style, matrix, viewport);
  }

  private drawShape(
    element: SvgElement,
    style: ComputedStyle,
    matrix: Matrix,
    viewport: Viewport,
  ): void {
    if (!style.visible) return;
    const stroke =
      style.strokeWidth > 0 ? visiblePaint(style.stroke, style.strokeOpacity, style) : undefined;
    // A line has no inside.
    const fill =
      element.name === 'line' ? undefined : visiblePaint(style.fill, style.fillOpacity, style);
    if (stroke === undefined && fill === undefined) return;
    const path = shapePath(element, viewport, this.points);
    if (path.isEmpty) return;
    const drawn = path.transformed(matrix);
    drawn.check(whereIs(element));
    this.shapes.push({
      element,
      path: drawn,
      stroke,
      strokeWidth: style.strokeWidth * meanScale(matrix),
      fill,
      fillRule: style.fillRule,
      chosen: this.chosen,
    });
  }
}

function visiblePaint(
  paint: Paint,
  paintOpacity: number,
  style: ComputedStyle,
): VisiblePaint | undefined {
  if (paint.kind === 'none') return undefined;
  const color = paintColor(paint, style);
  const opacity = paintOpacity * style.opacity;
  return opacity * (color?.[3] ?? 1) > FAINT ? { color, opacity } : undefined;
}

function pageOf(root: SvgElement): Bounds | undefined {
  const where = whereIs(root);
  const viewBox = parseViewBox(root.attributes['viewBox'], where);
  if (viewBox !== undefined) return viewBox;
  // Percentages are of a window that is not there.
  const width = parseLength(root.attributes['width'], NaN, where);
  const height = parseLength(root.attributes['height'], NaN, where);
  if (width === undefined || height === undefined || !(width > 0 && height > 0)) return undefined;
  return { x: 0, y: 0, width, height };
}

/** The viewport that a nested svg or a symbol opens; undefined if it has no size. */
function viewportOf(
  element: SvgElement,
  viewport: Bounds,
  size?: Size,
): { readonly matrix: Matrix; readonly box: Bounds } | undefined {
  const where = whereIs(element);
  const { attributes } = element;
  const across = (name: string) => parseLength(attributes[name], viewport.width, where);
  const down = (name: string) => parseLength(attributes[name], viewport.height, where);
  const target: Bounds = {
    x: across('x') ?? 0,
    y: down('y') ?? 0,
    width: size?.width ?? across('width') ?? viewport.width,
    height: size?.height ?? down('height') ?? viewport.height,
  };
  if (!(target.width > 0 && target.height > 0)) return undefined;
  const viewBox = parseViewBox(attributes['viewBox'], where);
  return {
    matrix: viewBoxMatrix(viewBox, target, attributes['preserveAspectRatio']),
    box: viewBox ?? { x: 0, y: 0, width: target.width, height: target.height },
  };
}

function transformOf(element: SvgElement, style: ComputedStyle, viewport: Bounds): Matrix {
  if (style.transform === undefined) return IDENTITY;
  const where = whereIs(element);
  const matrix = parseTransform(style.transform, viewport, where);
  if (matrix === undefined) return IDENTITY;
  if (style.transformOrigin === undefined) return matrix;
  const origin = parseOrigin(style.transformOrigin, viewport, where);
  return origin === undefined ? matrix : about(origin[0], origin[1], matrix);
}

function hrefOf(attributes: Readonly<Record<string, string>>): string | undefined {
  return (attributes['href'] ?? attributes['xlink:href'])?.trim();
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function diagonal({ width, height }: Viewport): number {
  return Math.sqrt((width * width + height * height) / 2);
}
