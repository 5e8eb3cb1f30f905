// The place where files are dropped, and the dialog that chooses them for those who do not drop.

export interface DropOptions {
  /** The whole area that takes a drop; the marked place inside is `.file-drop`. */
  readonly area: HTMLElement;
  onFiles(files: readonly File[]): void;
}

export function startDrop({ area, onFiles }: DropOptions): void {
  const zone = area.querySelector<HTMLElement>('.file-drop');
  const input = zone?.querySelector<HTMLInputElement>('input[type="file"]');
  if (!zone || !input) return;
  const give = (files: Iterable<File>): void => {
    const list = [...files];
    if (list.length > 0) onFiles(input.multiple ? list : list.slice(0, 1));
  };
  input.addEventListener('change', (event) => {
    // The choice of files is no value of the form around it.
    event.stopPropagation();
    give(input.files ?? []);
    input.value = '';
  });
  input.addEventListener('input', (event) => event.stopPropagation());
  // Moving over a child leaves the parent: only the balance says whether the pointer is still inside.
  let depth = 0;
  const settle = (change: number): void => {
    depth = Math.max(0, depth + change);
    zone.classList.toggle('is-over', depth > 0);
  };
  area.addEventListener('dragenter', (event) => carriesFiles(event) && settle(1));
  area.addEventListener('dragleave', (event) => carriesFiles(event) && settle(-1));
  area.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  area.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    settle(0);
    give(event.dataTransfer?.files ?? []);
  });
  area.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0) return;
    event.preventDefault();
    give(pasted);
  });
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
