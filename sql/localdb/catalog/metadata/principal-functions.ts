// Functions about logins, users, roles and permissions.

import { splitMultipartName } from '../../parser/names.ts';
import type { Value } from '../../types/sql-type.ts';
import { intType, nvarcharType, sysnameType, varbinaryType } from '../../types/sql-type.ts';
import { inDatabase, userName } from '../catalog-context.ts';
import type { CatalogContext } from '../catalog-context.ts';
import type { SchemaObject } from '../model.ts';
import { DatabaseAccess, ON_DATABASE } from '../security/database-access.ts';
import type { Securable } from '../security/database-access.ts';
import { isSa, SA } from '../security/logins.ts';
import { ALL_PERMISSIONS, permissionsOn } from '../security/permission-names.ts';
import type { MetadataFunction } from './metadata-function.ts';
import { bit, metadataFunction, names, nameType } from './metadata-function.ts';
import { objectByName } from './object-functions.ts';

export const SA_SID = Uint8Array.of(1);
export const sidOf = (login: { readonly sid: string }): Uint8Array => Uint8Array.from(Buffer.from(login.sid, 'hex'));

const SERVER_ROLES: ReadonlySet<string> = new Set([
  'public',
  'sysadmin',
  'securityadmin',
  'serveradmin',
  'setupadmin',
  'processadmin',
  'diskadmin',
  'dbcreator',
  'bulkadmin',
]);

/** Whether a user, the session's own when none is named, is in a role; null for what is no role or user. */
const isMember = (catalog: CatalogContext, role: Value, user: Value | undefined): Value => {
  const { database } = catalog;
  if (database.principal(String(role))?.kind !== 'role') return null;
  const principal = user === undefined ? undefined : database.principal(String(user));
  const access = user === undefined ? catalog.principal.accessTo(database) : principal && new DatabaseAccess(database, principal);
  return access ? bit(access.isOwner || access.isMember(String(role))) : null;
};

const isServerRoleMember = ({ principal, server }: CatalogContext, role: Value, login: Value | undefined): Value => {
  const name = String(role).toLowerCase();
  if (!SERVER_ROLES.has(name)) return null;
  if (login === undefined) return bit(name === 'public' || principal.isSysadmin);
  const found = isSa(String(login)) ? { isSysadmin: true } : server.logins.find(String(login));
  return found ? bit(name === 'public' || found.isSysadmin) : null;
};

interface FoundSecurable {
  readonly catalog: CatalogContext;
  readonly on: Securable;
  readonly object?: SchemaObject | undefined;
}

/** Undefined for what is not there; 'system' for what everybody may use. */
const securableOf = (catalog: CatalogContext, name: string | null, kind: string): FoundSecurable | 'system' | undefined => {
  switch (kind) {
    case 'OBJECT': {
      const found = objectByName(catalog, name ?? '');
      if (!found) return undefined;
      const { object } = found.object;
      return object ? { catalog: found.context, on: { class: 'object', object }, object } : 'system';
    }
    case 'SCHEMA': {
      const schema = catalog.database.schema(splitMultipartName(name ?? '').at(-1) ?? '');
      return schema && { catalog, on: { class: 'schema', schema: schema.name } };
    }
    case 'TYPE': {
      const parts = splitMultipartName(name ?? '');
      const type = catalog.database.type(parts.at(-2) ?? 'dbo', parts.at(-1) ?? '');
      return type && { catalog, on: { class: 'type', type } };
    }
    case 'DATABASE': {
      const database = name === null ? catalog.database : catalog.server.database(splitMultipartName(name).at(-1) ?? '');
      return database && { catalog: inDatabase(catalog, database), on: ON_DATABASE };
    }
    default:
      return undefined;
  }
};

/** Of the server itself: what everybody may do is to connect and to see which databases there are. */
const hasServerPermission = ({ principal }: CatalogContext, permission: string): Value =>
  bit(principal.isSysadmin || permission === 'CONNECT SQL' || permission === 'VIEW ANY DATABASE' || permission === 'ANY');

const hasPermission = (catalog: CatalogContext, securable: Value, kind: Value, name: Value): Value => {
  const permission = String(name ?? '').toUpperCase();
  if (kind === null) return hasServerPermission(catalog, permission);
  const found = securableOf(catalog, securable === null ? null : String(securable), String(kind).toUpperCase());
  if (!found || (permission !== 'ANY' && !ALL_PERMISSIONS.has(permission))) return null;
  if (found === 'system')
    return bit(catalog.principal.isSysadmin || permission === 'SELECT' || permission === 'EXECUTE' || permission === 'ANY');
  const access = catalog.principal.accessTo(found.catalog.database);
  if (!access) return 0;
  const wanted = permission === 'ANY' ? permissionsOn(found.on.class, found.object) : [permission];
  return bit(wanted.some((p) => access.has(p, found.on)));
};

const value = (v: Value | undefined): Value => v ?? null;

const principalId = (name: string): MetadataFunction =>
  metadataFunction({
    name,
    type: intType,
    parameters: [sysnameType],
    minimum: 0,
    call: (catalog, of) => catalog.database.principal(of === undefined ? (userName(catalog) ?? '') : String(of))?.id ?? null,
  });

const role = (name: string, maximum: 1 | 2): MetadataFunction =>
  metadataFunction({
    name,
    type: intType,
    parameters: maximum === 1 ? [sysnameType] : [sysnameType, sysnameType],
    minimum: 1,
    call: (catalog, of, user) => isMember(catalog, value(of), user),
  });

export const principalFunctions: readonly MetadataFunction[] = [
  metadataFunction({
    name: 'HAS_PERMS_BY_NAME',
    type: intType,
    parameters: [nameType, nvarcharType(60), sysnameType, nameType, nvarcharType(60)],
    minimum: 3,
    isStrict: false,
    call: (catalog, securable, kind, permission) => hasPermission(catalog, value(securable), value(kind), value(permission)),
  }),
  metadataFunction({
    name: 'HAS_DBACCESS',
    type: intType,
    parameters: [sysnameType],
    call: ({ server, principal }, name) => {
      const database = server.database(String(name));
      return database ? bit(principal.accessTo(database) !== undefined) : null;
    },
  }),
  role('IS_MEMBER', 1),
  role('IS_ROLEMEMBER', 2),
  metadataFunction({
    name: 'IS_SRVROLEMEMBER',
    type: intType,
    parameters: [sysnameType, sysnameType],
    minimum: 1,
    call: (catalog, of, login) => isServerRoleMember(catalog, value(of), login),
  }),
  principalId('USER_ID'),
  principalId('DATABASE_PRINCIPAL_ID'),
  metadataFunction({
    name: 'USER_NAME',
    type: names,
    parameters: [intType],
    minimum: 0,
    call: (catalog, id) =>
      id === undefined ? userName(catalog) : ([...catalog.database.principals()].find((p) => p.id === id)?.name ?? null),
  }),
  metadataFunction({
    name: 'SUSER_ID',
    type: intType,
    parameters: [sysnameType],
    minimum: 0,
    call: ({ principal, server }, name) => {
      const login = name === undefined ? principal.name : String(name);
      return isSa(login) ? 1 : (server.logins.find(login)?.id ?? null);
    },
  }),
  metadataFunction({
    name: 'SUSER_NAME',
    type: names,
    parameters: [intType],
    minimum: 0,
    call: ({ principal, server }, id) =>
      id === undefined ? principal.name : id === 1 ? SA : (server.logins.byId(Number(id))?.name ?? null),
  }),
  metadataFunction({
    name: 'SUSER_SNAME',
    type: names,
    parameters: [varbinaryType(85)],
    minimum: 0,
    call: ({ principal, server }, sid) => {
      if (!(sid instanceof Uint8Array)) return principal.name;
      const hex = Buffer.from(sid).toString('hex');
      return hex === '01' ? SA : (server.logins.bySid(hex)?.name ?? null);
    },
  }),
  metadataFunction({
    name: 'SUSER_SID',
    type: varbinaryType(85),
    parameters: [sysnameType, intType],
    minimum: 0,
    call: ({ principal, server }, name) => {
      const login = name === undefined ? principal.name : String(name);
      if (isSa(login)) return SA_SID;
      const found = server.logins.find(login);
      return found ? sidOf(found) : null;
    },
  }),
];
