// The permissions that GRANT, DENY and REVOKE know, on which kinds of securables they stand, and which ones a wider permission
// brings along.

import type { Permission } from '../database-header.ts';
import type { SchemaObject } from '../model.ts';

type PermissionClass = Permission['class'];

const DATABASE: readonly string[] = [
  'ALTER',
  'ALTER ANY ROLE',
  'ALTER ANY SCHEMA',
  'ALTER ANY USER',
  'BACKUP DATABASE',
  'BACKUP LOG',
  'CHECKPOINT',
  'CONNECT',
  'CONTROL',
  'CREATE DEFAULT',
  'CREATE FUNCTION',
  'CREATE PROCEDURE',
  'CREATE ROLE',
  'CREATE RULE',
  'CREATE SCHEMA',
  'CREATE SYNONYM',
  'CREATE TABLE',
  'CREATE TYPE',
  'CREATE VIEW',
  'DELETE',
  'EXECUTE',
  'INSERT',
  'REFERENCES',
  'SELECT',
  'SHOWPLAN',
  'TAKE OWNERSHIP',
  'UPDATE',
  'VIEW DATABASE STATE',
  'VIEW DEFINITION',
];
const SCHEMA: readonly string[] = [
  'ALTER',
  'CONTROL',
  'CREATE SEQUENCE',
  'DELETE',
  'EXECUTE',
  'INSERT',
  'REFERENCES',
  'SELECT',
  'TAKE OWNERSHIP',
  'UPDATE',
  'VIEW CHANGE TRACKING',
  'VIEW DEFINITION',
];
const TYPE: readonly string[] = ['CONTROL', 'EXECUTE', 'REFERENCES', 'TAKE OWNERSHIP', 'VIEW DEFINITION'];
const ROWS: readonly string[] = [
  'ALTER',
  'CONTROL',
  'DELETE',
  'INSERT',
  'REFERENCES',
  'SELECT',
  'TAKE OWNERSHIP',
  'UPDATE',
  'VIEW CHANGE TRACKING',
  'VIEW DEFINITION',
];
const CODE: readonly string[] = ['ALTER', 'CONTROL', 'EXECUTE', 'REFERENCES', 'TAKE OWNERSHIP', 'VIEW DEFINITION'];
const SEQUENCE: readonly string[] = ['ALTER', 'CONTROL', 'REFERENCES', 'TAKE OWNERSHIP', 'UPDATE', 'VIEW DEFINITION'];

export const ALL_PERMISSIONS: ReadonlySet<string> = new Set([...DATABASE, ...SCHEMA, ...TYPE, ...ROWS, ...CODE, ...SEQUENCE]);

const objectPermissions = (object: SchemaObject | undefined): readonly string[] => {
  switch (object?.kind) {
    case 'procedure':
      return CODE;
    case 'function':
      return object.returnType ? CODE : ROWS;
    case 'sequence':
      return SEQUENCE;
    default:
      return ROWS;
  }
};

/** The permissions that can stand on a securable; `object` for those of class object. */
export const permissionsOn = (kind: PermissionClass, object?: SchemaObject): readonly string[] =>
  kind === 'database' ? DATABASE : kind === 'schema' ? SCHEMA : kind === 'type' ? TYPE : objectPermissions(object);

const ALL_OF_DATABASE: readonly string[] = [
  'BACKUP DATABASE',
  'BACKUP LOG',
  'CREATE DEFAULT',
  'CREATE FUNCTION',
  'CREATE PROCEDURE',
  'CREATE RULE',
  'CREATE TABLE',
  'CREATE VIEW',
];

/** What ALL stands for. */
export const allOf = (kind: PermissionClass, object?: SchemaObject): readonly string[] => {
  if (kind === 'database') return ALL_OF_DATABASE;
  const possible = permissionsOn(kind, object);
  return ['DELETE', 'EXECUTE', 'INSERT', 'REFERENCES', 'SELECT', 'UPDATE'].filter((p) => possible.includes(p));
};

/** A permission and those on the same securable that bring it along. */
export const coveredBy = (kind: PermissionClass, permission: string): readonly string[] => {
  if (permission === 'CONTROL') return ['CONTROL'];
  const wider = [permission, 'CONTROL'];
  if (kind === 'schema' && permission === 'CREATE SEQUENCE') wider.push('ALTER');
  if (kind !== 'database') return wider;
  if (permission.startsWith('CREATE ') || permission.startsWith('ALTER ANY ') || permission === 'CHECKPOINT') wider.push('ALTER');
  if (permission === 'CREATE SCHEMA') wider.push('ALTER ANY SCHEMA');
  if (permission === 'CREATE ROLE') wider.push('ALTER ANY ROLE');
  return wider;
};

/** The permissions on the database that bring one on its schemas, objects and types along. */
export const coveredByDatabase = (permission: string): readonly string[] => {
  switch (permission) {
    case 'CONTROL':
      return ['CONTROL'];
    // ALTER on the database is ALTER ANY SCHEMA.
    case 'ALTER':
    case 'CREATE SEQUENCE':
      return ['ALTER ANY SCHEMA', 'ALTER', 'CONTROL'];
    default:
      return [permission, 'CONTROL'];
  }
};

/** What members of the fixed roles may and may not do, as permissions on the database. */
export const FIXED_ROLE_PERMISSIONS: Readonly<Record<string, readonly (readonly ['GRANT' | 'DENY', string])[]>> = {
  db_owner: [['GRANT', 'CONTROL']],
  db_accessadmin: [
    ['GRANT', 'ALTER ANY USER'],
    ['GRANT', 'CREATE SCHEMA'],
  ],
  db_securityadmin: [
    ['GRANT', 'ALTER ANY ROLE'],
    ['GRANT', 'CREATE SCHEMA'],
    ['GRANT', 'VIEW DEFINITION'],
  ],
  db_ddladmin: [
    ['GRANT', 'ALTER ANY SCHEMA'],
    ['GRANT', 'CHECKPOINT'],
    ['GRANT', 'CREATE DEFAULT'],
    ['GRANT', 'CREATE FUNCTION'],
    ['GRANT', 'CREATE PROCEDURE'],
    ['GRANT', 'CREATE RULE'],
    ['GRANT', 'CREATE SCHEMA'],
    ['GRANT', 'CREATE SYNONYM'],
    ['GRANT', 'CREATE TABLE'],
    ['GRANT', 'CREATE TYPE'],
    ['GRANT', 'CREATE VIEW'],
    ['GRANT', 'REFERENCES'],
  ],
  db_backupoperator: [
    ['GRANT', 'BACKUP DATABASE'],
    ['GRANT', 'BACKUP LOG'],
    ['GRANT', 'CHECKPOINT'],
  ],
  db_datareader: [['GRANT', 'SELECT']],
  db_datawriter: [
    ['GRANT', 'INSERT'],
    ['GRANT', 'UPDATE'],
    ['GRANT', 'DELETE'],
  ],
  db_denydatareader: [['DENY', 'SELECT']],
  db_denydatawriter: [
    ['DENY', 'INSERT'],
    ['DENY', 'UPDATE'],
    ['DENY', 'DELETE'],
  ],
};
