// Names that the wizard proposes and writes: codes out of words in either language, identifiers as hand-written T-SQL has them.

import { quoteName, quoteText } from '../workshop/names.ts';

/** Columns, tables, subsystems: a plain SQL identifier, so that it can never be anything else than a name. */
export const identifierPattern = /^[A-Za-z][A-Za-z0-9]{0,59}$/;

const LETTERS: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
}; // prettier-ignore

/**
 * A code out of a name in either language.
 * @example proposeCode('Delivery address') // 'deliveryAddress'
 * @example proposeCode('Доставки') // 'dostavki'
 */
export function proposeCode(name: string): string {
  const latin = [...name.toLowerCase().normalize('NFC')].map((letter) => LETTERS[letter] ?? letter).join('');
  const words = latin
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words.map((word, at) => (at === 0 ? word : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)).join('');
  return joined.replace(/^\d+/, '').slice(0, 40);
}

/** One record's code out of the code of many, as far as English goes: `deliveries` → `delivery`. */
export function singular(code: string): string {
  if (/ies$/i.test(code)) return code.replace(/ies$/i, 'y');
  if (/(ss|sh|ch|x|z)es$/i.test(code)) return code.slice(0, -2);
  return /[^s]s$/i.test(code) ? code.slice(0, -1) : `${code}Item`;
}

/** An identifier without brackets where T-SQL needs none. */
export function id(name: string): string {
  return /^[A-Za-z_]\w{0,127}$/.test(name) && !RESERVED_WORDS.has(name.toLowerCase()) ? name : quoteName(name);
}

/** `dbo.dlv_deliveries`. */
export function dboName(name: string): string {
  return `dbo.${id(name)}`;
}

/** A procedure: its code may hold `-`, so always in brackets. */
export function procedureName(name: string): string {
  return `dbo.${quoteName(name)}`;
}

/** A text that changes with the reader's language, inside a procedure that has `@lang`. */
export function inLanguage({ en, ru }: { readonly en: string; readonly ru: string }): string {
  return `IIF(@lang = N'ru', ${quoteText(ru)}, ${quoteText(en)})`;
}

const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `add all alter and any as asc authorization backup begin between break browse bulk by cascade case check checkpoint close clustered
  coalesce collate column commit compute constraint contains containstable continue convert create cross current current_date current_time
  current_timestamp current_user cursor database dbcc deallocate declare default delete deny desc disk distinct distributed double drop dump
  else end errlvl escape except exec execute exists exit external fetch file fillfactor for foreign freetext freetexttable from full function
  goto grant group having holdlock identity identity_insert identitycol if in index inner insert intersect into is join key kill left like
  lineno load merge national nocheck nonclustered not null nullif of off offsets on open opendatasource openquery openrowset openxml option
  or order outer over percent pivot plan precision primary print proc procedure public raiserror read readtext reconfigure references
  replication restore restrict return revert revoke right rollback rowcount rowguidcol rule save schema securityaudit select
  semantickeyphrasetable semanticsimilaritydetailstable semanticsimilaritytable session_user set setuser shutdown some statistics
  system_user table tablesample textsize then to top tran transaction trigger truncate try_convert tsequal union unique unpivot update
  updatetext use user values varying view waitfor when where while with within writetext`.split(/\s+/),
);
