import { FacePencilError } from '../../errors.js';

const MAX_DOCTYPE = 64 * 1024;
const MAX_ENTITIES = 256;
const MAX_EXPANDED = 1_000_000;

const DECLARATION = /<!ENTITY\s+(%\s+)?([^\s"'>]+)\s*(?:"([^"]*)"|'([^']*)'|(?:SYSTEM|PUBLIC)\b)?/g;

/**
 * The entities that a document type declares, as Illustrator does for its namespaces: plain text
 * only. An entity that holds another, or is kept in another file, is refused, and so is a document
 * that expands them to more than a million characters: no drawing needs it.
 *
 * @param doctype what stands between `<!DOCTYPE` and its `>`
 * @throws FacePencilError svg-entities, svg-external-reference
 */
export function readEntities(doctype: string): Map<string, string> {
  const entities = new Map<string, string>();
  if (doctype.length > MAX_DOCTYPE) throw refused('its document type is too long');
  for (const [, parameter, name, double, single] of doctype.matchAll(DECLARATION)) {
    const value = double ?? single;
    if (parameter !== undefined) throw refused('it declares a parameter entity');
    if (value === undefined) {
      throw new FacePencilError(
        'svg-external-reference',
        `The SVG takes the entity ${name} from another file, which is never fetched.`,
        { hint: 'Remove the document type, or export the drawing again.' },
      );
    }
    if (/[&%<]/.test(value)) throw refused(`the entity ${name} is made of other entities`);
    entities.set(name!, value);
    if (entities.size > MAX_ENTITIES) throw refused('it declares too many');
  }
  return entities;
}

/** Defines them on a parser's entity table, each use counted. */
export function defineEntities(
  table: Record<string, string>,
  entities: ReadonlyMap<string, string>,
): void {
  let expanded = 0;
  for (const [name, value] of entities) {
    Object.defineProperty(table, name, {
      get: () => {
        expanded += value.length;
        if (expanded > MAX_EXPANDED) throw refused('they expand to more than a million characters');
        return value;
      },
    });
  }
}

function refused(why: string): FacePencilError {
  return new FacePencilError('svg-entities', `The SVG's XML entities are refused: ${why}.`, {
    hint: 'Export the drawing again as plain SVG, without a document type.',
    where: '<!DOCTYPE>',
  });
}
