/** Path of the extension's bundle of texts. */
export const bundle: string;

/** Every text that the sources hand to l10n.t, in order, as the bundle. */
export function gatherStrings(): string;
