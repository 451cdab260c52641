import { FacePencilError, type GeneratedFace } from '../src/index.js';

/** What --json prints of an image. */
export interface FaceLine {
  readonly input: string;
  readonly output: string;
  readonly seed: number | null;
  readonly style: GeneratedFace['style'];
  readonly backend: GeneratedFace['backend'];
  readonly frame: GeneratedFace['frame'];
  readonly milliseconds: number;
}

/** What is known of a face without its pixels. */
export type FaceFacts = Omit<GeneratedFace, 'image'>;

export function faceLine(input: string, output: string, face: FaceFacts): FaceLine {
  const { seed = null, style, backend, frame, milliseconds } = face;
  return { input, output, seed, style, backend, frame, milliseconds };
}

/** Says on standard error what is wrong with an input; as one line of JSON where asked for. */
export function reportError(input: string | undefined, error: unknown, json: boolean): void {
  if (!(error instanceof FacePencilError)) throw error;
  const { code, message, hint, where } = error;
  if (json) {
    const line = { ...(input === undefined ? {} : { input }), error: error.toJSON() };
    process.stderr.write(`${JSON.stringify(line)}\n`);
    return;
  }
  const place = where === undefined || message.includes(where) ? '' : ` (${where})`;
  const subject = input === undefined ? '' : `${input}: `;
  process.stderr.write(`facepencil: ${subject}${code}: ${message}${place}\n  ${hint}\n`);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
