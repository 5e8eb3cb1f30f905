// The browser's part of a form: it shows and hides fields, asks the server when a field changes, keeps unsaved input, and sends the save
// once. It holds no rules of its own: conditions come with the form, everything else is decided by the server.

import type { ActionResponse, Command, FieldChange } from '../commands.ts';
import type { FormClientConfig } from '../form/view.ts';
import { confirmAction } from './confirm.ts';
import { dialogOf } from './dialog.ts';
import { parseMarkup } from './element.ts';
import { guardUnsaved } from './guard.ts';
import { refreshComponent } from './refresh.ts';
import { post } from './request.ts';
import { askConflict } from './form/conflict.ts';
import type { Conflict } from './form/conflict.ts';
import { codeOf, fieldOf, readField, readFields, setOptions, wasTouched, writeField } from './form/controls.ts';
import { enhanceFields } from './form/enhance.ts';
import { clearErrors, markTabs, sayForm, setError, showErrors } from './form/errors.ts';
import { forgetInput, keepInput, keptInput, keyOf } from './form/kept-input.ts';
import { moveStep, openTab, reveal, showStep, tabKey, toggleBranch, toggleFold } from './form/parts.ts';
import { dropKept, restoreInput, withoutSecrets } from './form/restore.ts';
import { applyState } from './form/state.ts';
import type { Override } from './form/state.ts';

const KEEP_AFTER_MS = 400;
const SERVER_DRAFT_AFTER_MS = 4000;
const AUTOSAVE_AFTER_MS = 800;

/** Activates one form component. */
export async function activateForm(root: HTMLElement): Promise<void> {
  if (root.dataset.mode === 'editable') return (await import('./form/editable.ts')).activateEditable(root);
  if (root.classList.contains('as-terminal')) return (await import('./form/terminal.ts')).activateTerminal(root);
  const config = JSON.parse(root.dataset.formConfig ?? '{}') as FormClientConfig;
  const form = root.querySelector('form');
  if (form === null || config.rules === undefined) return;
  const overrides = new Map<string, Override>();
  const draftKey = keyOf(root, config);
  const base = `/c/form/${encodeURIComponent(root.dataset.code ?? '')}`;
  let version = config.version;
  let saveKey = newKey();
  let isSaving = false;
  let isLeft = false;
  let saved = '';
  // Typed before the form was ready, so that `saved` holds it, too.
  let isTouched = wasTouched(root);
  let isReady = false;
  let asked = 0;
  let checking: AbortController | undefined;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const values = (): Record<string, string> => readFields(root, config.lang);
  const snapshot = (): string => JSON.stringify(values());
  const isDirty = (): boolean => !isLeft && (isTouched || snapshot() !== saved);
  const body = (more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
    itemID: root.dataset.itemid ?? '',
    params: config.params,
    form: root.id,
    mode: config.mode,
    fields: values(),
    // Of file fields: where uploads wait, and what the save takes away.
    draftToken: root.dataset.draftToken,
    removedFiles: root.dataset.removedFiles,
    ...more,
  });
  const later = (name: string, ms: number, work: () => void): void => {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(work, ms));
  };

  const settleState = (): void => {
    applyState(root, config, overrides);
    if (root.querySelector('.form-step') !== null)
      showStep(
        root,
        [...root.querySelectorAll<HTMLElement>('.form-step')].find((step) => !step.hidden),
      );
  };
  const markDirty = (): void => {
    const mark = root.querySelector<HTMLElement>('.form-dirty');
    if (mark !== null) mark.hidden = !isDirty();
  };
  const noteChange = (): void => {
    settleState();
    markDirty();
    if (config.hasDrafts) {
      later('keep', KEEP_AFTER_MS, () => (isDirty() ? keepInput(draftKey, withoutSecrets(root, values())) : forgetInput(draftKey)));
      if (config.hasServerDrafts)
        later(
          'draft',
          SERVER_DRAFT_AFTER_MS,
          () => isDirty() && !isSaving && void post(`${base}/saveDraft`, body(), { isQuiet: true }).catch(() => {}),
        );
    }
    if (config.isAutosaved) later('autosave', AUTOSAVE_AFTER_MS, () => isDirty() && void save());
  };

  /** Tells the server of a changed field. Only the answer to the last question counts. */
  const check = async (field: HTMLElement, isLoad = false): Promise<void> => {
    const code = codeOf(field);
    if (!config.checked.includes(code) && !isLoad) return;
    const mine = ++asked;
    checking?.abort();
    checking = new AbortController();
    if (!isLoad) for (const child of descendants(config, code)) clearChild(child);
    field.setAttribute('aria-busy', 'true');
    try {
      const answer = await post(`${base}/check`, body({ field: code, isLoad }), { signal: checking.signal, keepCommands: true });
      if (mine !== asked || !root.isConnected) return;
      for (const command of answer.commands) if (command.type === 'applyFields') applyChanges(command.changes);
    } catch {
      // Overtaken by a later change, or told by the request module.
    } finally {
      field.removeAttribute('aria-busy');
    }
  };
  const clearChild = (code: string): void => {
    const child = fieldOf(root, code);
    if (child === undefined) return;
    writeField(child, '', config.lang);
    setError(child, '');
  };

  const applyChanges = (changes: readonly FieldChange[]): void => {
    for (const change of changes) {
      const field = fieldOf(root, change.field);
      if (field === undefined) continue;
      if (change.options !== undefined)
        setOptions(field, {
          options: change.options,
          placeholder: change.placeholder,
          waits: change.waits === true,
          keep: typeof change.value === 'string' ? change.value : (readField(field, config.lang) ?? ''),
        });
      if (change.value !== undefined)
        writeField(field, Array.isArray(change.value) ? change.value.join(',') : String(change.value ?? ''), config.lang);
      if (change.label !== undefined) field.querySelector('.form-label-text')?.replaceChildren(change.label);
      if (change.html !== undefined) showHtml(field, change.html);
      if (change.error !== undefined) setError(field, change.error);
      const { visible, required, disabled } = change;
      if (visible !== undefined || required !== undefined || disabled !== undefined)
        overrides.set(change.field, { ...overrides.get(change.field), ...definedOf({ visible, required, disabled }) });
    }
    markTabs(root);
    noteChange();
  };

  const save = async (button?: HTMLElement): Promise<void> => {
    if (isSaving) return;
    const question = button?.dataset.confirm ?? config.confirm;
    if (
      question &&
      !(await confirmAction({ title: sayForm('confirmTitle'), text: question, confirm: button?.textContent?.trim() ?? sayForm('save') }))
    )
      return;
    isSaving = true;
    const trigger = button ?? root.querySelector<HTMLElement>('button[type="submit"]') ?? undefined;
    const restore = showBusy(trigger);
    const sent = snapshot();
    try {
      const answer = await post(`${base}/save`, body({ version, idempotencyKey: saveKey, button: button?.dataset.button ?? '' }), {
        trigger: trigger ?? root,
      });
      if (!answer.ok) return;
      // What was typed while the save ran is still unsaved.
      if (!isLeft) saved = sent;
      isTouched = false;
      saveKey = newKey();
      markDirty();
    } catch {
      // Told already; the input stays, and the same key makes the next attempt safe.
    } finally {
      isSaving = false;
      restore();
    }
  };

  const remove = async (button: HTMLElement): Promise<void> => {
    const text = button.textContent?.trim() ?? '';
    if (!(await confirmAction({ title: text, text: button.dataset.confirm, confirm: text, isDangerous: true }))) return;
    await post(`${base}/delete`, body(), { trigger: button }).catch(() => {});
  };

  const preview = async (button: HTMLElement): Promise<void> => {
    const holder = button.closest<HTMLElement>('.form-markdown');
    const area = holder?.querySelector('textarea');
    const pane = holder?.querySelector<HTMLElement>('.form-preview');
    if (!holder || !area || !pane) return;
    const isPreview = button.dataset.formDo === 'preview';
    if (isPreview) {
      const answer = await post(`${base}/preview`, { text: area.value, itemID: root.dataset.itemid ?? '' }, { trigger: button });
      const { html = '' } = (answer.data ?? {}) as { html?: string };
      pane.replaceChildren(html === '' ? sayForm('previewEmpty') : parseMarkup(html));
    }
    pane.hidden = !isPreview;
    area.hidden = isPreview;
    for (const other of holder.querySelectorAll('[data-form-do]')) other.setAttribute('aria-pressed', String(other === button));
  };

  const actions: Readonly<Record<string, (button: HTMLElement) => unknown>> = {
    save: (button) => (button instanceof HTMLButtonElement && button.type === 'submit' ? undefined : save(button)),
    reset: () => refreshComponent(root),
    cancel: () => cancel(root),
    delete: remove,
    next: () => moveStep(root, 1, (step) => post(`${base}/checkStep`, body({ step }))),
    back: () => moveStep(root, -1, () => Promise.resolve<ActionResponse>({ ok: true, commands: [] })),
    tab: (button) => openTab(root, button),
    fold: toggleFold,
    branch: toggleBranch,
    write: preview,
    preview,
    password: togglePassword,
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // Enter in a wizard goes on instead of sending half a form.
    const next = root.querySelector<HTMLElement>('[data-form-do="next"]:not([hidden])');
    if (next !== null) next.click();
    else if (root.querySelector('button[type="submit"]') !== null) void save();
  });
  root.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-form-do]') : null;
    if (button !== null && button.closest('.as-form') === root) void actions[button.dataset.formDo ?? '']?.(button);
  });
  root.addEventListener('keydown', (event) => tabKey(root, event));
  root.addEventListener('input', (event) => {
    const field = ownField(root, event.target);
    if (field === undefined) return;
    // An error that is being corrected does not nag; the server looks again at the next save.
    if (field.classList.contains('has-error')) setError(field, '');
    isTouched ||= !isReady;
    noteChange();
  });
  root.addEventListener('change', (event) => {
    const field = ownField(root, event.target);
    if (field === undefined) return;
    reformat(field, config);
    noteChange();
    void check(field);
  });
  root.addEventListener('as:fieldErrors', (event) => {
    event.preventDefault();
    const { errors, summary } = (event as CustomEvent<Extract<Command, { type: 'fieldErrors' }>>).detail;
    showErrors(root, { errors, summary: summary ?? sayForm('notSaved'), reveal: (field) => reveal(root, field) });
  });
  root.addEventListener('as:applyFields', (event) => {
    event.preventDefault();
    applyChanges((event as CustomEvent<Extract<Command, { type: 'applyFields' }>>).detail.changes);
  });
  root.addEventListener('as:conflict', (event) => {
    event.preventDefault();
    const initial = JSON.parse(saved) as Record<string, string>;
    askConflict((event as CustomEvent<Conflict>).detail, {
      isTouched: (code) => (values()[code] ?? '') !== (initial[code] ?? ''),
      settle: (taken, now) => {
        for (const { field, value } of taken) writeField(fieldOf(root, field) ?? root, value, config.lang);
        version = now;
        settleState();
        void save();
      },
    });
  });
  root.addEventListener('form:saved', (event) => {
    if (event.target !== root) return;
    const { itemID, hide, reset, stays } = (event as CustomEvent<{ itemID: string; hide: boolean; reset: boolean; stays: boolean }>).detail;
    isLeft = true;
    clearErrors(root);
    for (const timer of timers.values()) clearTimeout(timer);
    forgetInput(draftKey);
    if (hide) form.hidden = true;
    else if (stays && dialogOf(root) === undefined) void reload(root, { itemID: reset ? (root.dataset.itemid ?? '') : itemID, config });
  });

  settleState();
  await enhanceFields(root, config);
  saved = snapshot();
  restoreInput(root, {
    config,
    draftKey,
    apply: (kept) => applyChanges(Object.entries(kept).map(([field, value]) => ({ field, value }))),
    drop: () => dropKept(root, { base, body: body(), draftKey, config }),
  });
  if (config.isGuarded) guardUnsaved(root, isDirty);
  for (const code of config.checkOnLoad) {
    const field = fieldOf(root, code);
    if (field !== undefined) await check(field, true);
  }
  if (config.checkOnLoad.length > 0 && keptInput(draftKey) === undefined) saved = snapshot();
  isReady = true;
  markDirty();
}

function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The record as it is now, with its new version; the message of the save stays. */
async function reload(root: HTMLElement, { itemID, config }: { itemID: string; config: FormClientConfig }): Promise<void> {
  const address = new URL(root.dataset.src ?? '', location.href);
  address.searchParams.set('itemID', itemID);
  const { id } = root;
  // After the commands that follow in the same answer: messages, refreshes.
  await new Promise((resolve) => setTimeout(resolve));
  const message = [...(document.getElementById(`${id}-res`)?.childNodes ?? [])];
  if (config.isAutosaved && itemID === root.dataset.itemid) return refreshComponent(root);
  await refreshComponent(root, `${address.pathname}${address.search}`);
  document.getElementById(`${id}-res`)?.replaceChildren(...message);
}

async function cancel(root: HTMLElement): Promise<void> {
  const dialog = dialogOf(root);
  if (dialog !== undefined) await dialog.requestClose();
  else await refreshComponent(root);
}

function ownField(root: HTMLElement, target: EventTarget | null): HTMLElement | undefined {
  if (!(target instanceof Element) || target.closest('.as-component') !== root) return undefined;
  return target.closest<HTMLElement>('[data-field]') ?? undefined;
}

/** Numbers take the form of the language once they are complete. */
function reformat(field: HTMLElement, { lang }: FormClientConfig): void {
  const number = field.querySelector<HTMLInputElement>('input.form-number');
  if (number === null) return;
  const value = readField(field, lang) ?? '';
  if (/^-?\d+(\.\d+)?$/.test(value)) writeField(field, value, lang);
}

function descendants(config: FormClientConfig, code: string): Set<string> {
  const found = new Set<string>();
  const visit = (parent: string): void => {
    for (const child of config.dependents[parent] ?? []) {
      if (found.has(child) || child === code) continue;
      found.add(child);
      visit(child);
    }
  };
  visit(code);
  return found;
}

function showHtml(field: HTMLElement, markup: string): void {
  let place = field.querySelector<HTMLElement>('.form-field-html, [data-static]');
  if (place === null) {
    place = document.createElement('div');
    place.className = 'form-field-html form-text';
    field.append(place);
  }
  place.replaceChildren(parseMarkup(markup));
}

function definedOf(override: Override): Override {
  return Object.fromEntries(Object.entries(override).filter(([, value]) => value !== undefined));
}

function showBusy(button: HTMLElement | undefined): () => void {
  const words = button?.querySelector('span');
  if (!button || !words || button.dataset.busyText === undefined) return () => {};
  const text = words.textContent ?? '';
  words.textContent = button.dataset.busyText;
  return () => {
    words.textContent = text;
  };
}

function togglePassword(button: HTMLElement): void {
  const field = button.closest('.input-group')?.querySelector('input');
  if (!field) return;
  const isShown = field.type === 'text';
  field.type = isShown ? 'password' : 'text';
  const label = sayForm(isShown ? 'showPassword' : 'hidePassword');
  button.setAttribute('aria-label', label);
  button.title = label;
  button.setAttribute('aria-pressed', String(!isShown));
}
