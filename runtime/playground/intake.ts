import { takeFrom } from './files.js';

/** What the page does with what is brought to it. */
export interface Intake {
  /** @param blob an SVG or a picture */
  take(blob: Blob): void;
  /** Something was dropped that is neither. */
  refuse(): void;
  /** @param over whether something is held over the page */
  hover(over: boolean): void;
}

/** Opens what is dropped on the page or pasted into it, until the signal. */
export function listenForFiles(intake: Intake, signal: AbortSignal): void {
  addEventListener(
    'paste',
    ({ clipboardData }) => {
      const blob = clipboardData === null ? undefined : takeFrom(clipboardData);
      if (blob !== undefined) intake.take(blob);
    },
    { signal },
  );
  const dragged = (event: DragEvent) => {
    event.preventDefault();
    intake.hover(event.type === 'dragover');
  };
  addEventListener('dragover', dragged, { signal });
  addEventListener('dragleave', dragged, { signal });
  addEventListener(
    'drop',
    (event) => {
      event.preventDefault();
      intake.hover(false);
      const blob = event.dataTransfer === null ? undefined : takeFrom(event.dataTransfer);
      if (blob === undefined) intake.refuse();
      else intake.take(blob);
    },
    { signal },
  );
}

/** Lets the person choose a file. */
export function chooseFile(intake: Pick<Intake, 'take'>): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.svg,image/svg+xml,image/png,image/jpeg,image/webp';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) intake.take(file);
  });
  input.click();
}
