import type { Disposable, TextDocument } from 'vscode';
import { changedMeanwhile, DocumentWatch } from '../convert/document.js';
import type { TextChange } from '../in-place/index.js';

/** Texts remembered: a page may still ask about the one before the last that it was sent. */
const KEPT = 4;

/** The texts that a page was sent, each watched, so that what it says of them holds for the present. */
export class SentVersions implements Disposable {
  private readonly sent: { readonly version: number; readonly watch: DocumentWatch }[] = [];

  constructor(private readonly document: TextDocument) {}

  /** Notes the present text as sent. @returns what has changed since the last that was */
  add(): readonly (readonly TextChange[])[] {
    const changes = [...(this.sent.at(-1)?.watch.batches ?? [])];
    const { document } = this;
    this.sent.push({ version: document.version, watch: new DocumentWatch(document) });
    while (this.sent.length > KEPT) this.sent.shift()?.watch.dispose();
    return changes;
  }

  /** @throws FacePencilError document-changed if it was too long ago */
  watchOf(version: number): DocumentWatch {
    const found = this.sent.find((one) => one.version === version);
    if (found === undefined) throw changedMeanwhile();
    return found.watch;
  }

  dispose(): void {
    for (const { watch } of this.sent.splice(0)) watch.dispose();
  }
}
