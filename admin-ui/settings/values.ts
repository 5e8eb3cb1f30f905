// Values of settings: what a definition allows, what is stored of it, and storing it. A secret's value goes in and never comes out.

import { createHash } from 'node:crypto';
import { isEmail } from '../../engine/auth/email.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { sealSetting } from '../../engine/secret-settings.ts';
import type { DefinitionCache } from '../../metadata/cache.ts';
import type { SettingDefinition } from '../../metadata/kinds/setting.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { Database } from '../../sql/connection.ts';
import { ta } from '../texts.ts';
import { platformSettings } from './platform-settings.ts';

export interface Setting {
  readonly code: string;
  readonly definition: SettingDefinition;
  readonly isPlatform: boolean;
  readonly isSet: boolean;
  /** In force: what is set, else the default; '' of a secret. */
  readonly value: string;
  readonly updated: Date | null;
  readonly updatedBy: string | null;
}

/** Has a screen of its own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['theme']);
/** What the installer notes for itself. */
const OWN_NOTES = /^(?:installed|demo)\./;
const LONGEST = 100_000;

export async function readSettings(db: Database, cache: DefinitionCache): Promise<{ settings: Setting[]; orphans: string[] }> {
  const rows = await db.kysely.selectFrom('platform.setting').selectAll().execute();
  const byCode = new Map(rows.map((row) => [row.code.toLowerCase(), row]));
  const defined = definedSettings(cache);
  const settings = defined.map(({ code, definition, isPlatform }): Setting => {
    const row = byCode.get(code.toLowerCase());
    const isSet = row !== undefined && row.value !== null;
    const isHidden = definition.isSecret || row?.isSecret === true;
    return {
      code,
      definition,
      isPlatform,
      isSet,
      value: isHidden ? '' : (row?.value ?? definition.default ?? ''),
      updated: row?.updated ?? null,
      updatedBy: row?.updatedBy ?? null,
    };
  });
  const known = new Set(defined.map(({ code }) => code.toLowerCase()));
  const orphans = rows
    .map(({ code }) => code)
    .filter((code) => !known.has(code.toLowerCase()) && !OWN_NOTES.test(code) && !ELSEWHERE.has(code));
  return { settings, orphans };
}

/** Stands for what was seen of these settings. */
export function stampOfSettings(settings: readonly Setting[]): string {
  const seen = settings.map(({ code, isSet, value, updated }) => [code, isSet, value, updated?.getTime() ?? 0]);
  return createHash('sha256').update(JSON.stringify(seen.toSorted())).digest('hex').slice(0, 16);
}

/** Why the value may not be; undefined when it may. */
export function valueProblem(lang: Lang, definition: SettingDefinition, value: string): string | undefined {
  const { type, min, max, maxLength, pattern, options } = definition;
  if (value.length > (maxLength ?? LONGEST)) return ta(lang, 'settings.tooLong', { count: maxLength ?? LONGEST });
  if (pattern !== undefined && value !== '' && !new RegExp(`^(?:${pattern})$`).test(value))
    return ta(lang, 'settings.badPattern', { pattern });
  switch (type) {
    case 'number': {
      const number = Number(value);
      if (!/^-?\d+(?:\.\d+)?$/.test(value)) return ta(lang, 'settings.badNumber');
      if ((min !== undefined && number < min) || (max !== undefined && number > max)) return rangeText(lang, { min, max });
      return undefined;
    }
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : ta(lang, 'settings.badChoice');
    case 'select':
      return (options ?? []).some((option) => option.value === value) ? undefined : ta(lang, 'settings.badChoice');
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : ta(lang, 'settings.badDate');
    case 'color':
      return /^#[0-9a-f]{6}$/i.test(value) ? undefined : ta(lang, 'settings.badColor');
    case 'email':
      return isEmail(value) ? undefined : ta(lang, 'settings.badEmail');
    case 'url':
      return value.startsWith('/') || /^https?:\/\/[^\s]+$/i.test(value) ? undefined : ta(lang, 'settings.badUrl');
    case 'json':
      return isJson(value) ? undefined : ta(lang, 'settings.badJson');
    default:
      return undefined;
  }
}

export interface NewValue {
  readonly setting: Setting;
  /** Null takes the set value away: the default holds again. */
  readonly value: string | null;
}

/** Stores the values, all or none; `seen` is the stamp of the group that they were edited in. */
export async function storeValues(
  ctx: RequestContext,
  { values, group, seen }: { values: readonly NewValue[]; group: readonly string[]; seen: string },
): Promise<void> {
  const { db, definitions } = ctx.app;
  await db.kysely.transaction().execute(async (kysely) => {
    const now = (await readSettings({ ...db, kysely }, definitions)).settings.filter(({ code }) => group.includes(code));
    if (stampOfSettings(now) !== seen) throw new RequestError('conflict', { text: ta(ctx.lang, 'settings.conflict') });
    for (const { setting, value } of values) {
      const { code, definition } = setting;
      await kysely.deleteFrom('platform.setting').where('code', '=', code).execute();
      if (value === null) continue;
      const { isSecret } = definition;
      await kysely
        .insertInto('platform.setting')
        .values({
          code,
          value: isSecret ? sealSetting(ctx.app, { code, value }) : value,
          category: null,
          isSecret,
          updatedBy: ctx.visitor.username,
        })
        .execute();
    }
  });
}

function definedSettings(cache: DefinitionCache): { code: string; definition: SettingDefinition; isPlatform: boolean }[] {
  const own = cache.all('setting').flatMap((stored) => {
    if ('findings' in stored || ELSEWHERE.has(stored.code)) return [];
    return [{ code: stored.code, definition: stored.definition, isPlatform: false }];
  });
  const taken = new Set(own.map(({ code }) => code.toLowerCase()));
  const platform = Object.entries(platformSettings)
    .filter(([code]) => !taken.has(code.toLowerCase()))
    .map(([code, definition]) => ({ code, definition, isPlatform: true }));
  return [...own, ...platform];
}

function rangeText(lang: Lang, { min, max }: { min: number | undefined; max: number | undefined }): string {
  if (min !== undefined && max !== undefined) return ta(lang, 'settings.outOfRange', { min, max });
  return min === undefined ? ta(lang, 'settings.tooMuch', { max: max ?? 0 }) : ta(lang, 'settings.tooLittle', { min });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
