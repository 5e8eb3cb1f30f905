// Users: how they sign in, what they chose, what they are told.

import type { Generated, GeneratedAlways } from 'kysely';
import type { Created } from './column.ts';

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
  /** None: the site's. */
  density: 'comfortable' | 'compact' | null;
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
