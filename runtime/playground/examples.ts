import bald from '../../examples/bald.svg';
import bobCut from '../../examples/bob-cut.svg';
import curlyHair from '../../examples/curly-hair.svg';
import longHair from '../../examples/long-hair.svg';
import shortHair from '../../examples/short-hair.svg';
import tiltedHead from '../../examples/tilted-head.svg';
import { type Drawing, openSvg } from '../ui/drawing/index.js';

export interface Example {
  readonly name: string;
  readonly drawing: Drawing;
}

/** The sketches that the page brings along, so that it starts with a face and works offline. */
export const EXAMPLES: readonly Example[] = [
  { name: 'Bob cut', text: bobCut },
  { name: 'Short hair', text: shortHair },
  { name: 'Curly hair', text: curlyHair },
  { name: 'Long hair', text: longHair },
  { name: 'Tilted head', text: tiltedHead },
  { name: 'Bald', text: bald },
].map(({ name, text }) => ({ name, drawing: openSvg(text).drawing }));
