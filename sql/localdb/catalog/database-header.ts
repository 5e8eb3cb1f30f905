// What a database has besides objects: options, schemas, principals, permissions and extended properties.

/** What sys.databases shows; most settings are kept and have no other effect. */
export interface DatabaseOptions {
  readonly compatibilityLevel: number;
  readonly recoveryModel: 'FULL' | 'BULK_LOGGED' | 'SIMPLE';
  readonly isReadCommittedSnapshotOn: boolean;
  readonly allowsSnapshotIsolation: boolean;
  readonly isReadOnly: boolean;
  readonly access: 'MULTI_USER' | 'SINGLE_USER' | 'RESTRICTED_USER';
  /** Other flags by their name in ALTER DATABASE SET, upper case: ANSI_NULLS ... to ON or OFF. */
  readonly flags: Readonly<Record<string, boolean>>;
}
export const defaultDatabaseOptions: DatabaseOptions = {
  compatibilityLevel: 160,
  recoveryModel: 'SIMPLE',
  isReadCommittedSnapshotOn: false,
  allowsSnapshotIsolation: false,
  isReadOnly: false,
  access: 'MULTI_USER',
  flags: {},
};

export interface Schema {
  readonly id: number;
  readonly name: string;
  readonly owner: string;
}

export interface Principal {
  /** principal_id. */
  readonly id: number;
  readonly name: string;
  readonly kind: 'user' | 'role';
  readonly defaultSchema?: string;
  readonly login?: string;
  /** The login's sid. */
  readonly sid?: string;
  readonly isFixed: boolean;
  /** Names of the roles that it is a member of. */
  readonly roles: readonly string[];
}

export interface Permission {
  readonly grantee: string;
  readonly state: 'GRANT' | 'DENY' | 'GRANT_WITH_GRANT_OPTION';
  /** SELECT, EXECUTE, ...: upper case. */
  readonly permission: string;
  readonly class: 'database' | 'object' | 'schema' | 'type';
  readonly majorId: number;
  readonly minorId: number;
}

export interface ExtendedProperty {
  readonly class: 'database' | 'object' | 'parameter' | 'schema' | 'index' | 'type';
  /** object_id, schema_id or user_type_id; 0 for the database. */
  readonly majorId: number;
  /** column_id, parameter_id or index_id; 0 for the object itself. */
  readonly minorId: number;
  readonly name: string;
  /** The text of the value; LocalDB keeps properties as nvarchar. */
  readonly value: string | null;
}

/** Permissions and properties are each found by what they are about. */
export const permissionKey = (p: Omit<Permission, 'state'>): string =>
  `${p.grantee.toLowerCase()}/${p.permission}/${p.class}/${p.majorId}/${p.minorId}`;
export const propertyKey = (p: Omit<ExtendedProperty, 'value'>): string => `${p.class}/${p.majorId}/${p.minorId}/${p.name.toLowerCase()}`;

/** The header as it is stored: parts that every database has are left out. */
export interface DatabaseHeader {
  readonly options: DatabaseOptions;
  readonly schemas: readonly Schema[];
  readonly principals: readonly Principal[];
  readonly permissions: readonly Permission[];
  readonly properties: readonly ExtendedProperty[];
}

const FIXED_ROLES: readonly (readonly [number, string])[] = [
  [16384, 'db_owner'],
  [16385, 'db_accessadmin'],
  [16386, 'db_securityadmin'],
  [16387, 'db_ddladmin'],
  [16389, 'db_backupoperator'],
  [16390, 'db_datareader'],
  [16391, 'db_datawriter'],
  [16392, 'db_denydatareader'],
  [16393, 'db_denydatawriter'],
];

/** Schemas that every database has. */
export const fixedSchemas: readonly Schema[] = [
  { id: 1, name: 'dbo', owner: 'dbo' },
  { id: 2, name: 'guest', owner: 'guest' },
  { id: 3, name: 'INFORMATION_SCHEMA', owner: 'INFORMATION_SCHEMA' },
  { id: 4, name: 'sys', owner: 'sys' },
  ...FIXED_ROLES.map(([id, name]) => ({ id, name, owner: name })),
];

const user = (id: number, name: string, defaultSchema?: string, login?: string): Principal => ({
  id,
  name,
  kind: 'user',
  defaultSchema,
  login,
  isFixed: true,
  roles: name === 'dbo' ? ['db_owner'] : [],
});

/** Principals that every database has. */
export const fixedPrincipals: readonly Principal[] = [
  { id: 0, name: 'public', kind: 'role', isFixed: false, roles: [] },
  user(1, 'dbo', 'dbo', 'sa'),
  user(2, 'guest', 'guest'),
  user(3, 'INFORMATION_SCHEMA'),
  user(4, 'sys'),
  ...FIXED_ROLES.map(([id, name]): Principal => ({ id, name, kind: 'role', isFixed: true, roles: [] })),
];
