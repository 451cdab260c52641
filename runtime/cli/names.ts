import { basename, join } from 'node:path';

/** One image to make. */
export interface Output {
  readonly input: string;
  readonly seed: number | undefined;
  readonly path: string;
}

/**
 * A name in the folder for every image, no two alike, and not either where case does not count:
 * `face.png`, and with variations `face-7.png` for seed 7. Inputs of the same name in different
 * folders become `face.png`, `face-2.png` ... in the order given.
 */
export function nameOutputs(
  inputs: readonly string[],
  seeds: readonly (number | undefined)[],
  directory: string,
): Output[] {
  const wanted = inputs.flatMap((input) =>
    seeds.map((seed) => ({
      input,
      seed,
      stem: seeds.length > 1 ? `${stemOf(input)}-${seed}` : stemOf(input),
    })),
  );
  // First come those that ask for a name, then those that must make one up.
  const taken = new Set<string>(wanted.map(({ stem }) => key(stem)));
  const given = new Set<string>();
  return wanted.map(({ input, seed, stem }) => {
    let name = stem;
    for (let i = 2; given.has(key(name)); i++) {
      const next = `${stem}-${i}`;
      if (!taken.has(key(next))) name = next;
    }
    taken.add(key(name));
    given.add(key(name));
    return { input, seed, path: join(directory, `${name}.png`) };
  });
}

function stemOf(path: string): string {
  return basename(path).replace(/\.svg$/i, '');
}

function key(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
