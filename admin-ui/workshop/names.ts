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
