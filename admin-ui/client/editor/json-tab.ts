// The definition as JSON: the same value as the other view shows. A text that is not JSON stays here until it is mended. The code editor
// comes when it is first opened.

import { isObject } from './document.ts';
import type { JsonObject } from './document.ts';
import type { JsonEditor } from './json-editor.ts';
import type { Session } from './session.ts';

export interface JsonTab {
  /** The text as it stands, broken or not. */
  text(): string;
  /** Whether the text is a definition's value. */
  isWhole(): boolean;
  show(): Promise<void>;
  hide(): void;
  refresh(): void;
  goToLine(line: number): void;
}

/** `onText` is called for every change of the text that is not yet a value. */
export function createJsonTab(session: Session, holder: HTMLElement, onText: () => void): JsonTab {
  let editor: JsonEditor | undefined;
  let broken: string | undefined;
  let isReading = false;
  let isShown = false;

  const plain = (): string => JSON.stringify(session.doc.value, null, 2);

  async function show(): Promise<void> {
    isShown = true;
    const { createJsonEditor } = await import('./json-editor.ts');
    // Left again while the editor was loaded.
    if (!isShown || editor !== undefined) return;
    editor = createJsonEditor(session, { parent: holder, text: broken ?? plain(), onChange: changed });
    refresh();
  }

  function changed(text: string): void {
    if (isReading) return;
    const value = parsed(text);
    broken = value === undefined ? text : undefined;
    if (value === undefined) onText();
    else session.doc.replace(value);
  }

  function refresh(): void {
    if (editor === undefined) return;
    // What is typed here keeps its own form as long as it says the same.
    if (broken === undefined && JSON.stringify(parsed(editor.text())) !== JSON.stringify(session.doc.value)) {
      isReading = true;
      editor.setText(plain());
      isReading = false;
    }
    editor.showFindings();
  }

  return {
    text: () => editor?.text() ?? broken ?? plain(),
    isWhole: () => broken === undefined,
    show,
    hide() {
      isShown = false;
      editor?.destroy();
      editor = undefined;
    },
    refresh,
    goToLine: (line) => editor?.goToLine(line),
  };
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
