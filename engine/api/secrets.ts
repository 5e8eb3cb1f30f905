// Values of settings for calls: secrets among them are opened only for the call itself.

import type { App } from '../app.ts';
import { readSecretSetting } from '../secret-settings.ts';

/** By code in lower case; what is not set has the definition's default, what has neither is absent. */
export async function readSettings(app: App, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const code of codes) {
    const stored = app.definitions.get('setting', code);
    const definition = stored === undefined || 'findings' in stored ? undefined : stored.definition;
    const row = await app.db.kysely
      .selectFrom('platform.setting')
      .select(['value', 'isSecret'])
      .where('code', '=', code)
      .executeTakeFirst();
    const value = row?.isSecret === true ? await readSecretSetting(app, code) : (row?.value ?? undefined);
    const known = value ?? definition?.default;
    if (known !== undefined) values.set(code.toLowerCase(), known);
  }
  return values;
}
