// Input that was not saved, kept in this tab's session storage so that it survives a lost session, a reload or a crash. Bound to the
// visitor: somebody else who signs in on this tab never sees it. Passwords and files are not kept.

import type { FormClientConfig } from '../../form/view.ts';

export interface KeptInput {
  readonly values: Readonly<Record<string, string>>;
  /** ISO moment. */
  readonly updated: string;
}

const PREFIX = 'form-input:';

export function keyOf(root: HTMLElement, config: FormClientConfig): string {
  return `${PREFIX}${config.owner}:${root.dataset.code}:${root.dataset.itemid}`;
}

export function keepInput(key: string, values: Readonly<Record<string, string>>): void {
  // Storage may be full or forbidden: then nothing is kept, and nothing else suffers.
  try {
    sessionStorage.setItem(key, JSON.stringify({ values, updated: new Date().toISOString() }));
  } catch {}
}

export function keptInput(key: string): KeptInput | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    if (typeof kept === 'object' && kept !== null && 'values' in kept && 'updated' in kept) return kept as KeptInput;
  } catch {}
  return undefined;
}

export function forgetInput(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {}
}
