import { Command } from 'commander';
import { FacePencilError } from '../src/errors.js';
import { VERSION } from '../src/version.js';
import type { GenerateCommandOptions } from './generate.js';
import type { PlaceCommandOptions } from './place.js';
import { reportError } from './report.js';
import { addFaceOptions, countUpTo } from './style-options.js';

const FAILED = 1;

const CODES = `
Exit codes: 0 all made, 1 something failed (its code is on standard error), 2 wrong usage.
Nothing leaves this machine.`;

/**
 * The command line. Commands are loaded when they are run, so that --help need not wait for the
 * generator.
 *
 * @param onExitCode told the exit code of a command that failed
 */
export function createProgram(onExitCode: (code: number) => void): Command {
  /** Runs a command; says what was wrong, and with what, if it was refused. */
  async function told(
    input: string | undefined,
    { json = false }: { readonly json?: boolean },
    run: () => Promise<void>,
  ): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof FacePencilError)) throw error;
      reportError(input, error, json);
      onExitCode(FAILED);
    }
  }

  const program = new Command('facepencil')
    .description('Turns vector sketches of faces into photo-realistic faces, on this machine.')
    .version(VERSION)
    .addHelpText('after', CODES)
    .showHelpAfterError('Give --help for what can be given.');

  addFaceOptions(
    subcommand(program, 'generate')
      .summary('sketches (SVG) to faces (PNG)')
      .description(
        'Makes a face of each sketch. Many files run over several threads. A bad file is reported, and the others go on.',
      )
      .argument('<files...>', 'SVG files')
      .requiredOption('--out <dir>', 'folder for the images, made if it is not there'),
  )
    .option('--variations <n>', 'images of each file: with seed, seed + 1 ...', countUpTo(1000))
    .option('--jobs <n>', 'threads; default: the cores, at most 8', countUpTo(64))
    .option('--json', 'print one line of JSON an image')
    .option('--force', 'replace files that are there')
    .addHelpText(
      'after',
      `
Examples:
  facepencil generate face.svg --out faces
  facepencil generate *.svg --out faces --preset copper --background transparent
  facepencil generate face.svg --out faces --skin e0ac69 --variations 8 --seed 20`,
    )
    .action(async (files: string[], options: GenerateCommandOptions) => {
      const { generateCommand } = await import('./generate.js');
      await told(undefined, options, async () => {
        if ((await generateCommand(files, options)) > 0) onExitCode(FAILED);
      });
    });

  addFaceOptions(
    subcommand(program, 'place')
      .summary('the face in the drawing, over its sketch')
      .description(
        'Writes the SVG with the face in place: an image over the face frame, the sketch kept, hidden. Of a file that has a face, it is made again, in the style that it had unless another is given.',
      )
      .argument('<file>', 'an SVG file')
      .requiredOption('--out <file>', 'the SVG file to write'),
  )
    .option('--json', 'print a line of JSON about the image')
    .option('--force', 'replace the file if it is there')
    .action(async (file: string, options: PlaceCommandOptions) => {
      const { placeCommand } = await import('./place.js');
      await told(file, options, () => placeCommand(file, options));
    });

  subcommand(program, 'inspect')
    .summary('what is seen in a sketch')
    .description('Prints strokes, bounds and face frame as JSON, in the units of the drawing.')
    .argument('<file>', 'an SVG file')
    .option('--model <dir>', 'folder of another model: the frame depends on it')
    .action(async (file: string, options: { readonly model?: string }) => {
      const { inspectCommand } = await import('./inspect.js');
      await told(file, {}, () => inspectCommand(file, options));
    });

  subcommand(program, 'info')
    .summary('model, backend, versions')
    .description('Loads the model and prints what it is, where it runs and why, and versions.')
    .option('--model <dir>', 'folder of another model')
    .option('--json', 'print a line of JSON')
    .action(async (options: { model?: string; json?: boolean }) => {
      const { infoCommand } = await import('./info.js');
      await told(undefined, options, () => infoCommand(options));
    });

  return program;
}

function subcommand(program: Command, name: string): Command {
  return program.command(name).exitOverride().allowExcessArguments(false);
}
