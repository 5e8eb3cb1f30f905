// Users: found, created, given roles, disabled. For the installer, registration and the admin cabinet; who may do it is checked above.

import type { Database } from '../../sql/connection.ts';
import { inTransaction } from '../../sql/query.ts';
import type { SqlSession } from '../../sql/query.ts';
import type { Lang } from '../../renderer/locale.ts';
import { hashPassword } from './passwords.ts';
import { revokeSessions } from './sessions.ts';

/** What signing in and the profile need of a user. */
export interface UserRecord {
  readonly id: number;
  readonly username: string;
  readonly passwordHash: string | null;
  readonly displayName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly avatarFileID: string | null;
  readonly lang: Lang | null;
  readonly timeZone: string | null;
  readonly isActive: boolean;
  readonly isEmailConfirmed: boolean;
  readonly totpSecret: string | null;
  readonly totpEnabled: boolean;
}

export interface NewUser {
  readonly username: string;
  readonly displayName?: string;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly lang?: Lang | null;
  readonly timeZone?: string;
  readonly roles?: readonly string[];
  /** Without one the user comes in by an invitation or a recovery link. */
  readonly password?: string;
  /** False when the address still has to be confirmed. */
  readonly isEmailConfirmed?: boolean;
  readonly isActive?: boolean;
  readonly mustChangePassword?: boolean;
}

/** The user name or the e-mail address belongs to somebody already. */
export class UserExists extends Error {
  readonly username: string;

  constructor(username: string) {
    super(`There is already a user with the name or the address of ${username}.`);
    this.name = 'UserExists';
    this.username = username;
  }
}

/** There is no user of this name. */
class UserMissing extends Error {
  constructor(username: string) {
    super(`There is no user ${username}.`);
    this.name = 'UserMissing';
  }
}

const COLUMNS = [
  'id',
  'username',
  'passwordHash',
  'displayName',
  'email',
  'phone',
  'avatarFileID',
  'lang',
  'timeZone',
  'isActive',
  'isEmailConfirmed',
  'totpSecret',
  'totpEnabled',
] as const;

/** By user name, else by e-mail address, in any letter case. */
export async function findByLogin(db: Database, login: string): Promise<UserRecord | undefined> {
  const name = login.trim();
  if (name === '') return undefined;
  const users = db.kysely.selectFrom('platform.user').select(COLUMNS);
  // Always both questions, so that the time does not tell which of them found somebody.
  const [byName, byEmail] = await Promise.all([
    users.where('username', '=', name).executeTakeFirst(),
    users.where('email', '=', name).executeTakeFirst(),
  ]);
  return byName ?? byEmail;
}

export async function findByEmail(db: Database, email: string): Promise<UserRecord | undefined> {
  return db.kysely.selectFrom('platform.user').select(COLUMNS).where('email', '=', email.trim()).executeTakeFirst();
}

export async function findById(db: Database, id: number): Promise<UserRecord | undefined> {
  return db.kysely.selectFrom('platform.user').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** Roles that the user has and that are active. */
export async function activeRoles(db: Database, userID: number): Promise<string[]> {
  const rows = await db.kysely
    .selectFrom('platform.user_role as ur')
    .innerJoin('platform.role as r', 'r.code', 'ur.roleCode')
    .select('r.code')
    .where('ur.userID', '=', userID)
    .where('r.isActive', '=', true)
    .execute();
  return rows.map(({ code }) => code.toLowerCase());
}

/** Creates a user with roles, all or nothing; answers the number. Throws UserExists. The password's rules are the caller's to check. */
export async function createUser(db: Database, user: NewUser): Promise<number> {
  const { password, ...rest } = user;
  const passwordHash = password === undefined ? null : await hashPassword(password);
  return inTransaction(db, (session) => createUserIn(session, { ...rest, passwordHash }));
}

/** The same within the caller's transaction. */
export async function createUserIn(
  session: SqlSession,
  user: Omit<NewUser, 'password'> & { readonly passwordHash: string | null },
): Promise<number> {
  const roles = [...new Map((user.roles ?? []).map((role) => [role.trim().toLowerCase(), role.trim()])).values()].filter(Boolean);
  try {
    const [set] = await session.run(
      `DECLARE @id int;
       -- One may sign in by either, so a name that is somebody's address would be two people's door.
       INSERT INTO platform.[user] (username, passwordHash, displayName, email, phone, lang, timeZone, isActive, isEmailConfirmed, mustChangePassword)
       SELECT @username, @passwordHash, @displayName, @email, @phone, @lang, @timeZone, @isActive, @isEmailConfirmed, @mustChangePassword
       WHERE NOT EXISTS (SELECT 1 FROM platform.[user] AS u WITH (UPDLOCK, HOLDLOCK) WHERE u.username IN (@username, @email))
         AND NOT EXISTS (SELECT 1 FROM platform.[user] AS u WITH (UPDLOCK, HOLDLOCK) WHERE u.email IN (@username, @email));
       IF @@ROWCOUNT = 1 SET @id = SCOPE_IDENTITY();
       INSERT INTO platform.user_role (userID, roleCode) SELECT @id, r.value FROM OPENJSON(@roles) AS r WHERE @id IS NOT NULL;
       SELECT @id AS id;`,
      {
        username: user.username.trim(),
        passwordHash: user.passwordHash,
        displayName: user.displayName ?? '',
        email: user.email?.trim() || null,
        phone: user.phone?.trim() || null,
        lang: user.lang ?? null,
        timeZone: user.timeZone ?? null,
        isActive: user.isActive ?? true,
        isEmailConfirmed: user.isEmailConfirmed ?? true,
        mustChangePassword: user.mustChangePassword ?? false,
        roles: JSON.stringify(roles),
      },
    );
    const id = set?.rows[0]?.id;
    if (typeof id === 'number') return id;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  throw new UserExists(user.username);
}

/** Sets a password without asking for its rules: for the installer and administrators. Ends the user's sessions. Throws UserMissing. */
export async function setPassword(db: Database, username: string, password: string): Promise<void> {
  await storePassword(db, { userID: await idOf(db, username), password });
}

/** Stores a password and ends all sessions except the one it was changed in; links sent for a new password serve no more. */
export async function storePassword(
  db: Database,
  { userID, password, exceptSessionID = null }: { userID: number; password: string; exceptSessionID?: number | null },
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db.kysely.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('platform.user')
      .set({ passwordHash, mustChangePassword: false, failedLogins: 0, lockedUntil: null })
      .where('id', '=', userID)
      .execute();
    await transaction
      .deleteFrom('platform.user_token')
      .where('userID', '=', userID)
      .where('kind', 'in', ['resetPassword', 'secondFactor', 'invite'])
      .where('usedAt', 'is', null)
      .execute();
    await revokeSessions({ kysely: transaction }, { userID, exceptID: exceptSessionID });
  });
}

/** The same password under today's parameters; nothing else changes. */
export async function renewHash(db: Database, { userID, password }: { userID: number; password: string }): Promise<void> {
  await db.kysely
    .updateTable('platform.user')
    .set({ passwordHash: await hashPassword(password) })
    .where('id', '=', userID)
    .execute();
}

/** Gives the user exactly these roles, from the next request on. Throws UserMissing. */
export async function setRoles(db: Database, username: string, roles: readonly string[]): Promise<void> {
  const userID = await idOf(db, username);
  await db.kysely.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('platform.user_role').where('userID', '=', userID).execute();
    await insertRoles(transaction, { userID, roles });
  });
}

/** Ends the user's access with the next request of every process. Throws UserMissing. */
export async function disableUser(db: Database, username: string): Promise<void> {
  const userID = await idOf(db, username);
  await db.kysely.updateTable('platform.user').set({ isActive: false }).where('id', '=', userID).execute();
  await revokeSessions(db, { userID });
}

/** Lets a disabled user in again; old sessions stay ended. Throws UserMissing. */
export async function enableUser(db: Database, username: string): Promise<void> {
  await db.kysely
    .updateTable('platform.user')
    .set({ isActive: true })
    .where('id', '=', await idOf(db, username))
    .execute();
}

async function idOf(db: Database, username: string): Promise<number> {
  const user = await db.kysely.selectFrom('platform.user').select('id').where('username', '=', username).executeTakeFirst();
  if (user === undefined) throw new UserMissing(username);
  return user.id;
}

async function insertRoles(kysely: Database['kysely'], { userID, roles }: { userID: number; roles: readonly string[] }): Promise<void> {
  const codes = [...new Map(roles.map((role) => [role.trim().toLowerCase(), role.trim()])).values()].filter((role) => role !== '');
  if (codes.length > 0)
    await kysely
      .insertInto('platform.user_role')
      .values(codes.map((roleCode) => ({ userID, roleCode })))
      .execute();
}

/** Violation of a unique key or of a unique index. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'number' in error && (error.number === 2627 || error.number === 2601);
}
