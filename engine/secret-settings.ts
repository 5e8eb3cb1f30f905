// Values of settings that are secrets: sealed before they reach the database, opened only where they are used. No page, list, package or log
// ever has them.

import type { App } from './app.ts';
import { seal, unseal } from './auth/secret-box.ts';

type Source = Pick<App, 'db' | 'config'>;

/** What to store as the value of a secret setting. */
export function sealSetting({ config }: Pick<App, 'config'>, { code, value }: { code: string; value: string }): string {
  return seal(config, { subject: subjectOf(code), text: value });
}

/** The value of a secret setting; undefined while none is set. Throws when the installation's key is another than that it was sealed with. */
export async function readSecretSetting({ db, config }: Source, code: string): Promise<string | undefined> {
  const row = await db.kysely
    .selectFrom('platform.setting')
    .select(['code', 'value'])
    .where('code', '=', code)
    .where('isSecret', '=', true)
    .executeTakeFirst();
  return row?.value == null ? undefined : unseal(config, { subject: subjectOf(row.code), sealed: row.value });
}

function subjectOf(code: string): string {
  return `setting:${code.toLowerCase()}`;
}
