import {
  copyFile,
  constants,
  link,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DEFAULT_LIMITS, FacePencilError } from '../src/index.js';

/** Text of a file, and whether it may be written back as it is read. */
export interface SvgFile {
  readonly text: string;
  readonly isUtf8: boolean;
}

/**
 * Reads an SVG file: UTF-8, or what its byte order mark or XML declaration says.
 *
 * @throws FacePencilError file-not-found, file-unreadable, file-encoding, svg-too-large
 */
export async function readSvgFile(path: string): Promise<SvgFile> {
  const bytes = await readBytes(path);
  const encoding = encodingOf(bytes);
  try {
    // The mark is kept as part of the text, so that it can be written back.
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, isUtf8: encoding === 'utf-8' };
  } catch (cause) {
    throw new FacePencilError('file-encoding', `The file is not text in ${encoding}.`, {
      hint: 'Save it as plain SVG in UTF-8; compressed SVG (svgz) must be unpacked.',
      cause,
    });
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    // No encoding needs more than four bytes a character: this cannot be within the limit.
    if (found.size > 4 * DEFAULT_LIMITS.maxCharacters) {
      throw new FacePencilError('svg-too-large', `The SVG has ${found.size} bytes.`, {
        hint: 'Export only the face, and leave embedded images out.',
      });
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof FacePencilError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new FacePencilError('file-not-found', 'There is no such file.', {
        hint: 'Check the name, and the folder that you are in.',
        cause,
      });
    }
    const why = code === 'EISDIR' ? 'it is a folder' : (code ?? String(cause));
    throw new FacePencilError('file-unreadable', `The file cannot be read: ${why}.`, {
      hint: 'Give an SVG file that you may read.',
      cause,
    });
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    head,
  );
  try {
    const { encoding } = new TextDecoder(declared?.[1] ?? 'utf-8');
    // UTF-16 without its mark would not have been readable as far as this.
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return 'utf-8';
  }
}

/** Files that are being written, for endWriting to remove. */
const unfinished = new Set<string>();

/**
 * Writes a file whole or not at all: under another name first, then in one step under its own.
 *
 * @param force replace a file that is there
 * @throws FacePencilError file-exists, file-unwritable
 */
export async function writeWhole(
  path: string,
  data: Uint8Array | string,
  force: boolean,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  unfinished.add(temporary);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, data);
    if (force) await rename(temporary, path);
    else await putWithoutReplacing(temporary, path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw fileExists(path);
    throw new FacePencilError(
      'file-unwritable',
      `${path} cannot be written (${code ?? 'unknown'}).`,
      {
        hint: 'Choose a folder that you may write to, with room on its disk.',
        where: path,
        cause,
      },
    );
  } finally {
    await rm(temporary, { force: true });
    unfinished.delete(temporary);
  }
}

/** Removes what is half written: for a process that is about to end. */
export function endWriting(): void {
  for (const path of unfinished) rmSync(path, { force: true });
}

export function fileExists(path: string): FacePencilError {
  return new FacePencilError('file-exists', `${path} is there already.`, {
    hint: 'Give --force to replace it, or write elsewhere.',
    where: path,
  });
}

/** Fails with EEXIST even if the file came to be a moment ago. */
async function putWithoutReplacing(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // Some file systems have no hard links.
    await copyFile(temporary, path, constants.COPYFILE_EXCL);
  }
}
