#!/usr/bin/env node
// Stands in the repository, so that npm can link it before the command line is built.
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/facepencil.mjs', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('facepencil: not built yet: run `npm start` once.\n');
  process.exitCode = 1;
}
