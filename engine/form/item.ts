// The record behind a form: what `fm_{code}_getItem` gives for this visitor, or the defaults of a new one.

import { t } from '../../renderer/locale.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { callOptional } from '../call.ts';
import { RequestError } from '../errors.ts';
import { fileValues } from './files.ts';
import { dictionaryValues } from './options.ts';
import { procedureName } from './scope.ts';
import type { FormScope } from './scope.ts';
import { columnText, defaultValue, rowValues } from './values.ts';
import type { FieldValues } from './values.ts';

export interface FormItem {
  /** Values of all fields of the definition, of other roles' too: they must not leave the server unfiltered. */
  readonly values: FieldValues;
  /** Set 1's row with every column, for custom markup; undefined for a new record without one. */
  readonly row: Row | undefined;
  /** Set 2. */
  readonly settings: Row | undefined;
  /** Value of the version field; '' without one. */
  readonly version: string;
}

/**
 * Reads the record. The procedure is optional: without it every record starts from the defaults.
 * @throws RequestError `refused` when the procedure returns no record for an existing item
 */
export async function loadItem(scope: FormScope): Promise<FormItem> {
  const { definition } = scope;
  const defaults: FieldValues = {};
  for (const field of definition.fields) defaults[field.code] = scope.isNew ? defaultValue(scope, field) : '';
  const result = await callOptional(scope.ctx, {
    name: procedureName(scope, 'getItem'),
    dictionary: scope.isNew ? dictionaryValues(scope, defaults) : new Map(),
    isRead: true,
  });
  const row = result?.sets[0]?.rows[0];
  refuseWhenTold(scope, row);
  if (result !== undefined && row === undefined && !scope.isNew) {
    throw new RequestError('refused', {
      text: t(scope.ctx.lang, 'form.gone'),
      detail: `${procedureName(scope, 'getItem')} returned no row for item ${scope.itemID}`,
    });
  }
  const own = row === undefined ? {} : rowValues(definition.fields, row, scope.ctx.visitor.timeZone);
  // A getItem without a WHERE for new records gives NULLs: they do not take the place of a default.
  const values = scope.isNew
    ? { ...defaults, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== '')) }
    : { ...defaults, ...own };
  Object.assign(values, await fileValues(scope));
  const version = definition.versionField === undefined ? '' : columnText(cell(row, definition.versionField));
  return { values, row, settings: result?.sets[1]?.rows[0], version };
}

function refuseWhenTold(scope: FormScope, row: Row | undefined): void {
  if (row === undefined || scope.definition.fields.some((field) => field.code.toLowerCase() === 'result')) return;
  const said = cell(row, 'Result');
  if (said === undefined || said === null || isYes(said)) return;
  throw new RequestError('refused', { text: columnText(cell(row, 'Msg')) || t(scope.ctx.lang, 'form.gone') });
}

/** Whether a status column says yes: 1, True. */
export function isYes(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || (typeof value === 'string' && value.toLowerCase() === 'true');
}
