// Limits on guessing, kept in the database so that every process counts the same. A try is counted before it is judged; whether the
// name exists plays no part.

import { createHash } from 'node:crypto';
import { callProcedure, cell } from '../../sql/procedures.ts';
import type { Database } from '../../sql/connection.ts';

export interface ThrottleQuestion {
  readonly purpose: 'signIn' | 'secondFactor' | 'recover' | 'register' | 'password';
  /** The name as typed, or the user's number. */
  readonly name: string;
  readonly ip: string;
}

export type Allowance =
  | { readonly isAllowed: true; readonly attemptID: number }
  | { readonly isAllowed: false; readonly retryMinutes: number };

interface Limits {
  windowMinutes: number;
  perPair: number;
  perUsername: number;
  perIp: number;
}

const LIMITS: Readonly<Record<ThrottleQuestion['purpose'], Limits>> = {
  signIn: { windowMinutes: 15, perPair: 5, perUsername: 30, perIp: 100 },
  secondFactor: { windowMinutes: 15, perPair: 5, perUsername: 10, perIp: 100 },
  recover: { windowMinutes: 60, perPair: 3, perUsername: 3, perIp: 20 },
  register: { windowMinutes: 60, perPair: 5, perUsername: 5, perIp: 20 },
  password: { windowMinutes: 15, perPair: 5, perUsername: 10, perIp: 100 },
};

const NOBODY = { username: '', userID: null, roles: '', traceID: '' };

/** Asks for one try and counts it as failed until `noteSuccess`. */
export async function askToTry(db: Database, { purpose, name, ip }: ThrottleQuestion): Promise<Allowance> {
  const typed = name.trim().toLowerCase();
  // Purposes are counted apart: their keys are ones that nobody can type as a name, because names are trimmed.
  const isSignIn = purpose === 'signIn';
  const result = await callProcedure(db, {
    name: 'platform.login_throttle',
    values: {
      username: isSignIn ? typed.slice(0, 64) : ` ${purpose}:${digest(typed)}`,
      ip: isSignIn ? ip : `${purpose}:${digest(ip)}`,
      ...LIMITS[purpose],
    },
    context: NOBODY,
    isRead: false,
  });
  const row = result.sets[0]?.rows[0];
  if (row !== undefined && Number(cell(row, 'Result')) === 1) return { isAllowed: true, attemptID: Number(cell(row, 'attemptID')) };
  return { isAllowed: false, retryMinutes: Math.max(1, Math.ceil(Number(row === undefined ? 60 : cell(row, 'retryAfter')) / 60)) };
}

/** The sign-in was right: earlier failures of this name from this address count no more. */
export async function noteSuccess(db: Database, { attemptID, userID }: { attemptID: number; userID: number }): Promise<void> {
  await callProcedure(db, { name: 'platform.login_succeeded', values: { attemptID, userID }, context: NOBODY, isRead: false });
}

/** The same for tries that are no sign-in. */
export async function forgiveTry(db: Database, attemptID: number): Promise<void> {
  await db.kysely.updateTable('platform.login_attempt').set({ succeeded: true }).where('id', '=', String(attemptID)).execute();
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 24);
}
