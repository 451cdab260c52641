/** Path of the extension's bundle of texts. */
export const bundle: string;

/** Every text that the sources, and the page parts shared with other hosts, hand to l10n.t, as the bundle. */
export function gatherStrings(): string;
