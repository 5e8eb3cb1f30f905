// What a saving procedure answers (`Result, Msg, SuccessUrl, HideFormAfterSubmit, RefreshContainer, EnableSaveAlert, type, itemID, Field`)
// as commands for the browser.

import type { Command, FieldError, MessageKind } from '../../renderer/commands.ts';
import { html, safeUrl } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { localText, t } from '../../renderer/locale.ts';
import { plainText, sanitizeSolutionHtml } from '../../renderer/sanitize.ts';
import { cell } from '../../sql/procedures.ts';
import type { ProcedureResult, Row } from '../../sql/procedures.ts';
import type { ActionAnswer } from '../component.ts';
import type { FormPlace } from './body.ts';
import { isYes } from './item.ts';
import type { FormScope } from './scope.ts';
import { columnText } from './values.ts';

/** The refusals of a check or a save: one row each with `Msg` and, when it concerns one field, `Field`. */
export function refusals(scope: FormScope, result: ProcedureResult | undefined): FieldError[] {
  const rows = result?.sets[0]?.rows ?? [];
  return rows.flatMap((row) => {
    const said = cell(row, 'Result');
    if (said === undefined || said === null || isYes(said)) return [];
    return [
      {
        field: seenField(scope, columnText(cell(row, 'Field'))),
        message: plainText(columnText(cell(row, 'Msg'))) || t(scope.ctx.lang, 'form.notSaved'),
      },
    ];
  });
}

/** An answer that names errors beside the fields and in the summary. */
export function refusedAnswer(scope: FormScope, place: FormPlace, errors: readonly FieldError[]): ActionAnswer {
  const { lang } = scope.ctx;
  const count = errors.filter((error) => error.field !== '').length;
  const summary = count === 0 ? t(lang, 'form.notSaved') : t(lang, 'form.summary', { count });
  return { ok: false, status: 422, commands: [{ type: 'fieldErrors', form: place.formId, errors, summary }] };
}

/** An answer to a save that went well. */
export function savedAnswer(scope: FormScope, place: FormPlace, result: ProcedureResult): ActionAnswer {
  const row = result.sets[0]?.rows[0];
  const { definition, ctx } = scope;
  const itemID = columnText(cell(row, 'itemID')) || scope.itemID;
  const url = addressOf(columnText(cell(row, 'SuccessUrl')) || (definition.successUrl ?? ''), { itemID, scope });
  const isHidden = setting(row, 'HideFormAfterSubmit') ?? definition.hideAfterSave;
  const message = messageCommand(scope, place, { row, isHidden });
  const targets = [columnText(cell(row, 'RefreshContainer')), definition.refresh ?? ''].filter((target) => target.trim() !== '').join(',');
  const isAlert = message?.type === 'replace';
  const commands: Command[] = [
    {
      type: 'event',
      name: 'form:saved',
      target: `#${place.formId}`,
      detail: { itemID, hide: isHidden, reset: definition.resetAfterSave, stays: url === '' },
    },
    ...(message === undefined ? [] : [message]),
    ...(targets === '' ? [] : [{ type: 'refresh', target: targets } as const]),
    ...(url !== '' ? [{ type: 'redirect', url } as const] : place.isDialog && !isAlert ? [{ type: 'closeModal' } as const] : []),
  ];
  ctx.trace.note('form', `${scope.code} saved item ${itemID}`);
  return { ok: true, commands, data: { itemID } };
}

function messageCommand(
  scope: FormScope,
  place: FormPlace,
  { row, isHidden }: { row: Row | undefined; isHidden: boolean },
): Command | undefined {
  const { definition, ctx } = scope;
  const isShown = setting(row, 'EnableSaveAlert');
  if (isShown === false) return undefined;
  const own = columnText(cell(row, 'Msg'));
  const text = own || localText(ctx.lang, definition.successMessage) || t(ctx.lang, 'form.saved');
  const kind = messageKind(columnText(cell(row, 'type')));
  const isMarkup = /<[a-z!/]/i.test(own);
  // Markup may hold snippets and a hidden form leaves nothing else behind: both stay on the page instead of passing by as a toast.
  if (!isMarkup && !isHidden && isShown !== true) return { type: 'message', kind, text };
  const signs = { success: 'check-circle', info: 'info-circle', warning: 'exclamation-triangle', danger: 'exclamation-circle' } as const;
  const alert = html`<div class="as-form-res" id="${place.formId}-res"><div class="alert alert-${kind}" role="status" tabindex="-1">${icon(signs[kind])}<div>${isMarkup ? sanitizeSolutionHtml(text) : text}</div></div></div>`;
  return { type: 'replace', target: `#${place.formId}-res`, html: alert.value };
}

function messageKind(type: string): MessageKind {
  const kind = type.trim().toLowerCase();
  if (kind === 'error') return 'danger';
  return kind === 'info' || kind === 'warning' || kind === 'danger' ? kind : 'success';
}

/** A yes-or-no column: undefined when it is absent or NULL. */
function setting(row: Row | undefined, name: string): boolean | undefined {
  const value = cell(row, name);
  return value === undefined || value === null || value === '' ? undefined : isYes(value);
}

function addressOf(url: string, { itemID, scope }: { itemID: string; scope: FormScope }): string {
  if (url.trim() === '') return '';
  const filled = url.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(name === 'itemID' ? itemID : (scope.params.get(name) ?? '')),
  );
  return safeUrl(filled);
}

/** An error of a field that this visitor does not have is one of the whole record. */
function seenField(scope: FormScope, named: string): string {
  return scope.fields.find((field) => field.code.toLowerCase() === named.toLowerCase())?.code ?? '';
}
