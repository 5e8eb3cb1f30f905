// What a running system keeps about itself: the queue, jobs, checks, traces, audit, events, calls of the API, sizes.

import type { Generated, GeneratedAlways } from 'kysely';
import type { Created } from './column.ts';

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
