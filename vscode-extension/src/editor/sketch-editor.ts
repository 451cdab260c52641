import {
  type CustomTextEditorProvider,
  type Disposable,
  type LogOutputChannel,
  type TextDocument,
  type Uri,
  type WebviewPanel,
} from 'vscode';
import type { WorkStatus } from '../work-status.js';
import { SketchPanel } from './panel.js';

/** As the manifest names it. */
export const SKETCH_EDITOR = 'facepencil.sketch';

/** Opens the sketch editor on documents, and knows which of the open ones is in front. */
export class SketchEditor implements CustomTextEditorProvider {
  private readonly panels = new Set<SketchPanel>();

  constructor(
    private readonly built: Uri,
    private readonly log: LogOutputChannel,
    private readonly status: WorkStatus,
  ) {}

  resolveCustomTextEditor(document: TextDocument, view: WebviewPanel): void {
    const panel = new SketchPanel(document, view, this.built, this.log);
    this.panels.add(panel);
    let working: Disposable | undefined;
    panel.onDidChangeWorking((isWorking) => {
      working?.dispose();
      working = isWorking ? this.status.begin() : undefined;
    });
    view.onDidDispose(() => {
      this.panels.delete(panel);
      panel.dispose();
      working?.dispose();
    });
  }

  /** The panel that has the focus. */
  get active(): SketchPanel | undefined {
    return [...this.panels].find(({ view }) => view.active);
  }
}
