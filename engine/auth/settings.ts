// How long sessions last and what registration asks for: settings with defaults, read when somebody signs in, so a change holds at once.

import type { App } from '../app.ts';

export interface AuthSettings {
  /** A session without "stay signed in" is over after so long without a request. */
  readonly idleMinutes: number;
  /** And after so long in any case. */
  readonly sessionHours: number;
  /** A kept session lasts so long, used or not. */
  readonly keepDays: number;
  /** Who registers has to show that the address is theirs. */
  readonly mustConfirmEmail: boolean;
}

type Source = Pick<App, 'db' | 'config'>;

const CODES = ['authIdleMinutes', 'authSessionHours', 'authKeepDays', 'authConfirmEmail'] as const;

/** Values of `platform.setting` with the codes `authIdleMinutes` (120), `authSessionHours` (24), `authKeepDays` (30), `authConfirmEmail`. */
export async function readAuthSettings({ db, config }: Source): Promise<AuthSettings> {
  const rows = await db.kysely
    .selectFrom('platform.setting')
    .select(['code', 'value'])
    .where('code', 'in', [...CODES])
    .execute();
  const values = new Map(rows.map(({ code, value }) => [code.toLowerCase(), value ?? '']));
  const number = (code: (typeof CODES)[number], { standard, most }: { standard: number; most: number }): number => {
    const value = Number(values.get(code.toLowerCase()) || standard);
    return Number.isFinite(value) && value >= 1 ? Math.min(value, most) : standard;
  };
  const confirm = values.get('authconfirmemail')?.toLowerCase();
  return {
    idleMinutes: number('authIdleMinutes', { standard: 120, most: 525_600 }),
    sessionHours: number('authSessionHours', { standard: 24, most: 8760 }),
    keepDays: number('authKeepDays', { standard: 30, most: 365 }),
    // Without a mail server nobody could ever confirm.
    mustConfirmEmail: config.smtpUrl !== undefined && confirm !== 'false' && confirm !== '0',
  };
}
