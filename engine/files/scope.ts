// Who may do what with the files of a resource: the roles of its definition first, then the solution's `rs_{code}_access` for the record
// that a file really belongs to, never for the one that the browser names.

import { cell } from '../../sql/procedures.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import type { ResourceDefinition } from '../../metadata/kinds/resource.ts';
import { plainText } from '../../renderer/sanitize.ts';
import { t } from '../../renderer/locale.ts';
import { isAllowed } from '../access.ts';
import { callOptional } from '../call.ts';
import { RequestError } from '../errors.ts';
import { withParams } from '../request-context.ts';
import type { RequestContext } from '../request-context.ts';
import type { FileRow } from './rows.ts';

export interface ResourceScope {
  readonly ctx: RequestContext;
  readonly code: string;
  readonly definition: ResourceDefinition;
}

/** What the procedure is asked about; `list` and `read` need the right to read, the others the right to write. */
export type FileAction = 'list' | 'read' | 'upload' | 'rename' | 'reorder' | 'delete';

/** The resource of a code; undefined when there is none that can be used. */
export function resourceScope(ctx: RequestContext, code: string): ResourceScope | undefined {
  const stored = ctx.app.definitions.get('resource', code);
  return stored === undefined || 'findings' in stored ? undefined : { ctx, code: stored.code, definition: stored.definition };
}

/** Roles that see the files: readers, and writers because one cannot keep in order what one cannot see. */
export function readRoles(definition: ResourceDefinition): string {
  return [definition.readRoles, definition.writeRoles].filter(Boolean).join(',');
}

export function mayRead({ definition, ctx }: ResourceScope): boolean {
  return isAllowed(readRoles(definition), ctx.visitor);
}

export function mayWrite({ definition, ctx }: ResourceScope): boolean {
  return !definition.isGenerated && isAllowed(definition.writeRoles, ctx.visitor);
}

/** Refuses who may not write at all. */
export function requireWrite(scope: ResourceScope): void {
  const isAdmitted = mayWrite(scope);
  scope.ctx.trace.access({ what: `resource ${scope.code} write`, isAllowed: isAdmitted, roles: scope.definition.writeRoles ?? '' });
  if (isAdmitted) return;
  if (scope.ctx.visitor.userID === null)
    throw new RequestError('signInRequired', { detail: `resource ${scope.code} is written by signed-in users` });
  throw new RequestError('forbidden', { detail: `resource ${scope.code} is written by the roles "${scope.definition.writeRoles ?? ''}"` });
}

/** The solution's word on one record: undefined means yes, a text is why not. Without the procedure roles alone decide. */
export async function recordRefusal(scope: ResourceScope, itemID: string, action: FileAction): Promise<string | undefined> {
  const { ctx, code, definition } = scope;
  const general = t(ctx.lang, 'resource.noAccess');
  try {
    const said = await callOptional(withParams(ctx, { itemID }), {
      name: `${definition.schema}.rs_${code}_access`,
      values: { itemID, action, lang: ctx.lang },
      isRead: true,
    });
    if (said === undefined) return undefined;
    const row = said.sets[0]?.rows[0];
    const result = cell(row, 'Result');
    if (result === 1 || result === true || result === '1') return undefined;
    return plainText(String(cell(row, 'Msg') ?? '')) || general;
  } catch (error) {
    if (error instanceof BusinessRefusal) return plainText(error.text) || general;
    throw error;
  }
}

export async function requireRecord(scope: ResourceScope, itemID: string, action: FileAction): Promise<void> {
  const refusal = await recordRefusal(scope, itemID, action);
  scope.ctx.trace.access({ what: `resource ${scope.code} item ${itemID} ${action}`, isAllowed: refusal === undefined, roles: '' });
  if (refusal !== undefined)
    throw new RequestError('refused', { text: refusal, detail: `rs_${scope.code}_access refused ${action} of item ${itemID}` });
}

/**
 * A file may be acted on: by its owner while its record is not saved, else by the record. Whoever may not even see it learns nothing, not
 * even that it exists.
 */
export async function requireFile(scope: ResourceScope, file: FileRow | undefined, action: FileAction): Promise<FileRow> {
  const missing = new RequestError('notFound', { detail: `resource ${scope.code} has no such file for this visitor` });
  if (file === undefined || !mayRead(scope)) throw missing;
  if (file.draftToken !== null) {
    // Without a name nobody can prove to be the owner: such a draft is seen again when its record is saved.
    if (scope.ctx.visitor.username === '' || !isOwn(scope, file)) throw missing;
    return file;
  }
  const itemID = file.itemID ?? '';
  if (action !== 'read' && (await recordRefusal(scope, itemID, 'read')) !== undefined) throw missing;
  const refusal = await recordRefusal(scope, itemID, action);
  if (refusal === undefined) return file;
  if (action === 'read') throw missing;
  throw new RequestError('refused', { text: refusal, detail: `rs_${scope.code}_access refused ${action} of file ${file.id}` });
}

function isOwn({ ctx }: ResourceScope, file: FileRow): boolean {
  return (file.createdBy ?? '').toLowerCase() === ctx.visitor.username.toLowerCase();
}

/** Whether this visitor may delete this file as far as it can be said without the record. */
export function mayDelete(scope: ResourceScope, file: FileRow): boolean {
  return mayWrite(scope) && (!scope.definition.ownOnly || isOwn(scope, file) || managesFiles(scope.ctx));
}

/** Whether one of the visitor's roles manages users, which includes what users left behind. */
function managesFiles({ app, visitor }: RequestContext): boolean {
  return [...visitor.roles].some((role) => {
    const stored = app.definitions.get('role', role);
    return stored !== undefined && 'definition' in stored && stored.definition.permissions.includes('manageUsers');
  });
}

/**
 * Seconds that shared caches may keep what this visitor gets: roles open to everybody, and either no procedure that tells records or users
 * apart, or a visitor without a name, as whom everybody may come.
 */
export async function publicSeconds({ ctx, code, definition }: ResourceScope): Promise<number> {
  const isOpen = readRoles(definition)
    .split(',')
    .some((role) => role.trim().toLowerCase() === 'all');
  if (!isOpen || definition.cacheSeconds === 0) return 0;
  if (ctx.visitor.userID === null) return definition.cacheSeconds;
  const isPersonal =
    definition.isGenerated || (await ctx.app.db.signatures.signatureOf(`${definition.schema}.rs_${code}_access`)) !== undefined;
  return isPersonal ? 0 : definition.cacheSeconds;
}
