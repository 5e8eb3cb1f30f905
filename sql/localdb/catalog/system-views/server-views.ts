// Databases, principals and permissions, configuration, messages and time zones.

import { MESSAGE_CATALOG } from './message-catalog.ts';
import { bigintType, bitType, charType, datetimeType, intType, nvarcharType, smallintType, sysnameType, tinyintType, uniqueidentifierType, varbinaryType, variantType, VariantValue, type Value } from '../../types/sql-type.ts';
import { ticksToDatetime } from '../catalog-clock.ts';
import type { CatalogContext } from '../catalog-context.ts';
import type { Database } from '../database.ts';
import { systemView, type ColumnSpec, type SystemView } from './system-view.ts';

const desc = nvarcharType(60);
const bit = (value: boolean): number => (value ? 1 : 0);

/** The sid of `sa`. */
const SA_SID = Uint8Array.of(1);

type DatabaseColumn = readonly [spec: ColumnSpec, value: (database: Database) => Value];
const flag = (name: string, initial: boolean): ((database: Database) => Value) => ({ options }) => bit(options.flags[name] ?? initial);
const fixed = (value: Value): (() => Value) => () => value;
const bitColumn = (name: string, value: (database: Database) => Value): DatabaseColumn => [[name, bitType], value];

const ACCESS = { MULTI_USER: 0, SINGLE_USER: 1, RESTRICTED_USER: 2 } as const;
const RECOVERY = { FULL: 1, BULK_LOGGED: 2, SIMPLE: 3 } as const;

const DATABASE_COLUMNS: readonly DatabaseColumn[] = [
  [['name', sysnameType], (d) => d.name],
  [['database_id', intType], (d) => d.id],
  [['source_database_id?', intType], fixed(null)],
  [['owner_sid?', varbinaryType(85)], fixed(SA_SID)],
  [['create_date', datetimeType], (d) => ticksToDatetime(d.created)],
  [['compatibility_level', tinyintType], (d) => d.options.compatibilityLevel],
  [['collation_name?', sysnameType], (d) => d.collation],
  [['user_access?', tinyintType], (d) => ACCESS[d.options.access]],
  [['user_access_desc?', desc], (d) => d.options.access],
  [['is_read_only?', bitType], (d) => bit(d.options.isReadOnly)],
  bitColumn('is_auto_close_on', flag('AUTO_CLOSE', false)),
  bitColumn('is_auto_shrink_on?', flag('AUTO_SHRINK', false)),
  [['state?', tinyintType], fixed(0)],
  [['state_desc?', desc], fixed('ONLINE')],
  bitColumn('is_in_standby?', fixed(0)),
  bitColumn('is_cleanly_shutdown?', fixed(0)),
  bitColumn('is_supplemental_logging_enabled?', fixed(0)),
  [['snapshot_isolation_state?', tinyintType], (d) => bit(d.options.allowsSnapshotIsolation)],
  [['snapshot_isolation_state_desc?', desc], (d) => (d.options.allowsSnapshotIsolation ? 'ON' : 'OFF')],
  bitColumn('is_read_committed_snapshot_on?', (d) => bit(d.options.isReadCommittedSnapshotOn)),
  [['recovery_model?', tinyintType], (d) => RECOVERY[d.options.recoveryModel]],
  [['recovery_model_desc?', desc], (d) => d.options.recoveryModel],
  [['page_verify_option?', tinyintType], fixed(2)],
  [['page_verify_option_desc?', desc], fixed('CHECKSUM')],
  bitColumn('is_auto_create_stats_on?', flag('AUTO_CREATE_STATISTICS', true)),
  bitColumn('is_auto_create_stats_incremental_on?', fixed(0)),
  bitColumn('is_auto_update_stats_on?', flag('AUTO_UPDATE_STATISTICS', true)),
  bitColumn('is_auto_update_stats_async_on?', flag('AUTO_UPDATE_STATISTICS_ASYNC', false)),
  bitColumn('is_ansi_null_default_on?', flag('ANSI_NULL_DEFAULT', false)),
  bitColumn('is_ansi_nulls_on?', flag('ANSI_NULLS', false)),
  bitColumn('is_ansi_padding_on?', flag('ANSI_PADDING', false)),
  bitColumn('is_ansi_warnings_on?', flag('ANSI_WARNINGS', false)),
  bitColumn('is_arithabort_on?', flag('ARITHABORT', false)),
  bitColumn('is_concat_null_yields_null_on?', flag('CONCAT_NULL_YIELDS_NULL', false)),
  bitColumn('is_numeric_roundabort_on?', flag('NUMERIC_ROUNDABORT', false)),
  bitColumn('is_quoted_identifier_on?', flag('QUOTED_IDENTIFIER', false)),
  bitColumn('is_recursive_triggers_on?', flag('RECURSIVE_TRIGGERS', false)),
  bitColumn('is_cursor_close_on_commit_on?', flag('CURSOR_CLOSE_ON_COMMIT', false)),
  bitColumn('is_local_cursor_default?', fixed(0)),
  bitColumn('is_fulltext_enabled?', fixed(0)),
  bitColumn('is_trustworthy_on?', flag('TRUSTWORTHY', false)),
  bitColumn('is_db_chaining_on?', flag('DB_CHAINING', false)),
  bitColumn('is_parameterization_forced?', fixed(0)),
  bitColumn('is_master_key_encrypted_by_server', fixed(0)),
  bitColumn('is_query_store_on?', flag('QUERY_STORE', false)),
  bitColumn('is_published', fixed(0)),
  bitColumn('is_subscribed', fixed(0)),
  bitColumn('is_merge_published', fixed(0)),
  bitColumn('is_distributor', fixed(0)),
  bitColumn('is_sync_with_backup', fixed(0)),
  [['service_broker_guid', uniqueidentifierType], fixed('00000000-0000-0000-0000-000000000000')],
  bitColumn('is_broker_enabled', fixed(0)),
  [['log_reuse_wait?', tinyintType], fixed(0)],
  [['log_reuse_wait_desc?', desc], fixed('NOTHING')],
  bitColumn('is_date_correlation_on', fixed(0)),
  bitColumn('is_cdc_enabled', fixed(0)),
  bitColumn('is_encrypted?', fixed(0)),
  bitColumn('is_honor_broker_priority_on?', fixed(0)),
  [['replica_id?', uniqueidentifierType], fixed(null)],
  [['group_database_id?', uniqueidentifierType], fixed(null)],
  [['resource_pool_id?', intType], fixed(null)],
  [['default_language_lcid?', smallintType], fixed(null)],
  [['default_language_name?', nvarcharType(128)], fixed(null)],
  [['default_fulltext_language_lcid?', intType], fixed(null)],
  [['default_fulltext_language_name?', nvarcharType(128)], fixed(null)],
  bitColumn('is_nested_triggers_on?', fixed(null)),
  bitColumn('is_transform_noise_words_on?', fixed(null)),
  [['two_digit_year_cutoff?', smallintType], fixed(null)],
  [['containment?', tinyintType], fixed(0)],
  [['containment_desc?', desc], fixed('NONE')],
  [['target_recovery_time_in_seconds?', intType], fixed(60)],
  [['delayed_durability?', intType], fixed(0)],
  [['delayed_durability_desc?', desc], fixed('DISABLED')],
  bitColumn('is_memory_optimized_elevate_to_snapshot_on?', fixed(0)),
  bitColumn('is_federation_member?', fixed(0)),
  bitColumn('is_remote_data_archive_enabled?', fixed(0)),
  bitColumn('is_mixed_page_allocation_on?', fixed(0)),
  bitColumn('is_temporal_history_retention_enabled?', fixed(1)),
  [['catalog_collation_type', intType], fixed(0)],
  [['catalog_collation_type_desc?', desc], fixed('DATABASE_DEFAULT')],
  [['physical_database_name?', nvarcharType(128)], (d) => d.name],
  bitColumn('is_result_set_caching_on?', fixed(0)),
  bitColumn('is_accelerated_database_recovery_on?', fixed(0)),
];

const databaseFiles = (columns: readonly ColumnSpec[], name: string, all: boolean): SystemView =>
  systemView('sys', name, columns, function* (context) {
    for (const d of all ? context.server.databases() : [context.database]) {
      const files: readonly (readonly [number, number, string, string, string])[] = [[1, 0, 'ROWS', d.name, `${d.name}.mdf`], [2, 1, 'LOG', `${d.name}_log`, `${d.name}_log.ldf`]];
      for (const [id, type, typeDesc, logical, physical] of files) {
        const row: Value[] = [id, type, typeDesc, type === 0 ? 1 : 0, logical, physical, 0, 'ONLINE', 1024, -1, 8192, 0, 0];
        yield all ? [d.id, ...row] : row;
      }
    }
  });
const FILE_COLUMNS: readonly ColumnSpec[] = [
  ['file_id', intType], ['type', tinyintType], ['type_desc?', desc], ['data_space_id', intType], ['name', sysnameType], ['physical_name?', nvarcharType(260)], ['state?', tinyintType],
  ['state_desc?', desc], ['size', intType], ['max_size', intType], ['growth', intType], ['is_percent_growth', bitType], ['is_read_only', bitType],
];

const principalRow = ({ database }: CatalogContext): Iterable<Value[]> => {
  const now = ticksToDatetime(database.created);
  return [...database.principals()].map((p) => [
    p.name, p.id, p.kind === 'role' ? 'R' : 'S', p.kind === 'role' ? 'DATABASE_ROLE' : 'SQL_USER', p.defaultSchema ?? null, now, now, p.kind === 'role' ? 1 : null,
    p.name === 'dbo' ? SA_SID : null, bit(p.isFixed && p.kind === 'role'), p.login ? 1 : 0, p.login ? 'INSTANCE' : 'NONE', null, null, 0,
  ]);
};

const LOGINS: readonly (readonly [string, number, string, string])[] = [
  ['sa', 1, 'S', 'SQL_LOGIN'], ['public', 2, 'R', 'SERVER_ROLE'], ['sysadmin', 3, 'R', 'SERVER_ROLE'], ['securityadmin', 4, 'R', 'SERVER_ROLE'], ['serveradmin', 5, 'R', 'SERVER_ROLE'],
  ['setupadmin', 6, 'R', 'SERVER_ROLE'], ['processadmin', 7, 'R', 'SERVER_ROLE'], ['diskadmin', 8, 'R', 'SERVER_ROLE'], ['dbcreator', 9, 'R', 'SERVER_ROLE'], ['bulkadmin', 10, 'R', 'SERVER_ROLE'],
];

const PERMISSION_TYPES: Readonly<Record<string, string>> = {
  SELECT: 'SL', INSERT: 'IN', UPDATE: 'UP', DELETE: 'DL', EXECUTE: 'EX', REFERENCES: 'RF', CONTROL: 'CL', ALTER: 'AL', CONNECT: 'CO', 'VIEW DEFINITION': 'VW',
};
const PERMISSION_CLASSES = { database: [0, 'DATABASE'], object: [1, 'OBJECT_OR_COLUMN'], schema: [3, 'SCHEMA'], type: [6, 'TYPE'] } as const;

const CONFIGURATIONS: readonly (readonly [number, string, number, number, number, string, boolean])[] = [
  [101, 'recovery interval (min)', 0, 0, 32767, 'Maximum recovery interval in minutes', true], [102, 'allow updates', 0, 0, 1, 'Allow updates to system tables', false],
  [103, 'user connections', 0, 0, 32767, 'Number of user connections allowed', true], [115, 'nested triggers', 1, 0, 1, 'Allow triggers to be invoked within triggers', false],
  [116, 'server trigger recursion', 1, 0, 1, 'Allow recursion for server level triggers', false], [124, 'default language', 0, 0, 9999, 'default language', false],
  [503, 'max worker threads', 0, 128, 65535, 'Maximum worker threads', true], [518, 'show advanced options', 0, 0, 1, 'show advanced options', false],
  [1126, 'default full-text language', 1033, 0, 2147483647, 'default full-text language', true], [1127, 'two digit year cutoff', 2049, 1753, 9999, 'two digit year cutoff', true],
  [1534, 'user options', 0, 0, 32767, 'user options', false], [1538, 'cost threshold for parallelism', 5, 0, 32767, 'cost threshold for parallelism', true],
  [1539, 'max degree of parallelism', 1, 0, 32767, 'maximum degree of parallelism', true], [1544, 'max server memory (MB)', 2147483647, 128, 2147483647, 'Maximum size of server memory (MB)', true],
  [16390, 'xp_cmdshell', 0, 0, 1, 'Enable or disable command shell', true], [16391, 'Ad Hoc Distributed Queries', 0, 0, 1, 'Enable or disable Ad Hoc Distributed Queries', true],
];

export const serverViews: readonly SystemView[] = [
  systemView('sys', 'databases', DATABASE_COLUMNS.map(([spec]) => spec), function* ({ server }) {
    for (const database of server.databases()) yield DATABASE_COLUMNS.map(([, value]) => value(database));
  }),
  databaseFiles(FILE_COLUMNS, 'database_files', false),
  databaseFiles([['database_id', intType], ...FILE_COLUMNS], 'master_files', true),
  systemView('sys', 'filegroups', [
    ['name', sysnameType], ['data_space_id', intType], ['type', charType(2)], ['type_desc?', desc], ['is_default?', bitType], ['is_system?', bitType],
    ['filegroup_guid?', uniqueidentifierType], ['log_filegroup_id?', intType], ['is_read_only?', bitType], ['is_autogrow_all_files?', bitType],
  ], () => [['PRIMARY', 1, 'FG', 'ROWS_FILEGROUP', 1, 0, null, null, 0, 0]]),
  systemView('sys', 'data_spaces', [['name', sysnameType], ['data_space_id', intType], ['type', charType(2)], ['type_desc?', desc], ['is_default?', bitType], ['is_system?', bitType]],
    () => [['PRIMARY', 1, 'FG', 'ROWS_FILEGROUP', 1, 0]]),
  systemView('sys', 'database_principals', [
    ['name', sysnameType], ['principal_id', intType], ['type', charType(1)], ['type_desc?', desc], ['default_schema_name?', sysnameType], ['create_date', datetimeType],
    ['modify_date', datetimeType], ['owning_principal_id?', intType], ['sid?', varbinaryType(85)], ['is_fixed_role', bitType], ['authentication_type', intType],
    ['authentication_type_desc?', desc], ['default_language_name?', sysnameType], ['default_language_lcid?', intType], ['allow_encrypted_value_modifications', bitType],
  ], principalRow),
  systemView('sys', 'server_principals', [
    ['name', sysnameType], ['principal_id', intType], ['sid?', varbinaryType(85)], ['type', charType(1)], ['type_desc?', desc], ['is_disabled?', bitType], ['create_date', datetimeType],
    ['modify_date', datetimeType], ['default_database_name?', sysnameType], ['default_language_name?', sysnameType], ['credential_id?', intType], ['owning_principal_id?', intType], ['is_fixed_role', bitType],
  ], function* ({ server }) {
    const created = ticksToDatetime(server.databaseById(1)?.created ?? 0);
    for (const [name, id, type, typeDesc] of LOGINS) {
      const isLogin = type === 'S';
      yield [name, id, Uint8Array.of(id), type, typeDesc, 0, created, created, isLogin ? 'master' : null, isLogin ? 'us_english' : null, null, isLogin ? null : 1, bit(!isLogin && id > 2)];
    }
  }),
  systemView('sys', 'sql_logins', [['name', sysnameType], ['principal_id', intType], ['sid?', varbinaryType(85)], ['type', charType(1)], ['type_desc?', desc], ['is_disabled?', bitType], ['default_database_name?', sysnameType]],
    () => [['sa', 1, SA_SID, 'S', 'SQL_LOGIN', 0, 'master']]),
  systemView('sys', 'server_role_members', [['role_principal_id', intType], ['member_principal_id', intType]], () => [[3, 1]]),
  systemView('sys', 'database_role_members', [['role_principal_id', intType], ['member_principal_id', intType]], function* ({ database }) {
    for (const member of database.principals()) {
      for (const role of member.roles) yield [database.principal(role)?.id ?? 0, member.id];
    }
  }),
  systemView('sys', 'database_permissions', [
    ['class', tinyintType], ['class_desc?', desc], ['major_id', intType], ['minor_id', intType], ['grantee_principal_id', intType], ['grantor_principal_id', intType],
    ['type', charType(4)], ['permission_name?', nvarcharType(128)], ['state', charType(1)], ['state_desc?', desc],
  ], function* ({ database }) {
    yield [0, 'DATABASE', 0, 0, 1, 1, 'CO  ', 'CONNECT', 'G', 'GRANT'];
    for (const p of database.permissions()) {
      const type = (PERMISSION_TYPES[p.permission] ?? p.permission.slice(0, 4)).padEnd(4);
      const state = p.state === 'GRANT_WITH_GRANT_OPTION' ? 'W' : p.state.charAt(0);
      yield [...PERMISSION_CLASSES[p.class], p.majorId, p.minorId, database.principal(p.grantee)?.id ?? 0, 1, type, p.permission, state, p.state];
    }
  }),
  systemView('sys', 'configurations', [
    ['configuration_id', intType], ['name', nvarcharType(35)], ['value?', variantType], ['minimum?', variantType], ['maximum?', variantType], ['value_in_use?', variantType],
    ['description', nvarcharType(255)], ['is_dynamic', bitType], ['is_advanced', bitType],
  ], function* () {
    const int = (value: number): Value => new VariantValue(intType, value);
    for (const [id, name, value, minimum, maximum, description, isAdvanced] of CONFIGURATIONS) {
      yield [id, name, int(value), int(minimum), int(maximum), int(value), description, 1, bit(isAdvanced)];
    }
  }),
  systemView('sys', 'messages', [['message_id', intType], ['language_id', smallintType], ['severity?', tinyintType], ['is_event_logged', bitType], ['text', nvarcharType(2048)]], function* () {
    for (const [number, severity, text] of MESSAGE_CATALOG) yield [number, 1033, severity, 0, text];
  }),
  systemView('sys', 'servers', [['server_id', intType], ['name', sysnameType], ['product', sysnameType], ['provider', sysnameType], ['is_linked', bitType]],
    ({ running }) => [[0, running.serverName, 'SQL Server', 'SQLNCLI', 0]]),
  systemView('sys', 'syslanguages', [
    ['langid', smallintType], ['dateformat', charType(3)], ['datefirst', tinyintType], ['upgrade?', intType], ['name', sysnameType], ['alias', sysnameType], ['lcid', intType], ['msglangid', smallintType],
  ], () => [[0, 'mdy', 7, 0, 'us_english', 'English', 1033, 1033]], true),
  systemView('sys', 'dm_os_sys_info', [['cpu_count', intType], ['sqlserver_start_time', datetimeType], ['physical_memory_kb', bigintType]],
    ({ running }) => [[2, ticksToDatetime(running.startTime), 8_388_608]]),
];
