// What one user may do in one database: its roles, and the permissions of the user and of all its roles put together. DENY wins
// over GRANT, on the securable itself or on what it is part of. It is good for one version of the database (`Database.version`).

import type { Database } from '../database.ts';
import type { Permission, Principal } from '../database-header.ts';
import type { SchemaObject, UserType } from '../model.ts';
import { coveredBy, coveredByDatabase, FIXED_ROLE_PERMISSIONS } from './permission-names.ts';

export type Securable =
  | { readonly class: 'database' }
  | { readonly class: 'schema'; readonly schema: string }
  | { readonly class: 'object'; readonly object: SchemaObject }
  | { readonly class: 'type'; readonly type: UserType };

export const ON_DATABASE: Securable = { class: 'database' };

const key = (kind: Permission['class'], majorId: number, permission: string): string => `${kind}/${majorId}/${permission}`;

export class DatabaseAccess {
  readonly database: Database;
  /** Database.version. */
  readonly version: number;
  readonly user: Principal;
  /** dbo itself, whom nothing is checked for. */
  readonly isOwner: boolean;
  /** Lower-case names: the user's own, those of its roles and their roles, and public. */
  readonly names: ReadonlySet<string>;
  readonly #states = new Map<string, Permission['state']>();

  constructor(database: Database, user: Principal) {
    this.database = database;
    this.version = database.version;
    this.user = user;
    this.isOwner = user.name === 'dbo';
    this.names = namesOf(database, user);
    for (const name of this.names)
      for (const [state, permission] of FIXED_ROLE_PERMISSIONS[name] ?? []) this.#add(state, 'database', 0, permission);
    for (const schema of database.schemas())
      if (this.names.has(schema.owner.toLowerCase())) this.#add('GRANT', 'schema', schema.id, 'CONTROL');
    for (const p of database.permissions())
      if (this.names.has(p.grantee.toLowerCase())) this.#add(p.state, p.class, p.majorId, p.permission);
  }

  /** Whether the permission is held on the securable. */
  has(permission: string, on: Securable): boolean {
    if (this.isOwner) return true;
    let isGranted = false;
    for (const entry of keysOf(permission, on, this.database)) {
      const state = this.#states.get(entry);
      if (state === 'DENY') return false;
      if (state !== undefined) isGranted = true;
    }
    return isGranted;
  }

  /** Whether a permission on the database is denied. */
  isDenied(permission: string): boolean {
    return !this.isOwner && coveredBy('database', permission).some((p) => this.#states.get(key('database', 0, p)) === 'DENY');
  }

  /** Whether the permission may be given to others. */
  canGrant(permission: string, on: Securable): boolean {
    if (this.isOwner || this.names.has('db_securityadmin') || this.has('CONTROL', on)) return true;
    return this.has(permission, on) && [...keysOf(permission, on, this.database)].some((k) => this.#states.get(k) === WITH_GRANT);
  }

  isMember(role: string): boolean {
    return this.names.has(role.toLowerCase());
  }

  #add(state: Permission['state'], kind: Permission['class'], majorId: number, permission: string): void {
    const at = key(kind, majorId, permission);
    const known = this.#states.get(at);
    if (known !== 'DENY' && (known === undefined || state !== 'GRANT')) this.#states.set(at, state);
  }
}
const WITH_GRANT: Permission['state'] = 'GRANT_WITH_GRANT_OPTION';

/** The entries that decide about a permission on a securable: its own, those of its schema and of the database. */
function* keysOf(permission: string, on: Securable, database: Database): Generator<string> {
  if (on.class === 'database') {
    for (const p of coveredBy('database', permission)) yield key('database', 0, p);
    return;
  }
  const schema = on.class === 'schema' ? on.schema : on.class === 'object' ? on.object.schema : on.type.schema;
  if (on.class !== 'schema') {
    const id = on.class === 'object' ? on.object.id : on.type.userTypeId;
    for (const p of coveredBy(on.class, permission)) yield key(on.class, id, p);
  }
  const schemaId = database.schema(schema)?.id ?? 0;
  for (const p of coveredBy('schema', permission)) yield key('schema', schemaId, p);
  for (const p of coveredByDatabase(permission)) yield key('database', 0, p);
}

const namesOf = (database: Database, user: Principal): ReadonlySet<string> => {
  const names = new Set(['public']);
  const add = (principal: Principal | undefined): void => {
    const name = principal?.name.toLowerCase();
    if (!principal || name === undefined || names.has(name)) return;
    names.add(name);
    for (const role of principal.roles) add(database.principal(role));
  };
  add(user);
  return names;
};

/** The owner of a schema, and so of all that is in it. */
export const ownerOf = (database: Database, schema: string): string => database.schema(schema)?.owner.toLowerCase() ?? 'dbo';
