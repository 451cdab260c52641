import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the model that ships lies: beside the program, or in the repository it was built in. */
const SHIPPED = ['./model/', '../../../models/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** The folder of the model to use. */
export function modelDirectory(given: string | undefined): string {
  if (given !== undefined) return given;
  return SHIPPED.find((directory) => existsSync(`${directory}manifest.json`)) ?? SHIPPED[1] ?? '.';
}
