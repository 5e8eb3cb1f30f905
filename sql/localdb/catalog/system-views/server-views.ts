// Principals and permissions, configuration, messages.

import { MESSAGE_CATALOG } from './message-catalog.ts';
import type { Value } from '../../types/sql-type.ts';
import {
  bigintType,
  bitType,
  charType,
  datetimeType,
  intType,
  nvarcharType,
  smallintType,
  sysnameType,
  tinyintType,
  varbinaryType,
  variantType,
  VariantValue,
} from '../../types/sql-type.ts';
import { ticksToDatetime } from '../catalog-clock.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { SA_SID, sidOf } from '../metadata/principal-functions.ts';
import type { Login } from '../security/logins.ts';
import type { SystemView } from './system-view.ts';
import { systemView } from './system-view.ts';

const desc = nvarcharType(60);
const bit = (value: boolean): number => (value ? 1 : 0);

const principalRow = ({ database }: CatalogContext): Iterable<Value[]> => {
  const now = ticksToDatetime(database.created);
  return [...database.principals()].map((p) => [
    p.name,
    p.id,
    p.kind === 'role' ? 'R' : 'S',
    p.kind === 'role' ? 'DATABASE_ROLE' : 'SQL_USER',
    p.defaultSchema ?? null,
    now,
    now,
    p.kind === 'role' ? 1 : null,
    p.name === 'dbo' ? SA_SID : p.sid === undefined ? null : sidOf({ sid: p.sid }),
    bit(p.isFixed && p.kind === 'role'),
    p.login ? 1 : 0,
    p.login ? 'INSTANCE' : 'NONE',
    null,
    null,
    0,
  ]);
};

const FIXED_PRINCIPALS: readonly (readonly [string, number, string, string])[] = [
  ['sa', 1, 'S', 'SQL_LOGIN'],
  ['public', 2, 'R', 'SERVER_ROLE'],
  ['sysadmin', 3, 'R', 'SERVER_ROLE'],
  ['securityadmin', 4, 'R', 'SERVER_ROLE'],
  ['serveradmin', 5, 'R', 'SERVER_ROLE'],
  ['setupadmin', 6, 'R', 'SERVER_ROLE'],
  ['processadmin', 7, 'R', 'SERVER_ROLE'],
  ['diskadmin', 8, 'R', 'SERVER_ROLE'],
  ['dbcreator', 9, 'R', 'SERVER_ROLE'],
  ['bulkadmin', 10, 'R', 'SERVER_ROLE'],
];

/** Other people's logins are for administrators to see. */
const visibleLogins = ({ principal, server }: CatalogContext): readonly Login[] =>
  server.logins.all().filter((l) => principal.isSysadmin || l.id === principal.login?.id);

const PERMISSION_TYPES: Readonly<Record<string, string>> = {
  SELECT: 'SL',
  INSERT: 'IN',
  UPDATE: 'UP',
  DELETE: 'DL',
  EXECUTE: 'EX',
  REFERENCES: 'RF',
  CONTROL: 'CL',
  ALTER: 'AL',
  CONNECT: 'CO',
  'VIEW DEFINITION': 'VW',
};
const PERMISSION_CLASSES = {
  database: [0, 'DATABASE'],
  object: [1, 'OBJECT_OR_COLUMN'],
  schema: [3, 'SCHEMA'],
  type: [6, 'TYPE'],
} as const;

const CONFIGURATIONS: readonly (readonly [number, string, number, number, number, string, boolean])[] = [
  [101, 'recovery interval (min)', 0, 0, 32767, 'Maximum recovery interval in minutes', true],
  [102, 'allow updates', 0, 0, 1, 'Allow updates to system tables', false],
  [103, 'user connections', 0, 0, 32767, 'Number of user connections allowed', true],
  [115, 'nested triggers', 1, 0, 1, 'Allow triggers to be invoked within triggers', false],
  [116, 'server trigger recursion', 1, 0, 1, 'Allow recursion for server level triggers', false],
  [124, 'default language', 0, 0, 9999, 'default language', false],
  [503, 'max worker threads', 0, 128, 65535, 'Maximum worker threads', true],
  [518, 'show advanced options', 0, 0, 1, 'show advanced options', false],
  [1126, 'default full-text language', 1033, 0, 2147483647, 'default full-text language', true],
  [1127, 'two digit year cutoff', 2049, 1753, 9999, 'two digit year cutoff', true],
  [1534, 'user options', 0, 0, 32767, 'user options', false],
  [1538, 'cost threshold for parallelism', 5, 0, 32767, 'cost threshold for parallelism', true],
  [1539, 'max degree of parallelism', 1, 0, 32767, 'maximum degree of parallelism', true],
  [1544, 'max server memory (MB)', 2147483647, 128, 2147483647, 'Maximum size of server memory (MB)', true],
  [16390, 'xp_cmdshell', 0, 0, 1, 'Enable or disable command shell', true],
  [16391, 'Ad Hoc Distributed Queries', 0, 0, 1, 'Enable or disable Ad Hoc Distributed Queries', true],
];

export const serverViews: readonly SystemView[] = [
  systemView(
    'sys',
    'database_principals',
    [
      ['name', sysnameType],
      ['principal_id', intType],
      ['type', charType(1)],
      ['type_desc?', desc],
      ['default_schema_name?', sysnameType],
      ['create_date', datetimeType],
      ['modify_date', datetimeType],
      ['owning_principal_id?', intType],
      ['sid?', varbinaryType(85)],
      ['is_fixed_role', bitType],
      ['authentication_type', intType],
      ['authentication_type_desc?', desc],
      ['default_language_name?', sysnameType],
      ['default_language_lcid?', intType],
      ['allow_encrypted_value_modifications', bitType],
    ],
    principalRow,
  ),
  systemView(
    'sys',
    'server_principals',
    [
      ['name', sysnameType],
      ['principal_id', intType],
      ['sid?', varbinaryType(85)],
      ['type', charType(1)],
      ['type_desc?', desc],
      ['is_disabled?', bitType],
      ['create_date', datetimeType],
      ['modify_date', datetimeType],
      ['default_database_name?', sysnameType],
      ['default_language_name?', sysnameType],
      ['credential_id?', intType],
      ['owning_principal_id?', intType],
      ['is_fixed_role', bitType],
    ],
    function* (context) {
      const created = ticksToDatetime(context.server.databaseById(1)?.created ?? 0);
      for (const [name, id, type, typeDesc] of FIXED_PRINCIPALS) {
        const isLogin = type === 'S';
        yield [
          name,
          id,
          Uint8Array.of(id),
          type,
          typeDesc,
          0,
          created,
          created,
          isLogin ? 'master' : null,
          isLogin ? 'us_english' : null,
          null,
          isLogin ? null : 1,
          bit(!isLogin && id > 2),
        ];
      }
      for (const l of visibleLogins(context))
        yield [
          l.name,
          l.id,
          sidOf(l),
          'S',
          'SQL_LOGIN',
          bit(l.isDisabled),
          ticksToDatetime(l.created),
          ticksToDatetime(l.modified),
          l.defaultDatabase,
          'us_english',
          null,
          null,
          0,
        ];
    },
  ),
  systemView(
    'sys',
    'sql_logins',
    [
      ['name', sysnameType],
      ['principal_id', intType],
      ['sid?', varbinaryType(85)],
      ['type', charType(1)],
      ['type_desc?', desc],
      ['is_disabled?', bitType],
      ['create_date', datetimeType],
      ['modify_date', datetimeType],
      ['default_database_name?', sysnameType],
      ['default_language_name?', sysnameType],
      ['is_policy_checked?', bitType],
      ['is_expiration_checked?', bitType],
      // Never shown: the hashes are not SQL Server's, so nobody could use them elsewhere.
      ['password_hash?', varbinaryType(256)],
    ],
    (context) => {
      const created = ticksToDatetime(context.server.databaseById(1)?.created ?? 0);
      const rest = (database: string): Value[] => [database, 'us_english', 0, 0, null];
      return [
        ['sa', 1, SA_SID, 'S', 'SQL_LOGIN', 0, created, created, ...rest('master')],
        ...visibleLogins(context).map((l) => [
          l.name,
          l.id,
          sidOf(l),
          'S',
          'SQL_LOGIN',
          bit(l.isDisabled),
          ticksToDatetime(l.created),
          ticksToDatetime(l.modified),
          ...rest(l.defaultDatabase),
        ]),
      ];
    },
  ),
  systemView(
    'sys',
    'server_role_members',
    [
      ['role_principal_id', intType],
      ['member_principal_id', intType],
    ],
    (context) => [[3, 1], ...visibleLogins(context).flatMap((l) => (l.isSysadmin ? [[3, l.id]] : []))],
  ),
  systemView(
    'sys',
    'database_role_members',
    [
      ['role_principal_id', intType],
      ['member_principal_id', intType],
    ],
    function* ({ database }) {
      for (const member of database.principals()) {
        for (const role of member.roles) yield [database.principal(role)?.id ?? 0, member.id];
      }
    },
  ),
  systemView(
    'sys',
    'database_permissions',
    [
      ['class', tinyintType],
      ['class_desc?', desc],
      ['major_id', intType],
      ['minor_id', intType],
      ['grantee_principal_id', intType],
      ['grantor_principal_id', intType],
      ['type', charType(4)],
      ['permission_name?', nvarcharType(128)],
      ['state', charType(1)],
      ['state_desc?', desc],
    ],
    function* ({ database }) {
      yield [0, 'DATABASE', 0, 0, 1, 1, 'CO  ', 'CONNECT', 'G', 'GRANT'];
      for (const p of database.permissions()) {
        const type = (PERMISSION_TYPES[p.permission] ?? p.permission.slice(0, 4)).padEnd(4);
        const state = p.state === 'GRANT_WITH_GRANT_OPTION' ? 'W' : p.state.charAt(0);
        yield [
          ...PERMISSION_CLASSES[p.class],
          p.majorId,
          p.minorId,
          database.principal(p.grantee)?.id ?? 0,
          1,
          type,
          p.permission,
          state,
          p.state,
        ];
      }
    },
  ),
  systemView(
    'sys',
    'configurations',
    [
      ['configuration_id', intType],
      ['name', nvarcharType(35)],
      ['value?', variantType],
      ['minimum?', variantType],
      ['maximum?', variantType],
      ['value_in_use?', variantType],
      ['description', nvarcharType(255)],
      ['is_dynamic', bitType],
      ['is_advanced', bitType],
    ],
    function* () {
      const int = (value: number): Value => new VariantValue(intType, value);
      for (const [id, name, value, minimum, maximum, description, isAdvanced] of CONFIGURATIONS) {
        yield [id, name, int(value), int(minimum), int(maximum), int(value), description, 1, bit(isAdvanced)];
      }
    },
  ),
  systemView(
    'sys',
    'messages',
    [
      ['message_id', intType],
      ['language_id', smallintType],
      ['severity?', tinyintType],
      ['is_event_logged', bitType],
      ['text', nvarcharType(2048)],
    ],
    function* ({ running }) {
      for (const [number, severity, text] of MESSAGE_CATALOG) yield [number, 1033, severity, 0, text];
      for (const { number, severity, isLogged, text } of running.userMessages()) yield [number, 1033, severity, bit(isLogged), text];
    },
  ),
  systemView(
    'sys',
    'servers',
    [
      ['server_id', intType],
      ['name', sysnameType],
      ['product', sysnameType],
      ['provider', sysnameType],
      ['is_linked', bitType],
    ],
    ({ running }) => [[0, running.serverName, 'SQL Server', 'SQLNCLI', 0]],
  ),
  systemView(
    'sys',
    'syslanguages',
    [
      ['langid', smallintType],
      ['dateformat', charType(3)],
      ['datefirst', tinyintType],
      ['upgrade?', intType],
      ['name', sysnameType],
      ['alias', sysnameType],
      ['lcid', intType],
      ['msglangid', smallintType],
    ],
    () => [[0, 'mdy', 7, 0, 'us_english', 'English', 1033, 1033]],
    true,
  ),
  systemView(
    'sys',
    'dm_os_sys_info',
    [
      ['cpu_count', intType],
      ['sqlserver_start_time', datetimeType],
      ['physical_memory_kb', bigintType],
    ],
    ({ running }) => [[2, ticksToDatetime(running.startTime), 8_388_608]],
  ),
];
