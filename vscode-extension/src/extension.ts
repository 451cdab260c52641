import { type Disposable, type ExtensionContext, Uri, window, workspace } from 'vscode';
import { registerAssets } from './assets/register.js';
import { registerConversion } from './convert/register.js';
import { registerSketchEditor } from './editor/register.js';
import { readAssets } from './generate/assets.js';
import { FaceMaker } from './generate/face-maker.js';
import type { StartWorker } from './generate/start-worker.js';
import { registerLenses } from './lens/register.js';
import { modelFolder, settingName } from './settings.js';
import { WorkStatus } from './work-status.js';

/** What differs between a node extension host and one in a browser. */
export interface Platform {
  readonly startWorker: StartWorker;
  /** What only one of them can have. */
  readonly register?: (context: ExtensionContext) => readonly Disposable[];
}

/** One line a feature; each registers what it owns. */
export function activateOn(context: ExtensionContext, platform: Platform): void {
  const built = Uri.joinPath(context.extensionUri, 'dist');
  const log = window.createOutputChannel('FacePencil', { log: true });
  const status = new WorkStatus();
  const maker = new FaceMaker(
    () => platform.startWorker(built),
    () => readAssets(built),
    () => status.begin(),
  );
  const { editor, disposables } = registerSketchEditor(built, log, status);
  let model = modelFolder();
  context.subscriptions.push(
    log,
    status,
    maker,
    workspace.onDidChangeConfiguration((event) => {
      // Told of values too that do not count, of a workspace that is not trusted for one.
      if (!event.affectsConfiguration(settingName('model.path')) || modelFolder() === model) return;
      model = modelFolder();
      maker.reset();
    }),
    ...disposables,
    ...registerConversion(maker, log, editor),
    ...registerLenses(maker),
    ...registerAssets(maker, log),
    ...(platform.register?.(context) ?? []),
  );
}
