import { commands, type ExtensionContext } from 'vscode';

/** The sketch editor: a custom editor for SVG files, and a panel beside the text editor. */
export function registerSketchEditor(context: ExtensionContext): void {
  context.subscriptions.push(
    commands.registerCommand('facepencil.openSketchPanel', () => undefined),
  );
}
