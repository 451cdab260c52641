import type { Swatch } from '../messages.js';
import { toHex } from './describe-paint.js';

/** More than this is no palette to choose from. */
const MOST = 120;
/** Aliases of aliases end somewhere; a ring of them does not. */
const DEEPEST = 8;

/** The document's own colours: paint styles, then colour variables in their default mode. */
export async function readPalette(): Promise<Swatch[]> {
  // FigJam has neither.
  if (figma.editorType !== 'figma') return [];
  const swatches: Swatch[] = [];
  for (const { name, paints } of await figma.getLocalPaintStylesAsync()) {
    const solid = paints.find((paint) => paint.type === 'SOLID' && paint.visible !== false);
    if (solid?.type === 'SOLID') swatches.push({ name, color: toHex(solid.color) });
  }
  for (const variable of await figma.variables.getLocalVariablesAsync('COLOR')) {
    const color = await colorOf(variable);
    if (color !== undefined) swatches.push({ name: variable.name, color: toHex(color) });
  }
  return swatches.slice(0, MOST);
}

async function colorOf(variable: Variable): Promise<RGB | undefined> {
  let current: Variable | null = variable;
  for (let depth = 0; current !== null && depth < DEEPEST; depth++) {
    const collection: VariableCollection | null =
      await figma.variables.getVariableCollectionByIdAsync(current.variableCollectionId);
    const modes: Variable['valuesByMode'] = current.valuesByMode;
    const value: VariableValue | undefined =
      modes[collection?.defaultModeId ?? ''] ?? Object.values(modes)[0];
    if (typeof value !== 'object') return undefined;
    if ('r' in value) return value;
    if (!('type' in value) || value.type !== 'VARIABLE_ALIAS') return undefined;
    current = await figma.variables.getVariableByIdAsync(value.id);
  }
  return undefined;
}
