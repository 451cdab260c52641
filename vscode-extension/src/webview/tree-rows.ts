import * as l10n from '@vscode/l10n';
import { isDrawn, isPlaced, type SvgElement } from '../../../runtime/src/index.js';
import { faceOf, type OpenedDocument } from './opened-document.js';

/** One line of the element tree. */
export interface TreeRow {
  readonly element: SvgElement;
  /** From 0. */
  readonly depth: number;
  readonly label: string;
  /** The element's name, where the label is another. */
  readonly kind: string;
  readonly isFace: boolean;
  /** Undefined where there is nothing inside. */
  readonly expanded: boolean | undefined;
  readonly chosen: boolean;
}

/** Drawings of more elements begin with their groups closed. */
const MANY = 300;

/**
 * The lines of the tree, in document order, without those inside closed groups.
 *
 * @param turned groups that are not as they begin
 */
export function treeRows(
  opened: OpenedDocument,
  chosen: ReadonlySet<SvgElement>,
  turned: ReadonlySet<number>,
): TreeRow[] {
  const rows: TreeRow[] = [];
  const few = opened.drawing.document.elements.length <= MANY;
  const add = (element: SvgElement, depth: number, isChosen: boolean): void => {
    const children = element.children.filter((child) => isShown(opened, child));
    const isFace = isPlaced(element);
    const begins = few && !isFace;
    const expanded = children.length === 0 ? undefined : begins !== turned.has(element.start);
    const face = isFace ? faceOf(opened, element) : undefined;
    const isInChosen = isChosen || chosen.has(element);
    const label = face === undefined ? nameOf(element) : l10n.t('Face {0}', face.id || '1');
    rows.push({
      element,
      depth,
      label,
      kind: isFace ? l10n.t('hidden sketch') : label === element.name ? '' : element.name,
      isFace,
      expanded,
      chosen: isInChosen,
    });
    if (expanded === true) {
      for (const child of children) add(child, depth + 1, isInChosen);
    }
  };
  for (const child of opened.drawing.document.root.children) {
    if (isShown(opened, child)) add(child, 0, false);
  }
  return rows;
}

/** An image of a face stands for itself on the paper; in the tree, its sketch stands for both. */
function isShown({ faces }: OpenedDocument, element: SvgElement): boolean {
  if (!isDrawn(element)) return false;
  return !faces.some(
    ({ image, variations, groups }) =>
      image === element || variations.includes(element) || groups.slice(1).includes(element),
  );
}

function nameOf({ attributes, name }: SvgElement): string {
  return attributes['inkscape:label'] ?? attributes['id'] ?? name;
}
