// What runs: sessions, requests, connections, locks and transactions, from the hooks that the running server gives.

import { bigintType, bitType, datetimeType, intType, nvarcharType, smallintType, uniqueidentifierType, varbinaryType, varcharType, type Value } from '../../types/sql-type.ts';
import { ticksToDatetime } from '../catalog-clock.ts';
import { systemView, type SystemView } from './system-view.ts';

const name128 = nvarcharType(128);
const EMPTY = new Uint8Array(0);

const isolationType = smallintType;

export const sessionViews: readonly SystemView[] = [
  systemView('sys', 'dm_exec_sessions', [
    ['session_id', smallintType], ['login_time', datetimeType], ['host_name?', name128], ['program_name?', name128], ['host_process_id?', intType], ['client_version?', intType],
    ['client_interface_name?', nvarcharType(32)], ['security_id', varbinaryType(85)], ['login_name', name128], ['nt_domain?', name128], ['nt_user_name?', name128],
    ['status', nvarcharType(30)], ['context_info?', varbinaryType(128)], ['cpu_time', intType], ['memory_usage', intType], ['total_scheduled_time', intType],
    ['total_elapsed_time', intType], ['endpoint_id', intType], ['last_request_start_time', datetimeType], ['last_request_end_time?', datetimeType], ['reads', bigintType],
    ['writes', bigintType], ['logical_reads', bigintType], ['is_user_process', bitType], ['text_size', intType], ['language?', name128], ['date_format?', nvarcharType(3)],
    ['date_first', smallintType], ['quoted_identifier', bitType], ['arithabort', bitType], ['ansi_null_dflt_on', bitType], ['ansi_defaults', bitType], ['ansi_warnings', bitType],
    ['ansi_padding', bitType], ['ansi_nulls', bitType], ['concat_null_yields_null', bitType], ['transaction_isolation_level', isolationType], ['lock_timeout', intType],
    ['deadlock_priority', intType], ['row_count', bigintType], ['prev_error', intType], ['original_security_id', varbinaryType(85)], ['original_login_name', name128],
    ['database_id', smallintType], ['authenticating_database_id?', intType], ['open_transaction_count', intType],
  ], function* ({ running }) {
    for (const s of running.sessions()) {
      yield [
        s.id, ticksToDatetime(s.loginTime), s.hostName, s.applicationName, null, 7, 'ODBC', Uint8Array.of(1), s.loginName, '', '', s.status, EMPTY, 0, 0, 0, 0, 4,
        ticksToDatetime(s.lastRequestStart), ticksToDatetime(s.lastRequestEnd), 0, 0, 0, 1, 2147483647, s.language, s.dateFormat, s.dateFirst, 1, 1, 1, 0, 1, 1, 1, 1,
        s.isolationLevel, s.lockTimeout, 0, s.rowCount, 0, Uint8Array.of(1), s.loginName, s.databaseId, 1, s.transactionCount,
      ];
    }
  }),
  systemView('sys', 'dm_exec_requests', [
    ['session_id', smallintType], ['request_id', intType], ['start_time', datetimeType], ['status', nvarcharType(30)], ['command', nvarcharType(32)], ['sql_handle?', varbinaryType(64)],
    ['statement_start_offset?', intType], ['statement_end_offset?', intType], ['plan_handle?', varbinaryType(64)], ['database_id', smallintType], ['user_id', intType],
    ['connection_id?', uniqueidentifierType], ['blocking_session_id?', smallintType], ['wait_type?', nvarcharType(60)], ['wait_time', intType], ['last_wait_type', nvarcharType(60)],
    ['wait_resource', nvarcharType(256)], ['open_transaction_count', intType], ['transaction_id', bigintType], ['percent_complete', intType], ['cpu_time', intType],
    ['total_elapsed_time', intType], ['reads', bigintType], ['writes', bigintType], ['logical_reads', bigintType], ['transaction_isolation_level', isolationType],
    ['lock_timeout', intType], ['row_count', bigintType],
  ], function* ({ running }) {
    for (const s of running.sessions()) {
      if (s.status === 'sleeping') continue;
      const wait = s.blockedBy === 0 ? null : 'LCK_M_X';
      yield [
        s.id, 0, ticksToDatetime(s.lastRequestStart), s.status, s.command, null, null, null, null, s.databaseId, 1, null, s.blockedBy, wait, 0, wait ?? 'MISCELLANEOUS', '',
        s.transactionCount, s.transactionId, 0, 0, 0, 0, 0, 0, s.isolationLevel, s.lockTimeout, s.rowCount,
      ];
    }
  }),
  systemView('sys', 'dm_exec_connections', [
    ['session_id?', intType], ['connect_time', datetimeType], ['net_transport', nvarcharType(40)], ['protocol_type?', nvarcharType(40)], ['protocol_version?', intType],
    ['encrypt_option', nvarcharType(40)], ['auth_scheme', nvarcharType(40)], ['client_net_address?', varcharType(48)], ['client_tcp_port?', intType],
    ['local_net_address?', varcharType(48)], ['local_tcp_port?', intType], ['net_packet_size?', intType], ['connection_id', uniqueidentifierType],
  ], function* ({ running }) {
    for (const s of running.sessions()) {
      const id = `00000000-0000-0000-0000-${s.id.toString(16).toUpperCase().padStart(12, '0')}`;
      yield [s.id, ticksToDatetime(s.loginTime), 'TCP', 'TSQL', 0x74000004, 'FALSE', 'SQL', s.clientAddress, null, '127.0.0.1', null, 4096, id];
    }
  }),
  systemView('sys', 'dm_tran_locks', [
    ['resource_type', nvarcharType(60)], ['resource_subtype', nvarcharType(60)], ['resource_database_id', intType], ['resource_description', nvarcharType(256)],
    ['resource_associated_entity_id?', bigintType], ['resource_lock_partition', intType], ['request_mode', nvarcharType(60)], ['request_type', nvarcharType(60)],
    ['request_status', nvarcharType(60)], ['request_reference_count', smallintType], ['request_lifetime', intType], ['request_session_id', intType],
    ['request_exec_context_id', intType], ['request_request_id', intType], ['request_owner_type', nvarcharType(60)], ['request_owner_id?', bigintType],
  ], function* ({ running }) {
    for (const l of running.locks()) {
      yield [l.resourceType, '', l.databaseId, l.description, l.objectId, 0, l.mode, 'LOCK', l.status, 1, 0, l.sessionId, 0, 0, 'TRANSACTION', null];
    }
  }),
  systemView('sys', 'dm_tran_session_transactions', [
    ['session_id', intType], ['transaction_id', bigintType], ['transaction_descriptor', varbinaryType(8)], ['enlist_count', intType], ['is_user_transaction', bitType],
    ['is_local', bitType], ['is_enlisted', bitType], ['is_bound', bitType], ['open_transaction_count', intType],
  ], function* ({ running }) {
    for (const s of running.sessions()) {
      if (s.transactionCount === 0) continue;
      const descriptor: Value = new Uint8Array(new BigUint64Array([BigInt(s.transactionId)]).buffer);
      yield [s.id, s.transactionId, descriptor, 0, 1, 1, 0, 0, s.transactionCount];
    }
  }),
  systemView('sys', 'dm_tran_active_transactions', [
    ['transaction_id', bigintType], ['name', nvarcharType(32)], ['transaction_begin_time', datetimeType], ['transaction_type', intType], ['transaction_state', intType],
  ], function* ({ running }) {
    for (const s of running.sessions()) if (s.transactionCount > 0) yield [s.transactionId, 'user_transaction', ticksToDatetime(s.lastRequestStart), 1, 2];
  }),
  systemView('sys', 'dm_os_waiting_tasks', [
    ['session_id?', smallintType], ['wait_duration_ms?', bigintType], ['wait_type?', nvarcharType(60)], ['blocking_session_id?', smallintType], ['resource_description?', nvarcharType(3072)],
  ], function* ({ running }) {
    for (const s of running.sessions()) if (s.blockedBy !== 0) yield [s.id, 0, 'LCK_M_X', s.blockedBy, null];
  }),
  systemView('sys', 'sysprocesses', [
    ['spid', smallintType], ['kpid', smallintType], ['blocked', smallintType], ['waittime', bigintType], ['lastwaittype', nvarcharType(32)], ['waitresource', nvarcharType(256)],
    ['dbid', smallintType], ['uid?', smallintType], ['cpu', intType], ['physical_io', bigintType], ['memusage', intType], ['login_time', datetimeType], ['last_batch', datetimeType],
    ['ecid', smallintType], ['open_tran', smallintType], ['status', nvarcharType(30)], ['hostname', name128], ['program_name', name128], ['hostprocess', nvarcharType(10)],
    ['cmd', nvarcharType(26)], ['nt_domain', name128], ['nt_username', name128], ['loginame', name128],
  ], function* ({ running }) {
    for (const s of running.sessions()) {
      yield [
        s.id, 0, s.blockedBy, 0, 'MISCELLANEOUS', '', s.databaseId, 1, 0, 0, 0, ticksToDatetime(s.loginTime), ticksToDatetime(s.lastRequestStart), 0, s.transactionCount,
        s.status, s.hostName, s.applicationName, '', s.command === '' ? 'AWAITING COMMAND' : s.command, '', '', s.loginName,
      ];
    }
  }, true),
];
