// Which objects a module mentions: for sys.sql_expression_dependencies, sp_depends and schema-bound modules.

import { tableFunctions } from '../functions/table-functions.ts';
import { visitNodes } from './expression-columns.ts';
import type { Database } from './database.ts';
import type { Procedure, SchemaObject, SqlFunction, Trigger, UserType, View } from './model.ts';

/** WITH ENCRYPTION: the text is not shown. A module is parsed when its options are asked for, so the text is looked at first. */
export const isEncrypted = ({
  text,
  statement,
}: {
  readonly text: string;
  readonly statement: { readonly options?: readonly string[] };
}): boolean => /\bencryption\b/i.test(text) && (statement.options ?? []).includes('ENCRYPTION');

export type Module = View | Procedure | SqlFunction | Trigger;
export const isModule = (object: SchemaObject): object is Module =>
  object.kind === 'view' || object.kind === 'procedure' || object.kind === 'function' || object.kind === 'trigger';

/** A name that a module mentions, as it wrote it. */
export interface Mention {
  readonly name: readonly string[];
}

const mentions = new WeakMap<object, readonly Mention[]>();
const builtIn = new Set(tableFunctions.map(({ name }) => name.toLowerCase()));

/** Lower-case aliases of a FROM clause: what UPDATE and DELETE may name instead of the table. */
const aliasesOf = (from: unknown): ReadonlySet<string> => {
  const aliases = new Set<string>();
  visitNodes(from, (node) => {
    if ('alias' in node && typeof node.alias === 'string') aliases.add(node.alias.toLowerCase());
  });
  return aliases;
};

/** Names of tables, views, functions and procedures in a module's text, each once. Aliases and functions of the server are none. */
export const mentionsOf = (module: Module): readonly Mention[] => {
  const known = mentions.get(module);
  if (known) return known;
  const found = new Map<string, Mention>();
  const add = (name: unknown): void => {
    if (!Array.isArray(name) || name.length === 0 || name.length > 4) return;
    const parts = name.map(String);
    if (!parts[parts.length - 1]?.startsWith('#')) found.set(parts.join('.').toLowerCase(), { name: parts });
  };
  const commonTables = new Set<string>(['inserted', 'deleted']);
  const { statement } = module;
  visitNodes(statement, (node) => {
    if ('with' in node && Array.isArray(node.with)) for (const cte of node.with) commonTables.add(String(cte.name).toLowerCase());
  });
  const aliases = new Set<unknown>();
  visitNodes(statement, (node) => {
    switch (node.kind) {
      case 'update':
      case 'delete': {
        const { target, from } = node as { target?: { name: readonly string[] }; from?: unknown };
        if (target?.name.length === 1 && aliasesOf(from).has(String(target.name[0]).toLowerCase())) aliases.add(target);
        break;
      }
      case 'tableFunction': {
        const { name } = node as { name?: readonly string[] };
        if (name?.length !== 1 || !builtIn.has(String(name[0]).toLowerCase())) add(name);
        break;
      }
      case 'table':
        add((node as { name?: unknown }).name);
        break;
      case 'name':
        // The target of INSERT, UPDATE, DELETE and MERGE.
        if (!aliases.has(node)) add((node as { name?: unknown }).name);
        break;
      case 'call': {
        const name = (node as { name?: unknown }).name;
        if (Array.isArray(name) && name.length > 1) add(name);
        break;
      }
      case 'execute':
        add((node as { procedure?: unknown }).procedure);
        break;
      case 'truncate':
        add((node as { table?: unknown }).table);
        break;
      case 'nextValueFor':
        add((node as { sequence?: unknown }).sequence);
        break;
    }
  });
  const list = [...found.values()].filter(({ name }) => name.length > 1 || !commonTables.has((name[0] ?? '').toLowerCase()));
  if (module.kind === 'trigger') list.unshift({ name: module.statement.table });
  mentions.set(module, list);
  return list;
};

/** The object of the database that a mention means; undefined for names elsewhere or nowhere. */
export const mentionedObject = (database: Database, module: Module, { name }: Mention): SchemaObject | undefined => {
  const last = name[name.length - 1] ?? '';
  const schema = name[name.length - 2] ?? '';
  const other = name[name.length - 3] ?? '';
  if (name.length > 3 || (other !== '' && other.toLowerCase() !== database.name.toLowerCase())) return undefined;
  return schema !== '' ? database.find(schema, last) : (database.find(module.schema, last) ?? database.find('dbo', last));
};

const hasColumn = (module: Module, column: string): boolean => {
  const key = column.toLowerCase();
  let isFound = false;
  visitNodes(module.statement, (node) => {
    const name = 'name' in node && node.kind === 'column' ? node.name : undefined;
    if (Array.isArray(name) && String(name[name.length - 1]).toLowerCase() === key) isFound = true;
  });
  return isFound;
};

/** Modules WITH SCHEMABINDING that mention the object, and the column if one is given. */
export const schemaBoundUsers = (database: Database, object: { readonly id: number }, column?: string): readonly Module[] => {
  const users: Module[] = [];
  for (const other of database.objects()) {
    // The word is looked for in the text first: most modules need not be parsed.
    if (!isModule(other) || !/\bschemabinding\b/i.test(other.text) || other.kind === 'trigger') continue;
    if (!other.statement.options.includes('SCHEMABINDING')) continue;
    if (!mentionsOf(other).some((m) => mentionedObject(database, other, m)?.id === object.id)) continue;
    if (column === undefined || hasColumn(other, column)) users.push(other);
  }
  return users;
};

/** An object that uses a type in a column, parameter or result, which then cannot be dropped (3732). Local variables do not count. */
export const typeUser = (database: Database, type: UserType): SchemaObject | undefined => {
  const isMeant = (alias: { readonly schema: string; readonly name: string } | undefined): boolean =>
    alias !== undefined && alias.name.toLowerCase() === type.name.toLowerCase() && alias.schema.toLowerCase() === type.schema.toLowerCase();
  for (const object of database.objects()) {
    if (object.kind === 'table' && object.columns.some((c) => isMeant(c.aliasType))) return object;
    if (object.kind !== 'procedure' && object.kind !== 'function') continue;
    const isUsed = object.parameters.some(
      (p) =>
        isMeant(p.aliasType) ||
        (p.type !== 'cursor' && 'tableTypeId' in p.type && (p.type.tableTypeId === type.id || p.type.tableTypeId === type.userTypeId)),
    );
    if (isUsed) return object;
  }
  return undefined;
};
