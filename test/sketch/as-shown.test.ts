import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type FaceFrame, FacePencilError, parseSvg, type Sketch } from '../../runtime/src/index.js';
import { launchChromium } from '../support/browser.js';
import { edgesInBrowser, foundIn, strokesOnPage } from './shown.js';

const FIXTURES = new URL('../fixtures/svg/', import.meta.url);

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 520, height: 520 } });
});

afterAll(async () => {
  await browser.close();
});

/** How well strokes and browser agree: what we draw is seen there, what is seen there we draw. */
async function compare(svg: string, frame: FaceFrame) {
  // Text and pictures are no lines: the browser is not to show them either.
  const lines = svg.replace(/<(?:image|text)\b[^]*?(?:\/>|<\/text>)/g, '');
  const edges = await edgesInBrowser(page, lines);
  const strokes = strokesOnPage(strokesOf(svg), frame);
  return {
    drawnIsSeen: foundIn(strokes, edges),
    seenIsDrawn: foundIn(edges, strokes),
    anythingSeen: edges.includes(1),
  };
}

/** The sketch, empty where there is nothing to see. */
function strokesOf(svg: string): Sketch {
  try {
    return parseSvg(svg);
  } catch (error) {
    const nothing = ['sketch-no-visible-strokes', 'sketch-empty'];
    if (error instanceof FacePencilError && nothing.includes(error.code)) {
      return { strokes: [], bounds: { x: 0, y: 0, width: 0, height: 0 } };
    }
    throw error;
  }
}

const FRAMES: Readonly<Record<string, FaceFrame>> = {
  inkscape: { x: 0, y: 0, size: 135.46667 },
  excalidraw: { x: 0, y: 0, size: 532 },
  affinity: { x: 0, y: 0, size: 2134 },
  'inkscape-mask': { x: 0, y: 0, size: 210 },
  'procreate-outlines': { x: 0, y: 0, size: 2048 },
};
const PAGE: FaceFrame = { x: 0, y: 0, size: 512 };

describe('files as tools write them', () => {
  const names = readdirSync(FIXTURES).map((name) => name.replace('.svg', ''));

  test.each(names)('%s', async (name) => {
    const svg = readFileSync(new URL(`${name}.svg`, FIXTURES), 'utf8');
    const { drawnIsSeen, seenIsDrawn, anythingSeen } = await compare(svg, FRAMES[name] ?? PAGE);
    expect(anythingSeen).toBe(true);
    expect(drawnIsSeen).toBeGreaterThan(0.98);
    expect(seenIsDrawn).toBeGreaterThan(0.98);
  });
});

describe('features of SVG and CSS', () => {
  const A = '<path d="M40 60H470V200H40z"/>';
  const B = '<circle cx="256" cy="330" r="120"/>';
  const LINES = '<path d="M20 100H490M20 250H490M20 400H490"/>';

  test.each<[string, string]>([
    ['plain', A + B],
    [
      'clip path',
      `<clipPath id="c"><circle cx="256" cy="256" r="160"/></clipPath><g clip-path="url(#c)">${LINES}</g>`,
    ],
    [
      'clip path that holds all',
      `<clipPath id="c"><rect width="512" height="512"/></clipPath><g clip-path="url(#c)">${LINES}</g>`,
    ],
    [
      'clip path that hides all',
      `<clipPath id="c"><rect width="9" height="9"/></clipPath><g clip-path="url(#c)">${LINES}</g>${B}`,
    ],
    ['empty clip path', `<clipPath id="c"/><g clip-path="url(#c)">${LINES}</g>${B}`],
    ['clip path that is not there', `<g clip-path="url(#c)">${LINES}</g>`],
    [
      'clip path by css',
      `<style>.k{clip-path:url("#c")}</style><clipPath id="c"><rect x="100" width="200" height="512"/></clipPath><g class="k">${LINES}</g>`,
    ],
    [
      'clip path of two',
      `<clipPath id="c"><rect x="50" width="100" height="512"/><rect x="300" width="100" height="512"/></clipPath><g clip-path="url(#c)">${LINES}</g>`,
    ],
    [
      'clip path with hole',
      `<clipPath id="c"><path clip-rule="evenodd" d="M0 0H512V512H0zM150 50H350V450H150z"/></clipPath><g clip-path="url(#c)">${LINES}</g>`,
    ],
    [
      'clip path in a clip path',
      `<clipPath id="d"><rect width="256" height="512"/></clipPath><clipPath id="c" clip-path="url(#d)"><circle cx="256" cy="256" r="160"/></clipPath><g clip-path="url(#c)">${LINES}</g>`,
    ],
    [
      'clip paths nested',
      `<clipPath id="d"><rect width="256" height="512"/></clipPath><clipPath id="c"><circle cx="256" cy="256" r="160"/></clipPath><g clip-path="url(#d)"><g clip-path="url(#c)">${LINES}</g></g>`,
    ],
    [
      'clip path in box units',
      `<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width=".5" height="1"/></clipPath><g clip-path="url(#c)">${LINES}</g>`,
    ],
    [
      'clip path with a transform',
      `<clipPath id="c" transform="translate(100 0)"><rect width="100" height="512"/></clipPath><g transform="translate(50)" clip-path="url(#c)">${LINES}</g>`,
    ],
    [
      'clip path of a use',
      `<defs><rect id="r" x="200" width="100" height="512"/></defs><clipPath id="c"><use href="#r"/></clipPath><g clip-path="url(#c)">${LINES}</g>`,
    ],
    [
      'clipped fill',
      `<clipPath id="c"><rect x="256" width="256" height="512"/></clipPath><circle clip-path="url(#c)" cx="256" cy="256" r="150" fill="#c63" stroke="none"/>`,
    ],
    [
      'clipped cover',
      `${LINES}<clipPath id="c"><rect x="256" width="256" height="512"/></clipPath><circle clip-path="url(#c)" cx="256" cy="256" r="150" fill="#fff" stroke="none"/>`,
    ],
    [
      'mask',
      `<mask id="m" maskUnits="userSpaceOnUse" x="0" y="0" width="512" height="512"><circle cx="256" cy="256" r="160" fill="#fff" stroke="none"/></mask><g mask="url(#m)">${LINES}</g>`,
    ],
    [
      'mask with black on white',
      `<mask id="m" maskUnits="userSpaceOnUse" x="0" y="0" width="512" height="512"><rect width="512" height="512" fill="#fff" stroke="none"/><circle cx="256" cy="256" r="100" fill="#000" stroke="none"/></mask><g mask="url(#m)">${LINES}</g>`,
    ],
    [
      'alpha mask',
      `<mask id="m" style="mask-type:alpha" maskUnits="userSpaceOnUse" x="0" y="0" width="512" height="512"><circle cx="256" cy="256" r="160" fill="#333" stroke="none"/></mask><g mask="url(#m)">${LINES}</g>`,
    ],
    [
      'mask that hides all',
      `<mask id="m"><circle cx="256" cy="256" r="160" fill="#000" stroke="none"/></mask><g mask="url(#m)">${LINES}</g>${B}`,
    ],
    [
      'mask by css',
      `<style>.k{mask:url(#m)}</style><mask id="m"><rect width="256" height="512" fill="#fff" stroke="none"/></mask><g class="k">${LINES}</g>`,
    ],
    ['switch', `<switch><foreignObject requiredExtensions="x"/><g>${A}</g><g>${B}</g></switch>`],
    ['switch by language', `<switch><g systemLanguage="zz">${A}</g><g>${B}</g></switch>`],
    ['symbol', `<symbol id="s">${A}</symbol>${B}`],
    [
      'used symbol',
      `<symbol id="s" viewBox="0 0 512 512">${A}</symbol><use href="#s" x="100" y="100" width="256" height="256"/>`,
    ],
    [
      'symbol that overflows',
      `<symbol id="s" viewBox="0 0 256 256">${LINES}</symbol><use href="#s" x="100" y="50" width="256" height="256"/>`,
    ],
    ['nested svg that overflows', `<svg x="50" y="50" width="200" height="300">${LINES}</svg>`],
    [
      'nested svg that may overflow',
      `<svg x="50" y="50" width="200" height="300" overflow="visible">${LINES}</svg>`,
    ],
    [
      'nested svg, sliced',
      `<svg x="50" y="50" width="200" height="300" viewBox="0 0 512 512" preserveAspectRatio="xMidYMid slice">${LINES}${B}</svg>`,
    ],
    [
      'use of an svg',
      `<svg id="n" width="1" height="1" viewBox="0 0 512 512">${B}</svg><use href="#n" width="300" height="300"/>`,
    ],
    [
      'visibility',
      `<g visibility="hidden">${A}<circle visibility="visible" cx="256" cy="330" r="120"/></g>`,
    ],
    ['collapse', `<g visibility="collapse">${A}</g>${B}`],
    ['display by css', `<style>.a{display:none}</style><g class="a">${A}</g>${B}`],
    ['display contents', `<g style="display:contents">${A}</g>`],
    ['opacity of a group', `<g opacity="0">${A}</g><g style="opacity:0%">${A}</g>${B}`],
    ['stroke opacity', `<g stroke-opacity="0">${A}</g>${B}`],
    ['fill opacity', `<g fill="#000" fill-opacity="0" stroke="none">${A}</g>${B}`],
    [
      'paint order',
      `<circle paint-order="stroke" fill="#fff" stroke-width="8" cx="256" cy="256" r="150"/>`,
    ],
    [
      'attribute below sheet',
      `<style>circle{stroke:none}</style>${A}<circle stroke="#000" cx="256" cy="330" r="120"/>`,
    ],
    [
      'sheet below style attribute',
      `<style>#x{stroke:none}</style>${A}<circle id="x" style="stroke:#000" cx="256" cy="330" r="120"/>`,
    ],
    [
      'universal selector',
      `<style>*{stroke:none}</style>${A}<circle class="y" stroke="#000" cx="256" cy="330" r="120"/><style>.y{stroke:#000}</style>`,
    ],
    ['first child', `<style>g>path:first-child{stroke:none}</style><g>${A}${B}${LINES}</g>`],
    ['last child', `<style>g>path:last-child{stroke:none}</style><g>${A}${B}${LINES}</g>`],
    [
      'nth child',
      `<style>g.n>:nth-child(2n+1){stroke:none}</style><g class="n">${A}${B}${LINES}</g>`,
    ],
    [
      'nth of type',
      `<style>g.n>path:nth-of-type(2){stroke:none}</style><g class="n">${A}${B}${LINES}</g>`,
    ],
    ['not', `<style>g.n>:not(circle){stroke:none}</style><g class="n">${A}${B}${LINES}</g>`],
    ['is', `<style>g.n>:is(circle, rect){stroke:none}</style><g class="n">${A}${B}${LINES}</g>`],
    ['root', `<style>:root .n{stroke:none}</style><g class="n">${A}</g>${B}`],
    ['hover', `<style>.n:hover{stroke:none}</style><g class="n">${A}</g>`],
    ['pseudo element', `<style>.n::before{stroke:none}</style><g class="n">${A}</g>`],
    ['variables', `<style>:root{--ink:none}.n{stroke:var(--ink)}</style><g class="n">${A}</g>${B}`],
    [
      'variable with fall-back',
      `<g stroke="var(--stroke-0, none)">${A}</g><g stroke="none"><g stroke="var(--stroke-1, black)">${B}</g></g>`,
    ],
    ['light and dark', `<g style="stroke:light-dark(rgb(0, 0, 0), #fff)">${A}</g>`],
    [
      'colour scheme',
      `<style>@media (prefers-color-scheme: dark){.n{stroke:none}}@media (prefers-color-scheme: light){.o{stroke:none}}</style><g class="n">${A}</g><g class="o">${B}</g>`,
    ],
    [
      'media by size',
      `<style>@media screen and (min-width: 1px){.n{stroke:none}}</style><g class="n">${A}</g>${B}`,
    ],
    [
      'supports and layers',
      `<style>@supports (display: grid){.n{stroke:none}}@layer base{.o{stroke:none}}</style><g class="n">${A}</g><g class="o">${LINES}</g>${B}`,
    ],
    [
      'unlayered over layered',
      `<style>.n{stroke:#000}@layer base{g.n{stroke:none}}</style><g class="n">${A}</g>`,
    ],

    [
      'geometry by css',
      `<style>circle{r:150px;cx:200px}rect{width:40px;height:200px;x:300px}</style><circle cy="250" r="20"/><rect y="20" width="1" height="1"/>`,
    ],
    ['path by css', `<path style="d:path('M40 60H470V200H40z')"/>`],
    [
      'units',
      '<rect x="10mm" y="20pt" width="5cm" height="50%"/><circle cx="50%" cy="3in" r="10%"/>',
    ],
    [
      'multiply does not cover',
      `${LINES}<circle cx="256" cy="256" r="150" fill="#fff" stroke="none" style="mix-blend-mode:multiply"/>`,
    ],
    [
      'gradient that fades',
      `${LINES}<radialGradient id="g"><stop stop-color="#f00" stop-opacity=".3"/><stop offset="1" stop-color="#f00" stop-opacity="0"/></radialGradient><circle cx="256" cy="256" r="150" fill="url(#g)" stroke="none"/>`,
    ],
    [
      'line drawn in a gradient',
      `<linearGradient id="g"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient><g stroke="url(#g)">${A}${B}</g>`,
    ],
    ['gradient of nothing', `<linearGradient id="g"/><g stroke="url(#g)">${A}</g>${B}`],
    ['dashes', `<g stroke-dasharray="6 4">${A}</g>`],
    [
      'stroke around a fill',
      `<circle fill="#c63" cx="256" cy="256" r="150"/><circle fill="#fff" stroke="none" cx="256" cy="256" r="90"/>`,
    ],
    ['filter', `<filter id="f"><feOffset/></filter><g filter="url(#f)">${A}</g>`],
    ['link', `<a href="https://example.com/">${A}</a>`],
    ['text and image do no harm', `<text x="10" y="600">x</text>${A}`],
    [
      'transparent by colour',
      `<g stroke="#00000000">${A}</g><g stroke="hsla(0, 0%, 0%, 0)">${A}</g><g stroke="rgb(0 0 0 / 0%)">${A}</g>${B}`,
    ],
    [
      'modern colours',
      `<g stroke="oklch(40% 0.1 200)">${A}</g><g stroke="none" style="stroke:lab(20% 0 0)">${B}</g>`,
    ],
    [
      'context stroke',
      `<defs><g id="d"><path stroke="context-stroke" d="M40 60H470V200H40z"/></g></defs><use href="#d" stroke="#000"/>`,
    ],
    [
      'css important',
      `<style>path{stroke:none!important}</style><path style="stroke:#000" d="M0 0H9"/>${B}`,
    ],
    ['data-uri use', B],
    ['zero scale', `<g transform="scale(0 1)">${A}</g>${B}`],
  ])('%s', async (_, body) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><g fill="none" stroke="#000" stroke-width="4">${body}</g></svg>`;
    const { drawnIsSeen, seenIsDrawn, anythingSeen } = await compare(svg, PAGE);
    expect({ drawnIsSeen, seenIsDrawn, anythingSeen }).toEqual({
      drawnIsSeen: expect.closeTo(1, 1.4),
      seenIsDrawn: expect.closeTo(1, 1.4),
      anythingSeen: true,
    });
  });
});
