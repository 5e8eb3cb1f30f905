// GRANT, DENY and REVOKE of permissions on the database, its schemas, objects and types.

import type { Permission } from '../../catalog/database-header.ts';
import type { Database } from '../../catalog/database.ts';
import { ON_DATABASE } from '../../catalog/security/database-access.ts';
import type { DatabaseAccess, Securable } from '../../catalog/security/database-access.ts';
import { ALL_PERMISSIONS, allOf, permissionsOn } from '../../catalog/security/permission-names.ts';
import { splitMultipartName } from '../../parser/names.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import { accessTo } from '../security/needs.ts';
import type { PrincipalChange } from './principals.ts';
import { plainName, upper } from './security-words.ts';
import type { Word } from './security-words.ts';
import { DEFAULT_SCHEMA } from './targets.ts';

interface Target {
  readonly on: Securable;
  readonly majorId: number;
  /** What the grantor may not find when it is not theirs to give. */
  readonly missing: () => Error;
}

/** permissions [ON [class::]securable] TO | FROM principals [WITH GRANT OPTION] [CASCADE] */
export const changePermissions = (change: PrincipalChange): void => {
  const { s, words, database, session, transaction } = change;
  const indexOf = (...wanted: string[]): number => words.findIndex((w) => wanted.includes(upper(w)));
  const on = indexOf('ON');
  const to = indexOf('TO', 'FROM');
  const isOptionOnly = upper(words[0]) === 'GRANT' && upper(words[1]) === 'OPTION';
  const written = words.slice(isOptionOnly ? 3 : 0, on < 0 ? to : on);
  if (written.some((w) => w.text === '(')) throw notSupported('A permission on columns', s.line);
  const target = on < 0 ? DATABASE_TARGET : targetOf(words.slice(on + 1, to), database, s.line);
  const permissions = permissionNames(written, target.on, s.line);
  const end = words.findIndex((w, i) => i > to && /^(WITH|CASCADE|AS|;)$/.test(upper(w) || w.text));
  if (end >= 0 && words.slice(end).some((w) => upper(w) === 'AS')) throw notSupported(`${s.action} ... AS`, s.line);
  const grantees = words
    .slice(to + 1, end < 0 ? undefined : end)
    .filter((w) => w.text !== ',')
    .map((w) => (upper(w) === 'PUBLIC' ? 'public' : plainName(w)));
  const isGrantable = s.action === 'GRANT' && end >= 0 && upper(words[end]) === 'WITH';
  const access = accessTo(database, session);
  for (const permission of permissions) if (!access.canGrant(permission, target.on)) throw target.missing();
  for (const name of grantees) {
    const grantee = granteeOf(name, database, access);
    for (const permission of permissions) {
      const entry = { grantee, permission, class: target.on.class, majorId: target.majorId, minorId: 0 };
      if (s.action === 'REVOKE' && permission === 'CONNECT' && grantee !== 'guest' && database.principal(grantee)?.kind === 'user')
        throw notSupported('REVOKE CONNECT from a user (DENY it, or drop the user)', s.line);
      if (isOptionOnly) dropOption(entry, change);
      else
        database.setPermission(
          transaction,
          { ...entry, state: s.action === 'DENY' ? 'DENY' : isGrantable ? 'GRANT_WITH_GRANT_OPTION' : 'GRANT' },
          s.action === 'REVOKE',
        );
    }
  }
};

/** REVOKE GRANT OPTION FOR: the permission stays. */
const dropOption = (entry: Omit<Permission, 'state'>, { database, transaction }: PrincipalChange): void => {
  for (const known of [...database.permissions()])
    if (
      known.state === 'GRANT_WITH_GRANT_OPTION' &&
      known.grantee.toLowerCase() === entry.grantee.toLowerCase() &&
      known.permission === entry.permission &&
      known.class === entry.class &&
      known.majorId === entry.majorId
    )
      database.setPermission(transaction, { ...known, state: 'GRANT' });
};

/** Throws 15151, 4617 for fixed roles and 4624 for those whose rights nobody gives. */
const granteeOf = (name: string, database: Database, access: DatabaseAccess): string => {
  const grantee = database.principal(name);
  if (!grantee) throw sqlError(15151, 'find', 'user', name);
  if (grantee.kind === 'role' && grantee.isFixed) throw sqlError(4617);
  const isUntouchable = grantee.name === 'dbo' || grantee.name === 'sys' || grantee.name === 'INFORMATION_SCHEMA';
  if (isUntouchable || grantee.name === access.user.name) throw sqlError(4624);
  return grantee.name;
};

/** Permissions between commas; ALL for those that it stands for. Throws 4606 for one that the securable does not have. */
const permissionNames = (words: readonly Word[], on: Securable, line: number): readonly string[] => {
  const object = on.class === 'object' ? on.object : undefined;
  return words
    .map((w) => w.text.toUpperCase())
    .join(' ')
    .split(',')
    .map((p) =>
      p
        .trim()
        .replace(/\s+/g, ' ')
        .replace(/^EXEC$/, 'EXECUTE'),
    )
    .filter((p) => p !== '')
    .flatMap((name) => {
      if (/^ALL( PRIVILEGES)?$/.test(name)) return allOf(on.class, object);
      if (!ALL_PERMISSIONS.has(name)) throw notSupported(`The permission ${name}`, line);
      if (!permissionsOn(on.class, object).includes(name)) throw sqlError(4606, name);
      return [name];
    });
};

const DATABASE_TARGET: Target = { on: ON_DATABASE, majorId: 0, missing: () => sqlError(4613) };

/** Throws 15151 for a securable that is not there. */
const targetOf = (words: readonly Word[], database: Database, line: number): Target => {
  const hasClass = words[1]?.text === '::';
  const kind = hasClass ? upper(words[0]) : 'OBJECT';
  const parts = splitMultipartName(words[hasClass ? 2 : 0]?.text ?? '');
  const name = parts.at(-1) ?? '';
  const missing = (): Error => sqlError(15151, 'find', kind.toLowerCase(), name);
  switch (kind) {
    case 'DATABASE':
      if (name.toLowerCase() !== database.name.toLowerCase()) throw missing();
      return DATABASE_TARGET;
    case 'SCHEMA': {
      const schema = database.schema(name);
      if (!schema) throw missing();
      return { on: { class: 'schema', schema: schema.name }, majorId: schema.id, missing };
    }
    case 'TYPE': {
      const type = database.type(parts.at(-2) ?? DEFAULT_SCHEMA, name);
      if (!type) throw missing();
      return { on: { class: 'type', type }, majorId: type.userTypeId, missing };
    }
    case 'OBJECT': {
      const object = database.find(parts.at(-2) ?? DEFAULT_SCHEMA, name);
      if (!object) throw parts.at(-2)?.toLowerCase() === 'sys' ? notSupported('A permission on a system object', line) : missing();
      if (object.kind === 'synonym') throw notSupported('A permission on a synonym (give it on what it stands for)', line);
      return { on: { class: 'object', object }, majorId: object.id, missing };
    }
    default:
      throw notSupported(`Permissions on ${kind}`, line);
  }
};
