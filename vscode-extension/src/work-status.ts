import { Disposable, l10n, StatusBarAlignment, type StatusBarItem, window } from 'vscode';

/** An item in the status bar while faces are made anywhere, and only then. */
export class WorkStatus implements Disposable {
  private item: StatusBarItem | undefined;
  private running = 0;

  /** @returns to be disposed of when the work has ended */
  begin(): Disposable {
    this.running++;
    if (this.item === undefined) {
      this.item = window.createStatusBarItem('facepencil.work', StatusBarAlignment.Right, 0);
      this.item.name = 'FacePencil';
      this.item.text = `$(loading~spin) ${l10n.t('Making a face')}`;
      this.item.accessibilityInformation = { label: l10n.t('FacePencil is making a face') };
      this.item.show();
    }
    let ended = false;
    return new Disposable(() => {
      if (ended) return;
      ended = true;
      this.running--;
      if (this.running === 0) this.dispose();
    });
  }

  dispose(): void {
    this.item?.dispose();
    this.item = undefined;
  }
}
