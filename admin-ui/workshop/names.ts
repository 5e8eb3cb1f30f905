// Names of objects in T-SQL text.

/** In brackets, always safe. */
export function quoteName(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

/** `dbo.[crud_orders_getItems]`: as our procedures are written. */
export function objectName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${/^[a-z_]\w*$/i.test(schema) ? schema : quoteName(schema)}.${quoteName(name)}`;
}

/** `schema.name`, with or without brackets, in its parts; of `dbo` when there is no schema. */
export function splitName(text: string): { schema: string; name: string } {
  const parts = [...text.matchAll(/\[((?:[^\]]|\]\])*)\]|([^.[\]]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll(']]', ']') ?? plain?.trim() ?? '',
  );
  return parts.length > 1 ? { schema: parts[0] ?? 'dbo', name: parts.slice(1).join('.') } : { schema: 'dbo', name: parts[0] ?? '' };
}

/** A text constant. */
export function quoteText(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}

/** A name in brackets only where it needs them. */
export function columnName(name: string): string {
  return /^[a-z_][a-z\d_]*$/i.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `[${name.replaceAll(']', ']]')}]`;
}

const RESERVED: ReadonlySet<string> = new Set(
  'add all and as asc by case check column default delete desc end exists file for from function group having identity in index insert into is join key like not null on or order percent plan primary procedure public read rule save select set table then to top trigger union unique update user value values view when where with level date text'.split(
    ' ',
  ),
);

const SOURCE = String.raw`(?:\)\s*|\b(?:FROM|JOIN|APPLY)\s+[\w.[\]#@]+\s+|,\s*[\w.[\]#@]+\s+)(?:WITH\s*\([^)]*\)\s*)?(?:AS\s+)?\[?`;

/** Whether a module calls one of its tables so. The catalogue may list an alias that UPDATE or DELETE changes like a table that is not there. */
export function isAlias(text: string, name: string): boolean {
  return new RegExp(`${SOURCE}${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\w.])`, 'i').test(text);
}
