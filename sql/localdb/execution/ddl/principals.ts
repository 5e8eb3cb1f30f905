// Users and roles of a database: CREATE, ALTER and DROP, members of roles, owners of schemas.

import type { Database } from '../../catalog/database.ts';
import { ON_DATABASE } from '../../catalog/security/database-access.ts';
import { isSa } from '../../catalog/security/logins.ts';
import type { Login } from '../../catalog/security/logins.ts';
import { isUserOf } from '../../catalog/security/server-principal.ts';
import type { Principal } from '../../catalog/database-header.ts';
import type { Security } from '../../parser/ast/index.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import type { CompiledModule } from '../module.ts';
import { accessTo } from '../security/needs.ts';
import type { Session } from '../session.ts';
import { optionsOf, plainName, upper } from './security-words.ts';
import type { Word } from './security-words.ts';

export interface PrincipalChange {
  readonly s: Security;
  readonly words: readonly Word[];
  readonly database: Database;
  readonly session: Session;
  readonly transaction: Transaction;
}

const isAllowed = ({ database, session }: Pick<PrincipalChange, 'database' | 'session'>, permission: string): boolean =>
  accessTo(database, session).has(permission, ON_DATABASE);

const addPrincipal = ({ database, transaction }: PrincipalChange, principal: Omit<Principal, 'id' | 'isFixed' | 'roles'>): void => {
  if (database.principal(principal.name)) throw sqlError(15023, principal.name);
  database.addPrincipal(transaction, { ...principal, isFixed: false, roles: [] });
};

/** The login of a user that is made or changed. Throws 15007, and 15063 when it has another user here. */
const loginFor = ({ database, session }: PrincipalChange, name: string): Login => {
  if (isSa(name)) throw sqlError(15063);
  const login = session.server.catalog.logins.find(name);
  if (!login) throw sqlError(15007, name);
  for (const other of database.principals()) if (isUserOf(other, login)) throw sqlError(15063);
  return login;
};

/** CREATE USER name [FOR | FROM LOGIN login | WITHOUT LOGIN] [WITH DEFAULT_SCHEMA = name]. Throws 15247 and 15023. */
export const createUser = (change: PrincipalChange): void => {
  const { words, s } = change;
  if (!isAllowed(change, 'ALTER ANY USER')) throw sqlError(15247);
  const name = plainName(words[0]);
  if (change.database.principal(name)) throw sqlError(15023, name);
  const isWithout = upper(words[1]) === 'WITHOUT' && upper(words[2]) === 'LOGIN';
  const isFor = /^(FOR|FROM)$/.test(upper(words[1])) && upper(words[2]) === 'LOGIN';
  let rest = words.slice(isWithout ? 3 : isFor ? 4 : 1);
  if (rest[0]?.text === ';') rest = rest.slice(1);
  if (rest.length > 0 && upper(rest[0]) !== 'WITH') throw notSupported(`CREATE USER ${rest[0]?.text ?? ''}`, s.line);
  const options = optionsOf(rest.slice(1), new Set(['DEFAULT_SCHEMA']), { statement: s.action, line: s.line });
  const schema = options.get('DEFAULT_SCHEMA');
  const login = isWithout ? undefined : loginFor(change, isFor ? plainName(words[3]) : name);
  addPrincipal(change, {
    name,
    kind: 'user',
    defaultSchema: schema ? plainName(schema) : 'dbo',
    ...(login && { login: login.name, sid: login.sid }),
  });
};

/** ALTER USER name WITH NAME | DEFAULT_SCHEMA | LOGIN = ... Throws 15151 and 15150. */
export const alterUser = (change: PrincipalChange): void => {
  const { words, s, database, transaction } = change;
  const name = plainName(words[0]);
  const user = database.principal(name);
  const cannot = (): Error => sqlError(15151, 'alter', 'user', name);
  if (user?.kind !== 'user' || !isAllowed(change, 'ALTER ANY USER')) throw cannot();
  if (user.isFixed) throw sqlError(15150, 'alter', 'user', user.name);
  if (upper(words[1]) !== 'WITH') throw notSupported('ALTER USER with these options', s.line);
  const options = optionsOf(words.slice(2), new Set(['NAME', 'DEFAULT_SCHEMA', 'LOGIN']), { statement: s.action, line: s.line });
  if (options.size === 0) throw notSupported('ALTER USER with these options', s.line);
  const [newName, schema, loginName] = ['NAME', 'DEFAULT_SCHEMA', 'LOGIN'].map((key) => options.get(key));
  // Who gets the user gets its rights.
  if (loginName && !isAllowed(change, 'CONTROL')) throw cannot();
  const login = loginName && loginFor(change, plainName(loginName));
  database.replacePrincipal(transaction, name, {
    ...user,
    ...(schema && { defaultSchema: plainName(schema) }),
    ...(login && { login: login.name, sid: login.sid }),
  });
  if (newName) renamePrincipal(change, user.name, plainName(newName));
};

export const createRole = (change: PrincipalChange): void => {
  const { words, s } = change;
  if (!isAllowed(change, 'CREATE ROLE')) throw sqlError(15247);
  const isOfOwner = upper(words[1]) === 'AUTHORIZATION' && plainName(words[2]).toLowerCase() === 'dbo';
  if (words[1] && words[1].text !== ';' && !isOfOwner) throw notSupported(`CREATE ROLE ${words[1].text}`, s.line);
  addPrincipal(change, { name: plainName(words[0]), kind: 'role' });
};

/** ALTER ROLE name ADD | DROP MEMBER principal | WITH NAME = name. Members of fixed roles are for db_owner alone. */
export const alterRole = (change: PrincipalChange): void => {
  const { words, s, database, transaction } = change;
  const name = plainName(words[0]);
  const role = database.principal(name);
  if (role?.kind !== 'role' || !isAllowed(change, role.isFixed ? 'CONTROL' : 'ALTER ANY ROLE'))
    throw sqlError(15151, 'alter', 'role', name);
  const action = upper(words[1]);
  if (role.name === 'public' || (role.isFixed && action === 'WITH')) throw sqlError(15150, 'alter', 'role', role.name);
  if (action === 'WITH') {
    const options = optionsOf(words.slice(2), new Set(['NAME']), { statement: s.action, line: s.line });
    renamePrincipal(change, role.name, plainName(options.get('NAME')));
    return;
  }
  if (action !== 'ADD' && action !== 'DROP') throw notSupported(`ALTER ROLE ${words[1]?.text ?? ''}`, s.line);
  const memberName = plainName(words[3]);
  const member = database.principal(memberName);
  if (!member) throw sqlError(15151, 'add', 'principal', memberName);
  if (member.name === 'dbo' || (member.kind === 'role' && member.isFixed) || member.name === 'public') throw sqlError(15405, member.name);
  if (action === 'ADD' && contains(database, member.name, role)) throw sqlError(15413);
  const others = member.roles.filter((r) => r.toLowerCase() !== role.name.toLowerCase());
  database.replacePrincipal(transaction, member.name, { ...member, roles: action === 'ADD' ? [...others, role.name] : others });
};

/** Whether a principal is the role of that name, or a member of it at any depth. */
const contains = (database: Database, roleName: string, principal: Principal): boolean =>
  principal.name.toLowerCase() === roleName.toLowerCase() ||
  principal.roles.some((r) => {
    const role = database.principal(r);
    return role !== undefined && contains(database, roleName, role);
  });

/** Members, permissions and schemas refer to principals by name. Throws 15023. */
const renamePrincipal = ({ database, transaction }: PrincipalChange, from: string, to: string): void => {
  const principal = database.principal(from);
  if (!principal || from === to) return;
  if (from.toLowerCase() !== to.toLowerCase() && database.principal(to)) throw sqlError(15023, to);
  const isMeant = (name: string): boolean => name.toLowerCase() === from.toLowerCase();
  database.replacePrincipal(transaction, from, { ...principal, name: to });
  for (const member of [...database.principals()])
    if (member.roles.some(isMeant))
      database.replacePrincipal(transaction, member.name, { ...member, roles: member.roles.map((r) => (isMeant(r) ? to : r)) });
  for (const permission of [...database.permissions()])
    if (isMeant(permission.grantee)) {
      database.setPermission(transaction, permission, true);
      database.setPermission(transaction, { ...permission, grantee: to });
    }
  for (const schema of [...database.schemas()]) if (isMeant(schema.owner)) database.setSchemaOwner(transaction, schema, to);
};

/** DROP USER and ROLE. Throws 15151, 15144 for a role with members, 15138 for the owner of a schema. */
export const dropPrincipal = (
  kind: 'user' | 'role',
  name: string,
  ifExists: boolean,
  { database }: CompiledModule,
  session: Session,
  transaction: Transaction,
): void => {
  const principal = database.principal(name);
  if (principal?.kind !== kind) {
    if (ifExists) return;
    throw sqlError(15151, 'drop', kind, name);
  }
  if (!isAllowed({ database, session }, kind === 'user' ? 'ALTER ANY USER' : 'ALTER ANY ROLE')) throw sqlError(15151, 'drop', kind, name);
  if (principal.isFixed || principal.id < 5) throw sqlError(15150, 'drop', kind, principal.name);
  const key = principal.name.toLowerCase();
  for (const other of database.principals()) if (other.roles.some((r) => r.toLowerCase() === key)) throw sqlError(15144);
  for (const schema of database.schemas()) if (schema.owner.toLowerCase() === key) throw sqlError(15138);
  for (const permission of [...database.permissions()])
    if (permission.grantee.toLowerCase() === key) database.setPermission(transaction, permission, true);
  database.removePrincipal(transaction, principal.name);
};

/** ALTER AUTHORIZATION ON SCHEMA::name TO principal; databases belong to sa, objects to the owner of their schema. */
export const alterAuthorization = (change: PrincipalChange): void => {
  const { words, s, database, transaction } = change;
  const hasClass = words[2]?.text === '::';
  const kind = hasClass ? upper(words[1]) : 'OBJECT';
  const name = plainName(words[hasClass ? 3 : 1]);
  const [first, second] = words.slice(hasClass ? 5 : 3);
  const isSchemaOwner = upper(first) === 'SCHEMA' && upper(second) === 'OWNER';
  if (!isAllowed(change, 'CONTROL')) throw sqlError(15151, 'find', kind.toLowerCase(), name);
  if ((kind === 'DATABASE' && isSa(plainName(first))) || (kind === 'OBJECT' && isSchemaOwner)) return;
  if (kind !== 'SCHEMA' || isSchemaOwner) throw notSupported(`ALTER AUTHORIZATION ON ${kind}`, s.line);
  const schema = database.schema(name);
  if (!schema) throw sqlError(15151, 'find', 'schema', name);
  const owner = database.principal(plainName(first));
  if (!owner) throw sqlError(15151, 'find', 'principal', plainName(first));
  if (schema.id < 5) throw sqlError(15150, 'alter', 'schema', schema.name);
  database.setSchemaOwner(transaction, schema, owner.name);
  // What was granted on it was the old owner's to give.
  for (const permission of [...database.permissions()])
    if (permission.class === 'schema' && permission.majorId === schema.id) database.setPermission(transaction, permission, true);
};
