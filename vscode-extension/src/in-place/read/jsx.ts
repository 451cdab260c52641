import { parse } from '@babel/parser';
import type * as Ast from '@babel/types';
import { FacePencilError } from '../../../../runtime/src/index.js';
import type { Drawing } from '../drawing.js';
import { DrawingBuilder } from './builder.js';
import { cssText, isNode, literalOf, svgAttributeName } from './jsx-values.js';

/**
 * The SVGs in a JSX or TSX text.
 *
 * @throws FacePencilError svg-malformed if the text is no JavaScript or TypeScript
 */
export function readJsx(text: string): Drawing[] {
  const drawings: Drawing[] = [];
  for (const element of jsxElements(parseProgram(text))) {
    if (nameOf(element) !== 'svg') continue;
    const builder = new DrawingBuilder();
    build(element, false, builder);
    drawings.push(builder.drawing('jsx'));
  }
  return drawings;
}

function parseProgram(text: string): Ast.Node {
  try {
    return parse(text, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      plugins: ['jsx', 'typescript', 'decorators'],
    });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const place = /\((\d+):(\d+)\)$/.exec(message);
    throw new FacePencilError(
      'svg-malformed',
      `The file is no valid JSX: ${message.replace(/\s*\(\d+:\d+\)$/, '').replace(/\.$/, '')}.`,
      {
        hint: 'Repair it there, and try again.',
        where: place === null ? undefined : `line ${place[1] ?? ''}, column ${place[2] ?? ''}`,
        cause,
      },
    );
  }
}

/** The outermost JSX elements named svg, and all other JSX elements, below a node. */
function* jsxElements(node: Ast.Node): Generator<Ast.JSXElement> {
  if (node.type === 'JSXElement') {
    yield node;
    if (nameOf(node) === 'svg') return;
  }
  for (const child of childNodes(node)) yield* jsxElements(child);
}

function* childNodes(node: Ast.Node): Generator<Ast.Node> {
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (key === 'loc' || key.endsWith('Comments')) continue;
    if (Array.isArray(value)) yield* value.filter(isNode);
    else if (isNode(value)) yield value;
  }
}

function nameOf({ openingElement: { name } }: Ast.JSXElement): string {
  // A component draws what only it knows.
  return name.type === 'JSXIdentifier' && /^[a-z]/.test(name.name) ? name.name : '';
}

function build(element: Ast.JSXElement, inCode: boolean, builder: DrawingBuilder): void {
  const { openingElement, children } = element;
  const { attributes, computed } = readAttributes(openingElement.attributes);
  builder.open({
    name: nameOf(element),
    attributes,
    computed,
    inCode,
    start: element.start!,
    openEnd: openingElement.end!,
    line: element.loc!.start.line,
  });
  buildChildren(children, false, builder);
  builder.close(element.end!);
}

function buildChildren(
  children: Ast.JSXElement['children'],
  inCode: boolean,
  builder: DrawingBuilder,
): void {
  for (const child of children) {
    if (child.type === 'JSXElement') build(child, inCode, builder);
    else if (child.type === 'JSXFragment') buildChildren(child.children, true, builder);
    else if (child.type === 'JSXText') builder.text(child.value);
    else if (child.type === 'JSXExpressionContainer') {
      const literal = literalOf(child.expression);
      if (literal !== undefined) builder.text(String(literal));
      else buildInExpression(child.expression, builder);
    }
  }
}

/** Elements that a program shows: `{open && <path/>}`, `{lines.map((d) => <path d={d}/>)}`. */
function buildInExpression(node: Ast.Node, builder: DrawingBuilder): void {
  if (node.type === 'JSXElement') build(node, true, builder);
  else for (const child of childNodes(node)) buildInExpression(child, builder);
}

function readAttributes(nodes: Ast.JSXOpeningElement['attributes']): {
  attributes: Record<string, string>;
  computed: string[];
} {
  const attributes: Record<string, string> = {};
  const computed: string[] = [];
  for (const node of nodes) {
    if (node.type === 'JSXSpreadAttribute') {
      computed.push('...');
      continue;
    }
    const name = svgAttributeName(
      node.name.type === 'JSXNamespacedName'
        ? `${node.name.namespace.name}:${node.name.name.name}`
        : node.name.name,
    );
    const value = attributeText(name, node.value);
    if (value === undefined) computed.push(name);
    else attributes[name] = value;
  }
  return { attributes, computed };
}

/** Undefined for what a program computes. */
function attributeText(name: string, value: Ast.JSXAttribute['value']): string | undefined {
  if (value === null || value === undefined) return '';
  if (value.type === 'StringLiteral') return value.value;
  if (value.type !== 'JSXExpressionContainer') return undefined;
  const { expression } = value;
  if (name === 'style' && expression.type === 'ObjectExpression') return cssText(expression);
  const literal = literalOf(expression);
  return literal === undefined ? undefined : String(literal);
}
