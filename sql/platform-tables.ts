// The platform's tables as Kysely sees them: one interface a table of `platform/migrations`, columns in the tables' own names. Whoever
// changes a table changes its interface here; `tests/sql/platform/tables.test.ts` compares the two.

import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A column with a default that is written only when its value is known. */
type Created = ColumnType<Date, Date | undefined, Date>;

export interface DefinitionTable {
  kind: string;
  code: string;
  /** JSON. */
  body: string;
  draft: string | null;
  version: Generated<number>;
  /** The platform's revision of the row's last change; kept by the trigger. */
  revision: Generated<string>;
  updated: Created;
  updatedBy: string | null;
}

export interface DefinitionHistoryTable {
  id: GeneratedAlways<string>;
  kind: string;
  code: string;
  version: number;
  revision: string;
  /** The body after the change; of a deletion the last one. */
  body: string | null;
  action: 'insert' | 'update' | 'delete';
  comment: string | null;
  changed: Created;
  changedBy: string | null;
}

export interface RevisionTable {
  id: number;
  number: string;
}

export interface RoleTable {
  id: GeneratedAlways<number>;
  code: string;
  isActive: boolean;
  requireTotp: boolean;
}

export interface UserTable {
  id: GeneratedAlways<number>;
  username: string;
  passwordHash: string | null;
  displayName: Generated<string>;
  email: string | null;
  phone: string | null;
  avatarFileID: string | null;
  lang: 'en' | 'ru' | null;
  theme: Generated<'auto' | 'light' | 'dark'>;
  density: Generated<'comfortable' | 'compact'>;
  timeZone: string | null;
  isActive: Generated<boolean>;
  isEmailConfirmed: Generated<boolean>;
  mustChangePassword: Generated<boolean>;
  /** Encrypted by the runtime. */
  totpSecret: string | null;
  totpEnabled: Generated<boolean>;
  totpLastStep: string | null;
  failedLogins: Generated<number>;
  lockedUntil: Date | null;
  created: Created;
  lastLogin: Date | null;
  version: GeneratedAlways<Buffer>;
}

export interface UserRoleTable {
  userID: number;
  roleCode: string;
}

export interface SessionTable {
  id: GeneratedAlways<number>;
  /** SHA-256 of the cookie's token. */
  tokenHash: Buffer;
  userID: number;
  realUserID: number | null;
  created: Created;
  lastSeen: Created;
  expires: Date;
  idleMinutes: Generated<number>;
  ip: string | null;
  userAgent: string | null;
  revokedAt: Date | null;
  /** When its password was given again, for work that asks for it. */
  reauthenticated: Date | null;
  /** Until when it may change rows by hand in the data browser. */
  dataEditUntil: Date | null;
}

/** Versions of T-SQL modules; `definition` is null for one that was dropped. */
export interface ModuleHistoryTable {
  id: GeneratedAlways<string>;
  schemaName: string;
  name: string;
  type: string;
  definition: string | null;
  source: 'workshop' | 'wizard' | 'package' | 'outside' | 'restore';
  comment: string | null;
  changed: Created;
  changedBy: string | null;
}

export interface RecoveryCodeTable {
  id: GeneratedAlways<number>;
  userID: number;
  codeHash: string;
  usedAt: Date | null;
}

export interface UserTokenTable {
  id: GeneratedAlways<number>;
  userID: number;
  kind: 'confirmEmail' | 'resetPassword' | 'invite' | 'secondFactor';
  tokenHash: Buffer;
  created: Created;
  expires: Date;
  usedAt: Date | null;
  data: string | null;
}

export interface LoginAttemptTable {
  id: GeneratedAlways<string>;
  username: string;
  ip: string;
  at: Created;
  succeeded: boolean;
}

export interface UserPreferenceTable {
  userID: number;
  name: string;
  value: string | null;
}

export interface SavedViewTable {
  id: GeneratedAlways<number>;
  /** NULL: shared with everybody who sees the table. */
  userID: number | null;
  tableCode: string;
  name: string;
  query: string;
  ord: Generated<number>;
  isDefault: Generated<boolean>;
}

export interface SettingTable {
  code: string;
  value: string | null;
  category: string | null;
  isSecret: Generated<boolean>;
  updated: Created;
  updatedBy: string | null;
}

export interface NotificationTable {
  id: GeneratedAlways<string>;
  userID: number;
  typeCode: string;
  text: string;
  url: string | null;
  additional: string | null;
  fromUsername: string | null;
  created: Created;
  readAt: Date | null;
}

export interface NotificationPreferenceTable {
  userID: number;
  typeCode: string;
  channel: string;
  isOn: boolean;
}

export interface OutboxTable {
  id: GeneratedAlways<string>;
  type: string;
  /** JSON. */
  payload: string;
  status: Generated<'pending' | 'done' | 'failed' | 'dead'>;
  attempts: Generated<number>;
  nextAttempt: Created;
  lockedBy: string | null;
  lockedUntil: Date | null;
  created: Created;
  createdBy: string | null;
  traceID: string | null;
  lastError: string | null;
}

export interface JobLeaseTable {
  code: string;
  owner: string;
  until: Date;
}

export interface JobRunTable {
  id: GeneratedAlways<string>;
  code: string;
  started: Created;
  finished: Date | null;
  status: Generated<'running' | 'done' | 'failed'>;
  message: string | null;
  rows: number | null;
}

export interface CheckRunTable {
  id: GeneratedAlways<string>;
  code: string;
  started: Created;
  finished: Date | null;
  status: Generated<'running' | 'done' | 'failed'>;
  violations: number | null;
  fresh: number | null;
  ms: number | null;
  message: string | null;
  startedBy: string | null;
  traceID: string | null;
}

export interface CheckViolationTable {
  code: string;
  violationKey: string;
  itemID: string | null;
  severity: string;
  url: string | null;
  /** JSON by language. */
  body: string;
  ord: number;
  firstSeen: Date;
  lastSeen: Date;
  gone: Date | null;
  runID: string;
}

export interface FileTable {
  id: Generated<string>;
  resourceCode: string;
  entityCode: string;
  itemID: string | null;
  name: string;
  contentType: string;
  size: string | number;
  sha256: string;
  storageKey: string;
  width: number | null;
  height: number | null;
  ord: Generated<number>;
  created: Created;
  createdBy: string | null;
  isDeleted: Generated<boolean>;
  /** Set while the record that the file belongs to is not saved yet. */
  draftToken: string | null;
}

export interface StatusLogTable {
  id: GeneratedAlways<number>;
  entityCode: string;
  itemID: string;
  fromStatus: string | null;
  toStatus: string;
  comment: string | null;
  created: Created;
  createdBy: string | null;
}

export interface ChatMessageTable {
  id: GeneratedAlways<string>;
  chatCode: string;
  itemID: string;
  userID: number;
  text: string;
  created: Created;
  editedAt: Date | null;
  deletedAt: Date | null;
  replyToID: string | null;
}

export interface ChatFileTable {
  messageID: string;
  fileID: string;
}

export interface ChatReadTable {
  chatCode: string;
  itemID: string;
  userID: number;
  lastReadID: string | number;
}

export interface FormDraftTable {
  userID: number;
  formCode: string;
  itemID: string;
  data: string;
  updated: Created;
}

export interface IdempotencyTable {
  key: string;
  userID: number;
  /** NULL while the save runs. */
  response: string | null;
  created: Created;
}

export interface TraceTable {
  id: GeneratedAlways<string>;
  traceID: string | null;
  created: Created;
  level: Generated<number>;
  kind: Generated<string>;
  code: Generated<string>;
  header: string | null;
  text: string | null;
  url: string | null;
  userID: number | null;
  username: string | null;
  ms: number | null;
  rows: number | null;
  details: string | null;
}

export interface TraceSwitchTable {
  userID: number;
  level: number;
  until: Date;
}

export interface AuditTable {
  id: GeneratedAlways<string>;
  created: Created;
  userID: number | null;
  realUserID: number | null;
  action: string;
  object: string | null;
  details: string | null;
  ip: string | null;
}

export interface EventTable {
  id: GeneratedAlways<string>;
  created: Created;
  topic: string;
  payload: string;
}

export interface PackageItemTable {
  path: string;
  package: string;
  digest: string;
  changed: Created;
}

export interface PackageImportTable {
  id: GeneratedAlways<number>;
  package: string;
  imported: Created;
  importedBy: string | null;
  summary: string;
  before: string;
  undone: Date | null;
  undoneBy: string | null;
}

export interface ApiKeyTable {
  id: GeneratedAlways<number>;
  name: string;
  /** The first letters of the key. */
  prefix: string;
  /** SHA-256. */
  keyHash: Buffer;
  userID: number;
  scopes: string;
  created: Created;
  createdBy: string | null;
  expires: Date | null;
  revokedAt: Date | null;
  lastUsed: Date | null;
  lastIP: string | null;
}

export interface ApiCallTable {
  id: GeneratedAlways<string>;
  created: Created;
  direction: 'in' | 'out';
  code: string;
  method: string;
  url: string | null;
  keyID: number | null;
  username: string | null;
  ip: string | null;
  status: number | null;
  ms: number;
  requestBytes: number | null;
  responseBytes: number | null;
  error: string | null;
  traceID: string | null;
}

export interface ApiSeenTable {
  code: string;
  messageHash: Buffer;
  expires: Date;
}

export interface TableSizeTable {
  day: Date;
  tableName: string;
  rows: string;
  kb: string;
}

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
  'platform.package_import': PackageImportTable;
  'platform.api_key': ApiKeyTable;
  'platform.api_call': ApiCallTable;
  'platform.api_seen': ApiSeenTable;
  'platform.table_size': TableSizeTable;
  'platform.audit': AuditTable;
  'platform.event': EventTable;
}
