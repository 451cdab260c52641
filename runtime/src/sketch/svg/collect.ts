import { FacePencilError } from '../../errors.js';
import { type Budget, DEFAULT_LIMITS, type SketchLimits, workBudget } from '../limits.js';
import type { Bounds } from '../types.js';
import { band } from './band.js';
import { type Clip, type ClipRegion, EVERYTHING, holdsAll } from './clip.js';
import { lightness, type Rgba } from './color.js';
import { StyleSheet } from './css.js';
import { type SvgDocument, type SvgElement, tooDeep } from './document.js';
import { IDENTITY, invert, type Matrix, meanScale, multiply, translation } from './matrix.js';
import { parseLength } from './numbers.js';
import { Path } from './path.js';
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
  /** Undefined where all of it shows. */
  readonly clip: Clip | undefined;
  /** Whether it was asked for; false where it only tells what the paper is. */
  readonly chosen: boolean;
  /** False where its fill is mixed with what is below it rather than laid over it. */
  readonly covers: boolean;
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

/** Fainter than this shows as nothing. */
const FAINT = 1 / 255;

const CONTAINERS: ReadonlySet<string> = new Set(['svg', 'g', 'a', 'switch', 'use', 'symbol']);

/** Where an element is drawn. */
interface Place {
  /** Maps the units around the element to document units. */
  readonly matrix: Matrix;
  readonly viewport: Bounds;
  readonly clip: Clip | undefined;
}

/** The size that a `use` gives what it shows. */
interface Size {
  readonly width: number | undefined;
  readonly height: number | undefined;
}

type Regions = readonly ClipRegion[];

/** Masks let half of the paint show from here. */
const MASK_SHOWS = 0.5;

/** The CSS size of what has no size. */
const DEFAULT_VIEWPORT: Bounds = { x: 0, y: 0, width: 300, height: 150 };

/**
 * Walks the document as a renderer does and gathers the shapes that show: containers, transforms,
 * nested viewports, `use`, style, visibility, clip paths and masks. Definitions (defs, symbol,
 * clipPath, mask, marker, pattern) show only through `use`; text and images are no lines and are
 * passed over; filters and markers are not applied, and the page itself cuts nothing off.
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
  private readonly clips = new Map<string, readonly Clip[]>();
  /** While a clip path is read: whatever the paint, shapes count by their outline. */
  private outlines = false;
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
    const style = this.styleOf(root, INITIAL_STYLE, viewport);
    if (this.isShown(style)) {
      this.drawChildren(root, style, { matrix: IDENTITY, viewport, clip: undefined });
    }
    return {
      shapes: this.shapes,
      page,
      background: style.background,
      hasShapes: elements.some(({ name }) => SHAPES.has(name)),
    };
  }

  private styleOf(element: SvgElement, parent: ComputedStyle, viewport: Bounds): ComputedStyle {
    return computeStyle(element, parent, this.document, this.sheet, diagonal(viewport));
  }

  private isShown({ displayed, opacity }: ComputedStyle): boolean {
    return displayed && (this.outlines || opacity > FAINT);
  }

  private draw(element: SvgElement, parent: ComputedStyle, around: Place): void {
    const isShape = SHAPES.has(element.name);
    if (!isShape && !CONTAINERS.has(element.name)) return;
    this.visits.spend(1);
    const style = this.styleOf(element, parent, around.viewport);
    if (!this.isShown(style)) return;
    const matrix = multiply(around.matrix, transformOf(element, style, around.viewport));
    // What is scaled to nothing is not drawn, nor is what it holds.
    if (invert(matrix) === undefined) return;
    const chosen = this.chosen;
    this.chosen ||= this.only?.has(element) ?? false;
    this.clipped(style, { ...around, matrix }, (place) => {
      if (isShape) this.drawShape(element, style, place);
      else this.drawContainer(element, style, place);
    });
    this.chosen = chosen;
  }

  private drawContainer(element: SvgElement, style: ComputedStyle, place: Place): void {
    this.depth++;
    if (this.depth > this.limits.maxDepth) throw tooDeep(this.limits.maxDepth, element.line);
    if (element.name === 'svg') this.drawSvg(element, style, place, undefined);
    else if (element.name === 'use') this.drawUse(element, style, place);
    else if (element.name === 'switch') this.drawSwitch(element, style, place);
    else if (element.name !== 'symbol') this.drawChildren(element, style, place);
    this.depth--;
  }

  private drawChildren(element: SvgElement, style: ComputedStyle, place: Place): void {
    for (const child of element.children) this.draw(child, style, place);
  }

  /** A nested svg, or a symbol: a viewport of its own. */
  private drawSvg(
    element: SvgElement,
    style: ComputedStyle,
    { matrix, viewport, clip }: Place,
    size: Size | undefined,
  ): void {
    const inner = viewportOf(element, viewport, size);
    if (inner === undefined) return;
    const edges: ClipRegion = {
      path: Path.rectangle(inner.target).transformed(matrix),
      rule: 'nonzero',
      shows: true,
    };
    this.drawChildren(element, style, {
      matrix: multiply(matrix, inner.matrix),
      viewport: inner.box,
      clip: style.overflows ? clip : { regions: [edges], outer: clip },
    });
  }

  private drawUse(element: SvgElement, style: ComputedStyle, place: Place): void {
    const { matrix, viewport } = place;
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
    this.guarded(target, `The SVG uses ${href} inside itself.`, where, () => {
      const x = parseLength(attributes['x'], viewport.width, where) ?? 0;
      const y = parseLength(attributes['y'], viewport.height, where) ?? 0;
      const moved = { ...place, matrix: multiply(matrix, translation(x, y)) };
      if (target.name === 'symbol' || target.name === 'svg') {
        this.drawUsedViewport(target, style, moved, {
          width: parseLength(attributes['width'], viewport.width, where),
          height: parseLength(attributes['height'], viewport.height, where),
        });
      } else {
        this.draw(target, style, moved);
      }
    });
  }

  /** Follows a reference, unless it is being followed already. */
  private guarded(target: SvgElement, message: string, where: string, follow: () => void): void {
    if (this.using.has(target)) {
      throw new FacePencilError('svg-use-cycle', message, {
        hint: 'Delete that use of it.',
        where,
      });
    }
    this.using.add(target);
    follow();
    this.using.delete(target);
  }

  private drawUsedViewport(
    target: SvgElement,
    parent: ComputedStyle,
    around: Place,
    size: Size,
  ): void {
    this.visits.spend(1);
    const style = this.styleOf(target, parent, around.viewport);
    if (!this.isShown(style)) return;
    const matrix = multiply(around.matrix, transformOf(target, style, around.viewport));
    this.clipped(style, { ...around, matrix }, (place) => {
      this.drawSvg(target, style, place, size);
    });
  }

  /** Only the first child that a plain renderer can show; Illustrator wraps its drawings so. */
  private drawSwitch(element: SvgElement, style: ComputedStyle, place: Place): void {
    const first = element.children.find(
      ({ name, attributes }) =>
        (SHAPES.has(name) || CONTAINERS.has(name)) &&
        (attributes['requiredExtensions'] ?? '') === '' &&
        speaksEnglish(attributes['systemLanguage']),
    );
    if (first !== undefined) this.draw(first, style, place);
  }

  private drawShape(
    element: SvgElement,
    style: ComputedStyle,
    { matrix, viewport, clip }: Place,
  ): void {
    if (!style.visible) return;
    const stroke =
      style.strokeWidth > 0 ? visiblePaint(style.stroke, style.strokeOpacity, style) : undefined;
    // A line has no inside.
    const fill =
      element.name === 'line' ? undefined : visiblePaint(style.fill, style.fillOpacity, style);
    if (!this.outlines && stroke === undefined && fill === undefined) return;
    const path = shapePath(element, viewport, this.points, style.geometry);
    if (path.isEmpty) return;
    const drawn = path.transformed(matrix);
    drawn.check(whereIs(element));
    const bounds = drawn.bounds();
    let cut = clip;
    while (cut !== undefined && holdsAll(cut, bounds)) cut = cut.outer;
    this.shapes.push({
      element,
      path: drawn,
      stroke,
      strokeWidth: style.strokeWidth * meanScale(matrix),
      fill,
      fillRule: this.outlines ? style.clipRule : style.fillRule,
      clip: cut,
      chosen: this.chosen,
      covers: style.covers,
    });
  }

  /** Draws an element through its own clip path and mask. */
  private clipped(style: ComputedStyle, place: Place, draw: (place: Place) => void): void {
    const clipPath = this.referenced(style.clipPath, 'clipPath');
    const mask = this.referenced(style.mask, 'mask');
    const first = this.shapes.length;
    let { clip } = place;
    /** What is known only when all is drawn: the box of what is drawn. */
    const later: (() => void)[] = [];
    const add = (definition: SvgElement, units: string, regionsIn: (matrix: Matrix) => Regions) => {
      const { matrix } = place;
      if (definition.attributes[units] !== 'objectBoundingBox') {
        clip = this.clipOnce(definition, matrix, clip, regionsIn);
        return;
      }
      const regions: ClipRegion[] = [];
      clip = { regions, outer: clip };
      later.push(() => {
        const toUser = invert(matrix) ?? IDENTITY;
        const drawn = this.shapes.slice(first).map(({ path }) => path.transformed(toUser));
        const box = boundsOfPaths(drawn);
        regions.push(...regionsIn(multiply(matrix, [box.width, 0, 0, box.height, box.x, box.y])));
      });
    };
    if (clipPath !== undefined) {
      add(clipPath, 'clipPathUnits', (matrix) => this.clipRegions(clipPath, { ...place, matrix }));
    }
    if (mask !== undefined) {
      add(mask, 'maskContentUnits', (matrix) => this.maskRegions(mask, { ...place, matrix }));
    }
    draw({ ...place, clip });
    if (this.shapes.length > first) for (const work of later) work();
  }

  /** The same clip for all that is clipped alike, so that it is painted once. */
  private clipOnce(
    definition: SvgElement,
    matrix: Matrix,
    outer: Clip | undefined,
    regionsIn: (matrix: Matrix) => Regions,
  ): Clip {
    const key = `${definition.index} ${matrix.join(' ')}`;
    const known = this.clips.get(key)?.find((clip) => clip.outer === outer);
    if (known !== undefined) return known;
    const clip: Clip = { regions: regionsIn(matrix), outer };
    this.clips.set(key, [...(this.clips.get(key) ?? []), clip]);
    return clip;
  }

  private referenced(id: string | undefined, name: string): SvgElement | undefined {
    const target = id === undefined ? undefined : this.document.byId.get(id);
    return target?.name === name ? target : undefined;
  }

  private clipRegions(clipPath: SvgElement, place: Place): Regions {
    const style = this.styleOf(clipPath, INITIAL_STYLE, place.viewport);
    const matrix = multiply(place.matrix, transformOf(clipPath, style, place.viewport));
    const inside = this.apart(clipPath, () => {
      const outside = this.outlines;
      this.outlines = true;
      this.clipped(style, { ...place, matrix, clip: undefined }, (inner) => {
        this.drawChildren(clipPath, { ...INITIAL_STYLE, clipRule: style.clipRule }, inner);
      });
      this.outlines = outside;
    });
    return inside.map((shape) =>
      'shows' in shape
        ? shape
        : { path: shape.path, rule: shape.fillRule, shows: true, clip: shape.clip },
    );
  }

  private maskRegions(mask: SvgElement, place: Place): Regions {
    const style = this.styleOf(mask, INITIAL_STYLE, place.viewport);
    const inside = this.apart(mask, () => {
      const outside = this.outlines;
      this.outlines = false;
      this.drawChildren(mask, style, { ...place, clip: undefined });
      this.outlines = outside;
    });
    return inside.flatMap((shape): Regions => {
      if ('shows' in shape) return [shape];
      const { path, fill, fillRule, stroke, strokeWidth, clip } = shape;
      const regions: ClipRegion[] = [];
      if (fill !== undefined) {
        regions.push({ path, rule: fillRule, shows: maskShows(fill, style.maskType), clip });
      }
      if (stroke !== undefined) {
        const painted = band(path, strokeWidth, this.points);
        const shows = maskShows(stroke, style.maskType);
        regions.push({ path: painted, rule: 'nonzero', shows, clip });
      }
      return regions;
    });
  }

  /**
   * What a definition draws, taken out of the drawing again. Everything, where that cannot be
   * told: text and pictures, and what refers to itself.
   */
  private apart(definition: SvgElement, draw: () => void): (DrawnShape | ClipRegion)[] {
    if (this.using.has(definition) || holdsOther(definition)) return [EVERYTHING];
    if (++this.depth > this.limits.maxDepth) {
      throw tooDeep(this.limits.maxDepth, definition.line);
    }
    const first = this.shapes.length;
    this.using.add(definition);
    draw();
    this.using.delete(definition);
    this.depth--;
    return this.shapes.splice(first);
  }
}

/** Drawings speak to everybody; where one asks for a language, English is shown. */
function speaksEnglish(languages: string | undefined): boolean {
  return languages === undefined || /(?:^|,)\s*en(?:-|\s*(?:,|$))/i.test(languages);
}

function maskShows({ color, opacity }: VisiblePaint, type: 'luminance' | 'alpha'): boolean {
  if (color === undefined) return true;
  return opacity * color[3] * (type === 'alpha' ? 1 : lightness(color)) >= MASK_SHOWS;
}

/** Whether it holds what is painted but is no shape. */
function holdsOther({ children }: SvgElement): boolean {
  return children.some(
    (child) => /^(?:text|image|foreignObject)$/.test(child.name) || holdsOther(child),
  );
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

/**
 * The page in document units; undefined where the root says nothing of its size.
 *
 * @throws FacePencilError sketch-not-finite
 */
export function pageOf(root: SvgElement): Bounds | undefined {
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
): { readonly target: Bounds; readonly matrix: Matrix; readonly box: Bounds } | undefined {
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
    target,
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

function boundsOfPaths(paths: readonly Path[]): Bounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const path of paths) {
    const { x, y, width, height } = path.bounds();
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function diagonal({ width, height }: Viewport): number {
  return Math.sqrt((width * width + height * height) / 2);
}
