// Who is meant by `to`: a user name, a comma list of them, `role:CODE`, for letters also addresses; `mailto:ADDRESS` is a mailbox and never a
// user's name. Only active users and roles.
// `mailto:ADDRESS` is that mailbox and no other, also when somebody's user name looks like it: links for a new password go this way.

import type { Database } from '../../sql/connection.ts';
import { cell } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import type { Lang } from '../../renderer/locale.ts';
import { isEmail } from '../auth/email.ts';

export interface Recipient {
  /** Null for an address that is no user's. */
  readonly username: string | null;
  readonly displayName: string;
  readonly email: string | null;
  readonly lang: Lang;
  readonly timeZone: string;
}

const MAILBOX = /^mailto:/i;

const FIND = `
  SELECT u.username, u.displayName, u.email, u.lang, u.timeZone
  FROM platform.[user] AS u
  WHERE u.isActive = 1 AND u.id IN (
    SELECT named.id FROM dbo.split(@to, N',') AS t JOIN platform.[user] AS named ON named.username = t.value
    UNION
    SELECT ur.userID FROM dbo.split(@to, N',') AS t
    JOIN platform.role AS r ON r.code = SUBSTRING(t.value, 6, 64) AND r.isActive = 1
    JOIN platform.user_role AS ur ON ur.roleCode = r.code
    WHERE t.value LIKE N'role:%'
  )
  ORDER BY u.id;`;

export async function findRecipients(db: Pick<Database, 'pool'>, to: string): Promise<Recipient[]> {
  const parts = to.split(/[,;]/).map((part) => part.trim());
  const named = parts.filter((part) => !MAILBOX.test(part));
  const [found] = await runSql(db, FIND, { to: named.join(',') });
  const users = (found?.rows ?? []).map((row) => {
    const text = (name: string): string => String(cell(row, name) ?? '');
    return {
      username: text('username'),
      displayName: text('displayName') || text('username'),
      email: text('email') || null,
      lang: text('lang') === 'en' ? ('en' as const) : ('ru' as const),
      timeZone: text('timeZone') || 'Europe/Moscow',
    };
  });
  const names = new Set(users.map(({ username }) => username.toLowerCase()));
  const unnamed = named.filter((part) => !names.has(part.toLowerCase()));
  const addresses = [...parts.filter((part) => MAILBOX.test(part)).map((part) => part.replace(MAILBOX, '')), ...unnamed].filter(isEmail);
  const strangers = [...new Set(addresses)].map((email) => ({
    username: null,
    displayName: '',
    email,
    lang: 'ru' as const,
    timeZone: 'Europe/Moscow',
  }));
  return [...users, ...strangers];
}
