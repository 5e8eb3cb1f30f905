// Databases and their files.

import type { Value } from '../../types/sql-type.ts';
import {
  bitType,
  charType,
  datetimeType,
  intType,
  nvarcharType,
  smallintType,
  sysnameType,
  tinyintType,
  uniqueidentifierType,
  varbinaryType,
} from '../../types/sql-type.ts';
import { ticksToDatetime } from '../catalog-clock.ts';
import type { Database } from '../database.ts';
import type { ColumnSpec, SystemView } from './system-view.ts';
import { systemView } from './system-view.ts';

const desc = nvarcharType(60);
const bit = (value: boolean): number => (value ? 1 : 0);

/** The sid of `sa`. */
const SA_SID = Uint8Array.of(1);

type DatabaseColumn = readonly [spec: ColumnSpec, value: (database: Database) => Value];
const flag =
  (name: string, initial: boolean): ((database: Database) => Value) =>
  ({ options }) =>
    bit(options.flags[name] ?? initial);
const fixed =
  (value: Value): (() => Value) =>
  () =>
    value;
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
      const files: readonly (readonly [number, number, string, string, string])[] = [
        [1, 0, 'ROWS', d.name, `${d.name}.mdf`],
        [2, 1, 'LOG', `${d.name}_log`, `${d.name}_log.ldf`],
      ];
      for (const [id, type, typeDesc, logical, physical] of files) {
        const row: Value[] = [id, type, typeDesc, type === 0 ? 1 : 0, logical, physical, 0, 'ONLINE', 1024, -1, 8192, 0, 0];
        yield all ? [d.id, ...row] : row;
      }
    }
  });
const FILE_COLUMNS: readonly ColumnSpec[] = [
  ['file_id', intType],
  ['type', tinyintType],
  ['type_desc?', desc],
  ['data_space_id', intType],
  ['name', sysnameType],
  ['physical_name?', nvarcharType(260)],
  ['state?', tinyintType],
  ['state_desc?', desc],
  ['size', intType],
  ['max_size', intType],
  ['growth', intType],
  ['is_percent_growth', bitType],
  ['is_read_only', bitType],
];

export const databaseViews: readonly SystemView[] = [
  systemView(
    'sys',
    'databases',
    DATABASE_COLUMNS.map(([spec]) => spec),
    function* ({ server }) {
      for (const database of server.databases()) yield DATABASE_COLUMNS.map(([, value]) => value(database));
    },
  ),
  databaseFiles(FILE_COLUMNS, 'database_files', false),
  databaseFiles([['database_id', intType], ...FILE_COLUMNS], 'master_files', true),
  systemView(
    'sys',
    'filegroups',
    [
      ['name', sysnameType],
      ['data_space_id', intType],
      ['type', charType(2)],
      ['type_desc?', desc],
      ['is_default?', bitType],
      ['is_system?', bitType],
      ['filegroup_guid?', uniqueidentifierType],
      ['log_filegroup_id?', intType],
      ['is_read_only?', bitType],
      ['is_autogrow_all_files?', bitType],
    ],
    () => [['PRIMARY', 1, 'FG', 'ROWS_FILEGROUP', 1, 0, null, null, 0, 0]],
  ),
  systemView(
    'sys',
    'data_spaces',
    [
      ['name', sysnameType],
      ['data_space_id', intType],
      ['type', charType(2)],
      ['type_desc?', desc],
      ['is_default?', bitType],
      ['is_system?', bitType],
    ],
    () => [['PRIMARY', 1, 'FG', 'ROWS_FILEGROUP', 1, 0]],
  ),
];
