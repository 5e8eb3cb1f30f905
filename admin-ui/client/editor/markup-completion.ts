// Completion in markup: snippets of components with the codes that exist, tokens, labels, classes of Bootstrap's grid.

import { autocompletion } from '@codemirror/autocomplete';
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { isObject } from './document.ts';
import { membersOf } from './options.ts';
import { say } from './session.ts';
import type { Session } from './session.ts';
import { snippetChoices, snippetText } from './snippet-picker.ts';

export function markupCompletion(session: Session): Extension {
  return autocompletion({ icons: false, override: [(context) => complete(session, context)] });
}

function complete(session: Session, context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const code = /data-code=["']([\w-]*)$/.exec(before);
  if (code !== null) return { from: context.pos - (code[1]?.length ?? 0), options: codesFor(session, before), validFor: /^[\w-]*$/ };
  const label = /\{t:([\w.-]*)$/.exec(before);
  if (label !== null)
    return {
      from: context.pos - (label[1]?.length ?? 0),
      options: session.data.labelKeys.map((key) => ({ label: key, apply: `${key}}` })),
      validFor: /^[\w.-]*$/,
    };
  const token = /\{([\w:-]*)$/.exec(before);
  if (token !== null) return { from: context.pos - (token[1]?.length ?? 0) - 1, options: tokens(session), validFor: /^\{[\w:-]*$/ };
  const tag = /<([\w-]*)$/.exec(before);
  if (tag !== null) return { from: context.pos - (tag[1]?.length ?? 0) - 1, options: snippetCompletions(session), validFor: /^<[\w-]*$/ };
  const name = /class=["'][^"']*?(as-[\w-]*)$/.exec(before);
  if (name !== null)
    return {
      from: context.pos - (name[1]?.length ?? 0),
      options: session.data.snippets.map(({ snippet, kind }) => ({ label: snippet, detail: kind })),
      validFor: /^as-[\w-]*$/,
    };
  return context.explicit ? { from: context.pos, options: [...snippetCompletions(session), ...tokens(session)] } : null;
}

/** Codes of the kind whose snippet class stands in the same tag. */
function codesFor({ data }: Session, before: string): Completion[] {
  const tag = before.slice(before.lastIndexOf('<'));
  const kinds = data.snippets.filter(({ snippet }) => new RegExp(`\\b${snippet}(?![\\w-])`).test(tag)).map(({ kind }) => kind);
  const wanted = kinds.length > 0 ? kinds : data.snippets.map(({ kind }) => kind);
  return [...new Set(wanted)].flatMap((kind) =>
    (data.choices[kind] ?? []).map(({ code, title }) => ({ label: code, detail: title, info: kind })),
  );
}

function snippetCompletions(session: Session): Completion[] {
  return snippetChoices(session).map((choice) => ({
    label: `<${choice.snippet} ${choice.code}`,
    detail: choice.title,
    apply: snippetText(choice),
  }));
}

function tokens({ data, doc }: Session): Completion[] {
  const fields =
    data.kind === 'form' ? membersOf(doc.value, 'fields.code').map((code) => ({ label: `{col-${code}}`, detail: say('tokenField') })) : [];
  const values =
    data.kind === 'mailTemplate' && Array.isArray(doc.value.values)
      ? doc.value.values.flatMap((one: unknown) => (isObject(one) ? [{ label: `{{${String(one.code)}}}`, detail: say('tokenValue') }] : []))
      : [];
  const blocks = (data.choices.block ?? []).map(({ code, title }) => ({ label: `{block:${code}}`, detail: title }));
  return [
    ...fields,
    ...values,
    { label: '{itemID}', detail: say('tokenItem') },
    { label: '{username}', detail: say('tokenUser') },
    { label: '{lang}', detail: say('tokenLang') },
    { label: '{t:', detail: say('tokenLabel') },
    { label: '{setting:', detail: say('tokenSetting') },
    ...blocks,
  ];
}
