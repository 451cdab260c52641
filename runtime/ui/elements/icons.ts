import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Own line icons on a grid of 20, strokes of 1.5. */
const SHAPES = {
  pen: svg`<path d="m3.5 16.5 1-4 9-9 3 3-9 9z"/><path d="m11.5 5.5 3 3"/>`,
  eraser: svg`<path d="m8 16.5-4.5-4.5 8-8.5 5 5-7.5 8z"/><path d="m7 8.5 5 5M8 16.5h8.5"/>`,
  'part-eraser': svg`<circle cx="12" cy="8.5" r="4"/><path d="M2.5 16c2.5-1 4-2.5 5-3.800M16.2 5.200c.5-.7 1-1.5 1.3-2.7" /><path d="M9.5 15.500c1.5.8 4 1 7 .5" stroke-dasharray="1.5 2"/>`,
  select: svg`<path d="m5 3 10.5 6-4.8 1.300L8.5 15z"/><path d="m11.5 11.5 3.5 4.5"/>`,
  lasso: svg`<path d="M10 3.500c4 0 7 1.900 7 4.500s-3 4.500-7 4.500-7-1.900-7-4.500 3-4.500 7-4.500z" stroke-dasharray="3 1.800"/><path d="M5.500 11.500c-1.300 1.500-.8 3.300 1 3.500 1.300.1 1.800 1 1.300 2"/>`,
  hand: svg`<path d="M6.5 10V5a1.3 1.3 0 0 1 2.6 0v4V3.800a1.3 1.3 0 0 1 2.6 0V9V5a1.3 1.3 0 0 1 2.6 0v7c0 3-1.8 5-4.6 5-2.3 0-3.5-1-4.6-3L3.2 10.800c-.6-1.2 1-2.1 1.8-1z"/>`,
  undo: svg`<path d="M7 4 3.5 7.5 7 11"/><path d="M3.5 7.500H12a4.2 4.2 0 0 1 0 8.500H8"/>`,
  redo: svg`<path d="m13 4 3.5 3.500L13 11"/><path d="M16.5 7.500H8A4.2 4.2 0 0 0 8 16h4"/>`,
  clear: svg`<path d="M3.5 5.500h13M8 5.500v-2h4v2M5.5 5.500l.7 11h7.600l.7-11M8.5 8.500v5M11.5 8.500v5"/>`,
  symmetry: svg`<path d="M10 2.500v15" stroke-dasharray="2 2"/><path d="M7 5.5 2.5 14.500H7zM13 5.500l4.5 9H13z"/>`,
  template: svg`<path d="M10 2.500c3.5 0 5.5 2.5 5.5 6.500S13 17.5 10 17.5 4.5 13 4.5 9s2-6.5 5.5-6.500z"/><path d="M4.5 9h11M10 2.500v15M7.5 13.500h5" stroke-dasharray="1.5 2"/>`,
  'zoom-in': svg`<circle cx="8.5" cy="8.5" r="5"/><path d="m12.2 12.2 4.3 4.300M8.5 6.300v4.400M6.3 8.500h4.4"/>`,
  'zoom-out': svg`<circle cx="8.5" cy="8.5" r="5"/><path d="m12.2 12.2 4.3 4.300M6.3 8.500h4.4"/>`,
  fit: svg`<path d="M3.5 7V3.500H7M13 3.500h3.500V7M16.5 13v3.500H13M7 16.500H3.500V13"/>`,
  dice: svg`<rect x="3.5" y="3.5" width="13" height="13" rx="2.5"/><g fill="currentColor" stroke="none"><circle cx="7.2" cy="7.2" r="1.2"/><circle cx="12.8" cy="12.8" r="1.2"/><circle cx="10" cy="10" r="1.2"/><circle cx="12.8" cy="7.2" r="1.2"/><circle cx="7.2" cy="12.8" r="1.2"/></g>`,
  open: svg`<path d="M3 15.500v-11h5l1.5 2H16v2.5"/><path d="M3 15.5 5.5 9H18l-2.5 6.500z"/>`,
  paste: svg`<path d="M7.5 4.500H5v12h10v-12h-2.5"/><rect x="7.5" y="3" width="5" height="3" rx="1"/>`,
  save: svg`<path d="M10 3v9M6.5 8.7 10 12.200l3.5-3.500M3.5 14v2.500h13V14"/>`,
  copy: svg`<rect x="7" y="7" width="9.5" height="9.5" rx="1.5"/><path d="M13 7V3.500H3.500V13H7"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  swatches: svg`<rect x="3" y="3" width="6" height="6" rx="1.5"/><rect x="11" y="3" width="6" height="6" rx="1.5"/><rect x="3" y="11" width="6" height="6" rx="1.5"/><rect x="11" y="11" width="6" height="6" rx="3"/>`,
  side: svg`<rect x="2.5" y="4.5" width="6.5" height="11" rx="1"/><rect x="11" y="4.5" width="6.5" height="11" rx="1"/>`,
  compare: svg`<rect x="3" y="4.5" width="14" height="11" rx="1"/><path d="M10 2.500v15M7.5 10H5.500M12.5 10h2"/>`,
  overlay: svg`<rect x="3" y="3" width="10" height="10" rx="1"/><rect x="7" y="7" width="10" height="10" rx="1"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

export function icon(name: IconName): TemplateResult {
  return html`<svg
    width="20"
    height="20"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${SHAPES[name]}
  </svg>`;
}
