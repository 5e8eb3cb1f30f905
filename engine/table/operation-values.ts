// The answers to an operation's form: checked as a save of that form is, so that an operation never gets what its form would not let through.
// What the form does not have, or has for other roles, does not exist here; an operation without a form takes no values at all.

import type { TableOperation } from '../../metadata/kinds/table.ts';
import { describeFinding } from '../../metadata/findings.ts';
import { requireAccess } from '../access.ts';
import { callOptional } from '../call.ts';
import type { ActionAnswer, ActionBody } from '../component.ts';
import { RequestError } from '../errors.ts';
import { placeOf, sentFields } from '../form/body.ts';
import { provenFiles } from '../form/files.ts';
import { dictionaryValues } from '../form/options.ts';
import { refusals, refusedAnswer } from '../form/outcome.ts';
import { itemFor } from '../form/save.ts';
import { formScope, procedureName } from '../form/scope.ts';
import { validateFields } from '../form/validate.ts';
import { withParams } from '../request-context.ts';
import type { TableScope } from './scope.ts';

const NEW_ITEM = '0';

export type OperationValues = { readonly dictionary: ReadonlyMap<string, string> } | { readonly refused: ActionAnswer };

/** `body`: values (by field), form (id of the form's element, to which errors are addressed). */
export async function operationValues(scope: TableScope, operation: TableOperation, body: ActionBody): Promise<OperationValues> {
  if (operation.form === undefined) return { dictionary: new Map() };
  const stored = scope.ctx.app.definitions.get('form', operation.form);
  if (stored === undefined || 'findings' in stored) {
    throw new RequestError('definitionBroken', {
      detail: stored === undefined ? `there is no form "${operation.form}"` : stored.findings.map(describeFinding).join('\n'),
      params: { kind: 'form', code: operation.form },
    });
  }
  const { code, definition } = stored;
  requireAccess(scope.ctx, definition.roles, `form ${code}`);
  // The same item and parameters with which the browser loads it.
  const params = new Map([
    ...Object.entries(operation.params ?? {}),
    ['table', scope.code] as const,
    ['operation', operation.code] as const,
  ]);
  const form = formScope({ ctx: withParams(scope.ctx, { itemID: NEW_ITEM, params }), code, definition, itemID: NEW_ITEM, params });
  const place = placeOf(form, body);
  const sent = await provenFiles(form, sentFields({ fields: body.values }), body);
  const { values, errors } = await validateFields(form, sent, { item: await itemFor(form, sent) });
  if (errors.length > 0) return { refused: refusedAnswer(form, place, errors) };
  const dictionary = dictionaryValues(form, values);
  const checked = refusals(form, await callOptional(form.ctx, { name: procedureName(form, 'checkItem'), dictionary, isRead: true }));
  return checked.length > 0 ? { refused: refusedAnswer(form, place, checked) } : { dictionary };
}
