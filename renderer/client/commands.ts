// Carries out what an action's answer says, in order. What belongs to a form (errors, changes of fields, conflicts) goes as a cancelable
// event `as:<type>` to the form's element: the form's behaviour handles it and calls `preventDefault`.

import type { Command } from '../commands.ts';
import { dialogOf, topDialog } from './dialog.ts';
import { element } from './element.ts';
import { dropGuards } from './guard.ts';
import { openForm } from './modal.ts';
import { findTargets, refresh, replaceElement } from './refresh.ts';
import { post, setCommandRunner } from './request.ts';
import { say } from './texts.ts';
import { showToast } from './toast.ts';

type Carrier<Type extends Command['type']> = (command: Extract<Command, { type: Type }>, trigger?: HTMLElement) => void | Promise<unknown>;

const carriers: { readonly [Type in Command['type']]: Carrier<Type> } = {
  message: ({ text, html, kind, undo }) => {
    const action = undo && { text: say('undo'), run: () => void post(undo.url, undo.body).catch(() => {}) };
    showToast({ text, html, kind, action });
  },
  redirect: ({ url }) => leaveFor(url),
  refresh: ({ target }) => refresh(target),
  closeModal: (_command, trigger) => {
    const dialog = (trigger && dialogOf(trigger)) ?? topDialog();
    dialog?.close();
  },
  openForm: ({ code, itemID, title, size, params }) => openForm({ code, itemID, title, size, params }),
  fieldErrors: (command) => {
    if (handOver(command.form, command)) return;
    showToast({ kind: 'danger', text: [command.summary, ...command.errors.map(({ message }) => message)].filter(Boolean).join('. ') });
  },
  applyFields: (command) => void handOver(command.form, command),
  conflict: (command) => {
    if (!handOver(command.form, command)) showToast({ kind: 'warning', text: command.text, isSticky: true });
  },
  replace: ({ target, html }) => {
    const found = elementOf(target);
    if (found !== undefined) replaceElement(found, html);
  },
  download: ({ url }) => {
    const address = webAddress(url);
    if (address === undefined) return;
    const link = element('a', { href: address, download: '', hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
  },
  focus: ({ target }) => elementOf(target)?.focus(),
  event: ({ name, detail, target }) => {
    const receiver = target === undefined ? document : elementOf(target);
    receiver?.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  },
  reload: () => {
    dropGuards();
    location.reload();
  },
};

/** Carries the commands out one after the other. `trigger` is the element whose action answered: it says which dialog to close. */
export async function carryOut(commands: readonly Command[], trigger?: HTMLElement): Promise<void> {
  for (const command of commands) {
    const carry = Object.hasOwn(carriers, command.type) ? (carriers[command.type] as Carrier<Command['type']>) : undefined;
    if (carry === undefined) console.error('unknown command', command);
    else await carry(command, trigger);
  }
}

/** Lets `post` carry out the commands of its answers. */
export function startCommands(): void {
  setCommandRunner(carryOut);
}

/** What was saved is no longer unsaved, so leaving asks nothing. */
function leaveFor(url: string): void {
  const address = webAddress(url);
  if (address === undefined) return;
  dropGuards();
  location.assign(address);
}

/** Addresses come from procedures: only http(s), so that data cannot bring a script. */
function webAddress(url: string): string | undefined {
  const address = URL.parse(url, location.href);
  return address !== null && (address.protocol === 'http:' || address.protocol === 'https:') ? address.href : undefined;
}

function handOver(formId: string, command: Command): boolean {
  const form = elementOf(formId);
  return form !== undefined && !form.dispatchEvent(new CustomEvent(`as:${command.type}`, { detail: command, cancelable: true }));
}

function elementOf(target: string): HTMLElement | undefined {
  const byId = document.getElementById(target.replace(/^#/, ''));
  if (byId !== null) return byId;
  try {
    return document.querySelector<HTMLElement>(target) ?? findTargets(target)[0];
  } catch {
    return undefined;
  }
}
