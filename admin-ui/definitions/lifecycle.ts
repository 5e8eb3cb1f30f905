// New definitions, copies, other codes and the end of a definition.

import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { codePattern } from '../../metadata/kinds/shared.ts';
import { deleteDefinition, readDefinition, saveDefinition } from '../../metadata/store.ts';
import type { StoredBody } from '../../metadata/store.ts';
import { ta } from '../texts.ts';
import { starterBody } from './starter.ts';

export interface Named {
  readonly kind: KindName;
  readonly code: string;
}

/** What is wrong with a code that is to be new; undefined when nothing is. */
export async function codeProblem(ctx: RequestContext, { kind, code }: Named): Promise<string | undefined> {
  if (!new RegExp(codePattern).test(code)) return ta(ctx.lang, 'definitions.codeInvalid');
  const taken = await readDefinition(ctx.app.db, { kind, code });
  return taken === undefined ? undefined : ta(ctx.lang, 'definitions.codeTaken', { code });
}

export async function create(ctx: RequestContext, { kind, code, title, roles }: Named & { title: string; roles: string }): Promise<void> {
  const body = JSON.stringify(starterBody(kind, { code, title, roles }));
  await write(ctx, { kind, code, body, comment: '' });
}

/** A copy under another code, of what is published. */
export async function duplicate(ctx: RequestContext, from: Named, code: string): Promise<void> {
  const { body } = await requireDefinition(ctx, from);
  await write(ctx, { kind: from.kind, code, body, comment: ta(ctx.lang, 'definitions.copyOf', { code: from.code }) });
}

/** A copy and the end of the original, in one transaction; the draft comes along. Places that name the old code are for their owners. */
export async function rename(ctx: RequestContext, from: Named & { version: number }, code: string): Promise<void> {
  const { kind, version } = from;
  const old = await requireDefinition(ctx, from);
  const username = ctx.visitor.username;
  const comment = ta(ctx.lang, 'definitions.renamedFrom', { code: from.code });
  await ctx.app.db.kysely.transaction().execute(async (kysely) => {
    await saveDefinition({ kysely }, { kind, code, body: old.body, expectedVersion: 0, username, comment });
    await kysely.updateTable('platform.definition').set({ draft: old.draft }).where('kind', '=', kind).where('code', '=', code).execute();
    await deleteDefinition(
      { kysely },
      { kind, code: from.code, expectedVersion: version, username, comment: ta(ctx.lang, 'definitions.renamedTo', { code }) },
    );
  });
  await audit(ctx, {
    action: 'admin.definitionRenamed',
    userID: ctx.visitor.userID,
    object: `${kind} ${from.code}`,
    details: { to: code },
  });
}

export async function remove(
  ctx: RequestContext,
  { kind, code, version, comment }: Named & { version: number; comment: string },
): Promise<void> {
  const { username, userID } = ctx.visitor;
  await deleteDefinition(ctx.app.db, { kind, code, expectedVersion: version, username, ...(comment !== '' && { comment }) });
  await audit(ctx, { action: 'admin.definitionDeleted', userID, object: `${kind} ${code}`, details: { version } });
}

export async function requireDefinition(ctx: RequestContext, { kind, code }: Named): Promise<StoredBody> {
  const stored = await readDefinition(ctx.app.db, { kind, code });
  if (stored === undefined) throw new RequestError('notFound', { detail: `there is no ${kind} ${code}` });
  return stored;
}

async function write(ctx: RequestContext, { kind, code, body, comment }: Named & { body: string; comment: string }): Promise<void> {
  const { username, userID } = ctx.visitor;
  await saveDefinition(ctx.app.db, { kind, code, body, expectedVersion: 0, username, ...(comment !== '' && { comment }) });
  await audit(ctx, {
    action: 'admin.definitionCreated',
    userID,
    object: `${kind} ${code}`,
    ...(comment !== '' && { details: { comment } }),
  });
}
