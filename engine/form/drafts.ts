// Drafts on the server: what a signed-in user typed and did not save yet, by form and record. Passwords and files are never kept.

import { fileFieldTypes } from '../../metadata/kinds/form-field.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { sentFields } from './body.ts';
import { canSave, formScope, isEditable } from './scope.ts';
import type { FormScope } from './scope.ts';
import type { FieldValues } from './values.ts';

const MOST_BYTES = 256 * 1024;

export interface FormDraft {
  readonly values: FieldValues;
  /** Invariant moment in UTC. */
  readonly updated: string;
}

/** The visitor's draft of this record, limited to what may still be edited. */
export async function loadDraft(scope: FormScope): Promise<FormDraft | undefined> {
  const owner = ownerOf(scope);
  if (owner === undefined) return undefined;
  const row = await scope.ctx.app.db.kysely
    .selectFrom('platform.form_draft')
    .select(['data', 'updated'])
    .where('userID', '=', owner)
    .where('formCode', '=', scope.code)
    .where('itemID', '=', scope.itemID)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { values: kept(scope, JSON.parse(row.data) as Record<string, unknown>), updated: new Date(row.updated).toISOString() };
}

/** POST saveDraft. */
export async function saveDraft(request: ComponentRequest<'form'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = formScope(request);
  const owner = ownerOf(scope);
  if (owner === undefined) throw new RequestError('notFound', { detail: `form ${scope.code} keeps no drafts on the server` });
  const data = JSON.stringify(kept(scope, sentFields(body)));
  if (data.length > MOST_BYTES) throw new RequestError('tooLarge', { detail: 'the draft is too large' });
  const { kysely } = scope.ctx.app.db;
  const key = { userID: owner, formCode: scope.code, itemID: scope.itemID };
  const changed = await kysely
    .updateTable('platform.form_draft')
    .set({ data, updated: new Date() })
    .where('userID', '=', key.userID)
    .where('formCode', '=', key.formCode)
    .where('itemID', '=', key.itemID)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    await kysely
      .insertInto('platform.form_draft')
      .values({ ...key, data })
      .execute();
  return { ok: true, commands: [] };
}

/** POST dropDraft. */
export async function dropDraft(request: ComponentRequest<'form'>): Promise<ActionAnswer> {
  await removeDraft(formScope(request));
  return { ok: true, commands: [] };
}

export async function removeDraft(scope: FormScope): Promise<void> {
  const owner = ownerOf(scope);
  if (owner === undefined) return;
  await scope.ctx.app.db.kysely
    .deleteFrom('platform.form_draft')
    .where('userID', '=', owner)
    .where('formCode', '=', scope.code)
    .where('itemID', '=', scope.itemID)
    .execute();
}

function ownerOf(scope: FormScope): number | undefined {
  const { drafts } = scope.definition;
  return drafts.enabled && drafts.isServer && canSave(scope) ? (scope.ctx.visitor.userID ?? undefined) : undefined;
}

function kept(scope: FormScope, values: Readonly<Record<string, unknown>>): FieldValues {
  const out: FieldValues = {};
  for (const field of scope.fields) {
    const value = Object.hasOwn(values, field.code) ? values[field.code] : undefined;
    if (typeof value === 'string' && isEditable(scope, field) && field.type !== 'password' && !fileFieldTypes.has(field.type))
      out[field.code] = value;
  }
  return out;
}
