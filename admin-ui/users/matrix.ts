// The matrix of roles by pages and components: which role stands in which definition's list, and changing many of them at once.

import { DefinitionConflict } from '../../metadata/errors.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { isKindName } from '../../metadata/kinds.ts';
import { readDefinition, saveDefinition } from '../../metadata/store.ts';
import type { Database } from '../../sql/connection.ts';

export interface RoleChange {
  readonly kind: KindName;
  readonly code: string;
  readonly role: string;
  readonly isOn: boolean;
}

/** `page/orders/manager=1` of a form's field; undefined for anything else. */
export function parseChange(text: string): RoleChange | undefined {
  const match = /^([A-Za-z]+)\/([\w-]+)\/([\w-]+)=([01])$/.exec(text);
  if (match === null) return undefined;
  const [, kind = '', code = '', role = '', isOn] = match;
  return isKindName(kind) ? { kind, code, role, isOn: isOn === '1' } : undefined;
}

/** The list with the role added or taken out; `all` and `*` stay as they are. */
function changedRoles(roles: string, changes: readonly Pick<RoleChange, 'role' | 'isOn'>[]): string {
  const list = roles
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '');
  for (const { role, isOn } of changes) {
    const at = list.findIndex((one) => one.toLowerCase() === role.toLowerCase());
    if (isOn && at < 0) list.push(role);
    if (!isOn && at >= 0) list.splice(at, 1);
  }
  return list.join(',');
}

/** Saves new versions of all definitions that change, or of none. Throws DefinitionConflict and DefinitionInvalid. Answers how many changed. */
export async function saveRoleChanges(
  db: Pick<Database, 'kysely'>,
  { changes, username, comment }: { changes: readonly RoleChange[]; username: string; comment: string },
): Promise<number> {
  const byDefinition = Map.groupBy(changes, ({ kind, code }) => `${kind}/${code.toLowerCase()}`);
  let count = 0;
  await db.kysely.transaction().execute(async (transaction) => {
    for (const own of byDefinition.values()) {
      const [first] = own;
      if (first === undefined) continue;
      const stored = await readDefinition({ kysely: transaction }, first);
      if (stored === undefined) {
        throw new DefinitionConflict({ kind: first.kind, code: first.code, expectedVersion: 1, mine: null, theirs: undefined });
      }
      const body = JSON.parse(stored.body) as { roles?: string };
      const roles = changedRoles(body.roles ?? '', own);
      if (roles === (body.roles ?? '')) continue;
      await saveDefinition(
        { kysely: transaction },
        {
          kind: first.kind,
          code: stored.code,
          body: JSON.stringify({ ...body, roles }),
          expectedVersion: stored.version,
          username,
          comment,
        },
      );
      count++;
    }
  });
  return count;
}
