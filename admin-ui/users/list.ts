// Users as the developer's cabinet lists and reads them.

import { sql } from 'kysely';
import type { Database } from '../../sql/connection.ts';

export interface UserFilter {
  /** Part of the name, the shown name, the address or the phone. */
  readonly text: string;
  readonly role: string;
  readonly state: 'all' | 'active' | 'disabled';
  /** From 1. */
  readonly page: number;
}

export interface ListedUser {
  readonly id: number;
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly isActive: boolean;
  readonly totpEnabled: boolean;
  readonly lastLogin: Date | null;
  /** Comma list. */
  readonly roles: string;
  readonly sessions: number;
}

export const PAGE_SIZE = 50;

/** One page of users and how many there are. */
export async function listUsers(db: Database, filter: UserFilter): Promise<{ users: readonly ListedUser[]; total: number }> {
  const part = `%${filter.text.replace(/[[%_]/g, '[$&]')}%`;
  const { rows } = await sql<ListedUser & { total: number }>`
    SELECT u.id, u.username, u.displayName, u.email, u.isActive, u.totpEnabled, u.lastLogin,
      ISNULL(STUFF((SELECT N', ' + ur.roleCode FROM platform.user_role AS ur WHERE ur.userID = u.id ORDER BY ur.roleCode FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)'), 1, 2, N''), N'') AS roles,
      (SELECT COUNT(*) FROM platform.session AS s WHERE s.userID = u.id AND s.revokedAt IS NULL AND s.expires > SYSUTCDATETIME()) AS sessions,
      COUNT(*) OVER () AS total
    FROM platform.[user] AS u
    WHERE (${filter.text} = N'' OR u.username LIKE ${part} OR u.displayName LIKE ${part} OR u.email LIKE ${part} OR u.phone LIKE ${part})
      AND (${filter.role} = N'' OR EXISTS (SELECT 1 FROM platform.user_role AS ur WHERE ur.userID = u.id AND ur.roleCode = ${filter.role}))
      AND (${filter.state} = N'all' OR u.isActive = CASE WHEN ${filter.state} = N'active' THEN 1 ELSE 0 END)
    ORDER BY u.username
    OFFSET ${(filter.page - 1) * PAGE_SIZE} ROWS FETCH NEXT ${PAGE_SIZE} ROWS ONLY;
  `.execute(db.kysely);
  return { users: rows, total: rows[0]?.total ?? 0 };
}

/** Roles that a user has, active or not. */
export async function rolesOfUser(db: Database, userID: number): Promise<string[]> {
  const rows = await db.kysely
    .selectFrom('platform.user_role')
    .select('roleCode')
    .where('userID', '=', userID)
    .orderBy('roleCode')
    .execute();
  return rows.map(({ roleCode }) => roleCode);
}

/** Whether somebody else is left who can open the developer's cabinet. */
export async function isLastDeveloper(db: Database, userID: number): Promise<boolean> {
  const others = await db.kysely
    .selectFrom('platform.user as u')
    .innerJoin('platform.user_role as ur', 'ur.userID', 'u.id')
    .select('u.id')
    .where('ur.roleCode', '=', 'developer')
    .where('u.isActive', '=', true)
    .where('u.id', '<>', userID)
    .top(1)
    .execute();
  return others.length === 0;
}
