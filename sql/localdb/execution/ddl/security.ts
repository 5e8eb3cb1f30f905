// Users, roles and permissions. They are recorded and shown by the catalogue's views; nothing is checked against them,
// because every session here is a member of sysadmin, whom SQL Server does not check either. Logins are accepted without
// effect: the server has one. Only a change of the execution context to another user is refused.

import type { Permission } from '../../catalog/database-header.ts';
import type { Database } from '../../catalog/database.ts';
import type { Security } from '../../parser/ast/index.ts';
import { splitMultipartName } from '../../parser/names.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { atOnce, changeCatalog, DEFAULT_SCHEMA } from './targets.ts';

export function* runSecurity(s: Security, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, (transaction) => atOnce(() => changeSecurity(s, module, transaction)));
}

const changeSecurity = (s: Security, module: CompiledModule, transaction: Transaction): void => {
  const words = wordsOf(s.text);
  const { database } = module;
  switch (s.action) {
    case 'GRANT':
    case 'DENY':
    case 'REVOKE':
      changePermissions(s.action, words, database, transaction);
      return;
    case 'CREATE USER':
      createUser(words, database, transaction);
      return;
    case 'ALTER USER':
      alterUser(words, database, transaction, s.line);
      return;
    case 'CREATE ROLE':
      createRole(words, database, transaction);
      return;
    case 'ALTER ROLE':
      alterRole(words, database, transaction);
      return;
    case 'CREATE LOGIN':
    case 'ALTER LOGIN':
    case 'ALTER AUTHORIZATION':
    case 'REVERT':
      return;
    case 'EXECUTE AS':
      checkContext(words, database, s.line);
      return;
    default:
      throw notSupported(s.action, s.line);
  }
};

/** The one user, dbo of every database and sa of the server, may execute as itself. Throws 15406 and 15517 for names that are none. */
const checkContext = (words: readonly Word[], database: Database, line: number): void => {
  const kind = upper(words[0]);
  if (kind === 'CALLER') return;
  const name = (words[2]?.text ?? '').replace(/^N?'|'$/g, '').replaceAll("''", "'");
  if (name.toLowerCase() === (kind === 'LOGIN' ? 'sa' : 'dbo')) return;
  if (kind === 'LOGIN') throw sqlError(15406, name);
  if (database.principal(name)?.kind !== 'user') throw sqlError(15517, name);
  throw notSupported('EXECUTE AS another user', line);
};

interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Names, numbers, strings and signs; a name of several parts is one word. */
const wordsOf = (text: string): readonly Word[] => {
  const part = String.raw`(?:\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|[\p{L}_@#$][\p{L}\p{N}_@#$]*)`;
  const pattern = new RegExp(String.raw`N?'(?:[^']|'')*'|${part}(?:\s*\.\s*${part})*|::|[(),=;]|\S`, 'gu');
  return [...text.matchAll(pattern)].map(([word]) => ({ text: word, isQuoted: /^[["]/.test(word) }));
};

const upper = (w: Word | undefined): string => (w && !w.isQuoted ? w.text.toUpperCase() : '');
/** The last part of a name, without its quotes. */
const plainName = (w: Word | undefined): string => splitMultipartName(w?.text ?? '').at(-1) ?? '';

// -- principals

const addPrincipal = (
  database: Database,
  transaction: Transaction,
  name: string,
  principal: { readonly kind: 'user' | 'role'; readonly defaultSchema?: string; readonly login?: string },
): void => {
  if (database.principal(name)) throw sqlError(15023, name);
  database.addPrincipal(transaction, { name, ...principal, isFixed: false, roles: [] });
};

/** The word behind `KEY =`. */
const settingOf = (words: readonly Word[], key: string): string | undefined => {
  const at = words.findIndex((w, i) => upper(w) === key && words[i + 1]?.text === '=');
  return at < 0 ? undefined : plainName(words[at + 2]);
};

const createUser = (words: readonly Word[], database: Database, transaction: Transaction): void => {
  const name = plainName(words[0]);
  const at = words.findIndex((w, i) => upper(w) === 'LOGIN' && /^(FOR|FROM)$/.test(upper(words[i - 1])));
  const isContained = words.some((w) => upper(w) === 'WITHOUT');
  addPrincipal(database, transaction, name, {
    kind: 'user',
    defaultSchema: settingOf(words, 'DEFAULT_SCHEMA') ?? 'dbo',
    ...(isContained ? {} : { login: at < 0 ? name : plainName(words[at + 1]) }),
  });
};

const alterUser = (words: readonly Word[], database: Database, transaction: Transaction, line: number): void => {
  const name = plainName(words[0]);
  const user = database.principal(name);
  if (user?.kind !== 'user') throw sqlError(15151, 'alter', 'user', name);
  const newName = settingOf(words, 'NAME');
  const defaultSchema = settingOf(words, 'DEFAULT_SCHEMA');
  const login = settingOf(words, 'LOGIN');
  if (newName === undefined && defaultSchema === undefined && login === undefined)
    throw notSupported('ALTER USER with these options', line);
  if (newName !== undefined && newName.toLowerCase() !== name.toLowerCase() && database.principal(newName)) throw sqlError(15023, newName);
  database.replacePrincipal(transaction, name, {
    ...user,
    name: newName ?? user.name,
    defaultSchema: defaultSchema ?? user.defaultSchema,
    login: login ?? user.login,
  });
};

const createRole = (words: readonly Word[], database: Database, transaction: Transaction): void =>
  addPrincipal(database, transaction, plainName(words[0]), { kind: 'role' });

const alterRole = (words: readonly Word[], database: Database, transaction: Transaction): void => {
  const name = plainName(words[0]);
  const role = database.principal(name);
  if (role?.kind !== 'role') throw sqlError(15151, 'alter', 'role', name);
  if (upper(words[1]) === 'WITH') {
    const newName = settingOf(words, 'NAME') ?? role.name;
    if (newName.toLowerCase() !== name.toLowerCase() && database.principal(newName)) throw sqlError(15023, newName);
    database.replacePrincipal(transaction, name, { ...role, name: newName });
    return;
  }
  const memberName = plainName(words[3]);
  const member = database.principal(memberName);
  if (!member) throw sqlError(15151, 'add', 'principal', memberName);
  const others = member.roles.filter((r) => r.toLowerCase() !== role.name.toLowerCase());
  database.replacePrincipal(transaction, member.name, { ...member, roles: upper(words[1]) === 'ADD' ? [...others, role.name] : others });
};

/** DROP USER, ROLE or LOGIN. Throws 15151 for a missing one, 15144 for a role with members, 15138 for the owner of a schema. */
export const dropPrincipal = (
  kind: 'user' | 'role' | 'login',
  name: string,
  ifExists: boolean,
  module: CompiledModule,
  transaction: Transaction,
): void => {
  if (kind === 'login') return;
  const { database } = module;
  const principal = database.principal(name);
  if (principal?.kind !== kind) {
    if (ifExists) return;
    throw sqlError(15151, 'drop', kind, name);
  }
  if (principal.isFixed || principal.id < 5) throw sqlError(15150, 'drop', kind, principal.name);
  const key = principal.name.toLowerCase();
  for (const other of database.principals()) if (other.roles.some((r) => r.toLowerCase() === key)) throw sqlError(15144);
  for (const schema of database.schemas()) if (schema.owner.toLowerCase() === key) throw sqlError(15138);
  for (const permission of [...database.permissions()])
    if (permission.grantee.toLowerCase() === key) database.setPermission(transaction, permission, true);
  database.removePrincipal(transaction, principal.name);
};

// -- permissions

/** permissions [ON [class::]securable] TO | FROM principals [WITH GRANT OPTION] [CASCADE] */
const changePermissions = (
  action: 'GRANT' | 'DENY' | 'REVOKE',
  words: readonly Word[],
  database: Database,
  transaction: Transaction,
): void => {
  const indexOf = (...wanted: string[]): number => words.findIndex((w) => wanted.includes(upper(w)));
  const on = indexOf('ON');
  const to = indexOf('TO', 'FROM');
  const names = permissionNames(words.slice(0, on < 0 ? to : on));
  const securable = on < 0 ? { class: 'database' as const, majorId: 0 } : securableOf(words.slice(on + 1, to), database);
  const end = words.findIndex((w, i) => i > to && /^(WITH|CASCADE|AS|;)$/.test(upper(w) || w.text));
  const grantees = words
    .slice(to + 1, end < 0 ? undefined : end)
    .filter((w) => w.text !== ',')
    .map((w) => (upper(w) === 'PUBLIC' ? 'public' : plainName(w)));
  const withOption = action === 'GRANT' && end >= 0 && upper(words[end]) === 'WITH';
  for (const name of grantees) {
    const grantee = database.principal(name);
    if (!grantee) throw sqlError(15151, 'find', 'user', name);
    for (const permission of names) {
      const state: Permission['state'] = action === 'DENY' ? 'DENY' : withOption ? 'GRANT_WITH_GRANT_OPTION' : 'GRANT';
      database.setPermission(transaction, { grantee: grantee.name, state, permission, ...securable, minorId: 0 }, action === 'REVOKE');
    }
  }
};

/** Permissions between commas; column lists in parentheses and GRANT OPTION FOR are left out. */
const permissionNames = (words: readonly Word[]): readonly string[] => {
  const text = words
    .map((w) => w.text.toUpperCase())
    .join(' ')
    .replace(/^GRANT OPTION FOR /, '')
    .replace(/\([^)]*\)/g, '');
  return text
    .split(',')
    .map((p) =>
      p
        .trim()
        .replace(/^EXEC$/, 'EXECUTE')
        .replace(/^ALL( PRIVILEGES)?$/, 'ALL'),
    )
    .filter((p) => p !== '');
};

/** Throws 15151 for a securable that is not there. */
const securableOf = (words: readonly Word[], database: Database): Pick<Permission, 'class' | 'majorId'> => {
  const hasClass = words[1]?.text === '::';
  const kind = hasClass ? upper(words[0]) : 'OBJECT';
  const parts = splitMultipartName(words[hasClass ? 2 : 0]?.text ?? '');
  const name = parts.at(-1) ?? '';
  const missing = (what: string): Error => sqlError(15151, 'find', what, name);
  switch (kind) {
    case 'DATABASE':
      return { class: 'database', majorId: 0 };
    case 'SCHEMA': {
      const schema = database.schema(name);
      if (!schema) throw missing('schema');
      return { class: 'schema', majorId: schema.id };
    }
    case 'TYPE': {
      const type = database.type(parts.at(-2) ?? DEFAULT_SCHEMA, name);
      if (!type) throw missing('type');
      return { class: 'type', majorId: type.userTypeId };
    }
    case 'OBJECT': {
      const object = database.find(parts.at(-2) ?? DEFAULT_SCHEMA, name);
      // System objects may be granted, which says nothing new.
      if (!object && parts.at(-2)?.toLowerCase() !== 'sys') throw missing('object');
      return { class: 'object', majorId: object?.id ?? 0 };
    }
    default:
      throw notSupported(`Permissions on ${kind}`);
  }
};
