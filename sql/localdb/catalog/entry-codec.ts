// Definitions as text for the store and back. Syntax trees are not stored: modules keep their text, tables the texts of
// their expressions, and both are parsed again when a statement first needs them.

import { parseExpressionText, parseModuleText } from './definition-text.ts';
import type { Database } from './database.ts';
import type { DatabaseHeader } from './database-header.ts';
import { defineLazy } from './lazy-definition.ts';
import type { Login } from './security/logins.ts';
import type { CatalogEntry, Parameter, TableDefinition } from './model.ts';

/** Properties that hold syntax trees; parsed again after loading. */
const TREES: ReadonlySet<string> = new Set(['expression', 'statement']);

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** The value without its syntax trees, and without touching those that are still unparsed. */
const plain = (value: unknown): Plain => {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return { $exact: String(value) };
  if (Array.isArray(value)) return value.map(plain);
  const result: Record<string, Plain> = {};
  if (typeof value !== 'object') return null;
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (TREES.has(key)) continue;
    if (descriptor.get) result[`has:${key}`] = true;
    else if (descriptor.value !== undefined) result[key] = plain(descriptor.value);
  }
  return result;
};

const plainParameter = (parameter: Parameter): Plain => {
  const { default: unwritten, ...rest } = Object.getOwnPropertyDescriptors(parameter);
  const written = plain(Object.defineProperties({}, rest));
  return unwritten && (unwritten.get ?? unwritten.value) ? { ...(written as object), 'has:default': true } : written;
};

const revive = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && '$exact' in value ? BigInt(String(value.$exact)) : value;

/** `ordinal` is the place in the order of creation; `nextObject` the server's id counter, which must not go back. */
export const encodeEntry = (entry: CatalogEntry, ordinal: number, nextObject: number): string => {
  const written = { ...(plain(entry) as { [key: string]: Plain }) };
  if (entry.kind === 'procedure' || entry.kind === 'function') written.parameters = entry.parameters.map(plainParameter);
  return JSON.stringify({ ordinal, nextObject, entry: written });
};

export const decodeEntry = (text: string): { readonly ordinal: number; readonly nextObject: number; readonly entry: CatalogEntry } => {
  const stored = JSON.parse(text, revive) as { ordinal: number; nextObject: number; entry: CatalogEntry };
  attachTrees(stored.entry);
  return stored;
};

const attachTrees = (entry: CatalogEntry): void => {
  switch (entry.kind) {
    case 'table':
      attachTableTrees(entry);
      break;
    case 'type':
      if (entry.table) attachTableTrees(entry.table);
      break;
    case 'view':
    case 'trigger':
      defineLazy(entry, 'statement', () => parseModuleText(entry.text, entry.usesQuotedIdentifier));
      break;
    case 'procedure':
    case 'function': {
      defineLazy(entry, 'statement', () => parseModuleText(entry.text, entry.usesQuotedIdentifier));
      entry.parameters.forEach((parameter, i) => {
        if ('has:default' in parameter) {
          delete (parameter as { 'has:default'?: unknown })['has:default'];
          defineLazy(parameter, 'default', () => entry.statement.parameters[i]?.default);
        }
      });
      if (entry.kind === 'function' && entry.table) attachTableTrees(entry.table);
      break;
    }
    case 'sequence':
    case 'synonym':
      break;
    default:
      entry satisfies never;
  }
};

const attachTableTrees = (table: TableDefinition): void => {
  const attach = (part: { readonly definition: string } | undefined): void => {
    if (part) defineLazy(part, 'expression', () => parseExpressionText(part.definition));
  };
  for (const column of table.columns) {
    attach(column.default);
    attach(column.computed);
  }
  for (const check of table.checks) attach(check);
  for (const index of table.indexes) attach(index.filter);
};

interface StoredHeader extends DatabaseHeader {
  /** In master's. */
  readonly logins?: readonly Login[] | undefined;
  readonly name: string;
  readonly collation: string;
  readonly created: number;
  readonly nextObject: number;
}

/** Fixed schemas and principals are left out: every database has them. `logins` are the server's, for the header of master. */
export const encodeHeader = (database: Database, nextObject: number, logins: readonly Login[] | undefined): string => {
  const header: StoredHeader = {
    name: database.name,
    collation: database.collation,
    created: database.created,
    nextObject,
    options: database.options,
    schemas: [...database.schemas()].filter((s) => s.id >= 5 && s.id < 16384),
    principals: [...database.principals()].filter((p) => !p.isFixed && p.id !== 0),
    permissions: [...database.permissions()],
    properties: [...database.properties()],
    logins,
  };
  return JSON.stringify(header);
};

export const decodeHeader = (text: string): StoredHeader => JSON.parse(text) as StoredHeader;
