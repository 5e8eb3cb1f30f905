// The platform's tables as Kysely sees them, area by area: one interface a table of `platform/migrations`, columns in the tables' own names.
// Whoever changes a table changes its interface; `tests/sql/platform/upkeep.test.ts` compares the two.

import type {
  ChatFileTable,
  ChatMessageTable,
  ChatReadTable,
  FileTable,
  FormDraftTable,
  IdempotencyTable,
  StatusLogTable,
} from './platform-tables/records.ts';
import type {
  ApiCallTable,
  ApiKeyTable,
  ApiSeenTable,
  AuditTable,
  CheckRunTable,
  CheckViolationTable,
  EventTable,
  JobLeaseTable,
  JobRunTable,
  OutboxTable,
  TableSizeTable,
  TraceSwitchTable,
  TraceTable,
} from './platform-tables/running.ts';
import type {
  DefinitionHistoryTable,
  DefinitionTable,
  ModuleHistoryTable,
  PackageDataTable,
  PackageImportTable,
  PackageItemTable,
  RevisionTable,
  RoleTable,
  SettingTable,
} from './platform-tables/solution.ts';
import type {
  LoginAttemptTable,
  NotificationPreferenceTable,
  NotificationTable,
  RecoveryCodeTable,
  SavedViewTable,
  SessionTable,
  UserPreferenceTable,
  UserRoleTable,
  UserTable,
  UserTokenTable,
} from './platform-tables/users.ts';

/** All tables of schema `platform`; bigint columns come back as text, as tedious gives them. */
export interface PlatformDatabase {
  'platform.definition': DefinitionTable;
  'platform.definition_history': DefinitionHistoryTable;
  'platform.revision': RevisionTable;
  'platform.role': RoleTable;
  'platform.user': UserTable;
  'platform.user_role': UserRoleTable;
  'platform.session': SessionTable;
  'platform.module_history': ModuleHistoryTable;
  'platform.recovery_code': RecoveryCodeTable;
  'platform.user_token': UserTokenTable;
  'platform.login_attempt': LoginAttemptTable;
  'platform.user_preference': UserPreferenceTable;
  'platform.saved_view': SavedViewTable;
  'platform.setting': SettingTable;
  'platform.notification': NotificationTable;
  'platform.notification_preference': NotificationPreferenceTable;
  'platform.outbox': OutboxTable;
  'platform.job_lease': JobLeaseTable;
  'platform.job_run': JobRunTable;
  'platform.check_run': CheckRunTable;
  'platform.check_violation': CheckViolationTable;
  'platform.file': FileTable;
  'platform.status_log': StatusLogTable;
  'platform.chat_message': ChatMessageTable;
  'platform.chat_file': ChatFileTable;
  'platform.chat_read': ChatReadTable;
  'platform.form_draft': FormDraftTable;
  'platform.idempotency': IdempotencyTable;
  'platform.trace': TraceTable;
  'platform.trace_switch': TraceSwitchTable;
  'platform.package_item': PackageItemTable;
  'platform.package_data': PackageDataTable;
  'platform.package_import': PackageImportTable;
  'platform.api_key': ApiKeyTable;
  'platform.api_call': ApiCallTable;
  'platform.api_seen': ApiSeenTable;
  'platform.table_size': TableSizeTable;
  'platform.audit': AuditTable;
  'platform.event': EventTable;
}
