// New definitions, copies, and the end of a definition.

import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { codePattern } from '../../metadata/kinds/shared.ts';
import { deleteDefinition, readDefinition, saveDefinition } from '../../metadata/store.ts';
import type { StoredBody } from '../../metadata/store.ts';
import { ta } from '../texts.ts';
import { isDeveloper } from './rights.ts';
import { starterBody } from './starter.ts';
import { usesOf } from './uses.ts';

const AUDITED_USES = 20;

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

/** Deletes it; what others name is deleted only with the developer's word that they may break. */
export async function remove(
  ctx: RequestContext,
  { kind, code, version, comment, anyway }: Named & { version: number; comment: string; anyway: boolean },
): Promise<void> {
  const { username, userID } = ctx.visitor;
  const uses = kind === 'label' ? [] : usesOf(ctx.app.definitions, { kind, code });
  if (uses.length > 0 && !(anyway && isDeveloper(ctx)))
    throw new RequestError(isDeveloper(ctx) ? 'conflict' : 'forbidden', {
      text: ta(ctx.lang, 'definitions.stillUsed', { count: uses.length }),
    });
  await deleteDefinition(ctx.app.db, { kind, code, expectedVersion: version, username, ...(comment !== '' && { comment }) });
  const broken = uses.slice(0, AUDITED_USES).map((use) => `${use.kind} ${use.code} ${use.pointer}`);
  const details = { version, ...(broken.length > 0 && { deletedAnyway: broken }) };
  await audit(ctx, { action: 'admin.definitionDeleted', userID, object: `${kind} ${code}`, details });
}

/** Roles that the cabinet itself stands on keep their codes and stay. */
export function requireNotBuiltIn({ lang }: RequestContext, { kind, code }: Named): void {
  if (kind === 'role' && ['developer', 'editor'].includes(code.toLowerCase()))
    throw new RequestError('forbidden', { text: ta(lang, 'definitions.builtIn', { code }) });
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
