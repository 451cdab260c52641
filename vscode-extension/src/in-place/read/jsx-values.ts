import type * as Ast from '@babel/types';

export function isNode(value: unknown): value is Ast.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** A number or a text that stands in the program itself. */
export function literalOf(node: Ast.Node): string | number | undefined {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
      return node.value;
    case 'TemplateLiteral':
      return node.expressions.length === 0
        ? (node.quasis[0]?.value.cooked ?? undefined)
        : undefined;
    case 'UnaryExpression': {
      const value = literalOf(node.argument);
      return node.operator === '-' && typeof value === 'number' ? -value : undefined;
    }
    default:
      return undefined;
  }
}

/** Attributes that SVG itself spells with capitals. */
const CAPITALS = /^(?:viewBox|preserveAspectRatio|required[A-Z]|.*Units$|.*Transform$)/;

/** React's spelling to SVG's: strokeWidth, className, xlinkHref. */
export function svgAttributeName(name: string): string {
  if (name === 'className') return 'class';
  if (CAPITALS.test(name)) return name;
  if (/^(?:xlink|xml)[A-Z]/.test(name)) {
    return name.replace(
      /^(xlink|xml)(.*)$/,
      (_, prefix: string, rest: string) => `${prefix}:${rest.toLowerCase()}`,
    );
  }
  return kebab(name);
}

/** Properties whose plain numbers are no pixels. */
const UNITLESS = /^(?:opacity|fillOpacity|strokeOpacity|strokeMiterlimit|zIndex|fontWeight)$/;

/** A style object as CSS text; what a program computes in it is left out. */
export function cssText({ properties }: Ast.ObjectExpression): string {
  return properties
    .flatMap((property) => {
      if (property.type !== 'ObjectProperty' || property.computed) return [];
      const { key } = property;
      const name =
        key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : undefined;
      // A stroke that a program colours is a stroke all the same.
      const value = literalOf(property.value) ?? (name === 'stroke' ? 'currentColor' : undefined);
      if (name === undefined || value === undefined) return [];
      const unit = typeof value === 'number' && !UNITLESS.test(name) ? 'px' : '';
      return [`${kebab(name)}:${value}${unit}`];
    })
    .join(';');
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}
