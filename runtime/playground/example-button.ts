import { html, svg, type TemplateResult } from 'lit';
import { type DrawnStroke, PAPER_SIZE } from '../ui/drawing/index.js';
import type { Example } from './examples.js';

/** A small picture of an example's own lines, which opens it. */
export function exampleButton({ name, drawing }: Example, open: () => void): TemplateResult {
  return html`<li>
    <button class="example" @click=${open}>
      <svg viewBox="0 0 ${PAPER_SIZE} ${PAPER_SIZE}" aria-hidden="true">
        ${drawing.strokes.map((stroke) => svg`<path d=${lineOf(stroke)}></path>`)}
      </svg>
      ${name}
    </button>
  </li>`;
}

function lineOf({ points, closed }: DrawnStroke): string {
  // Every third point is enough at this size.
  const few = points.filter((_, i) => i % 3 === 0 || i === points.length - 1);
  const pairs = few.map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`);
  return `M${pairs.join('L')}${closed === true ? 'Z' : ''}`;
}
