// A catalogue with a database, filled from T-SQL by the real parser and a real transaction; expressions are not bound.

import type { BuildContext } from '../../../sql/localdb/catalog/build-context.ts';
import { alterTable } from '../../../sql/localdb/catalog/alter-table.ts';
import { createIndex } from '../../../sql/localdb/catalog/build-index.ts';
import { buildTable } from '../../../sql/localdb/catalog/build-table.ts';
import { nowTicks } from '../../../sql/localdb/catalog/catalog-clock.ts';
import type { CatalogContext } from '../../../sql/localdb/catalog/catalog-context.ts';
import type { Database } from '../../../sql/localdb/catalog/database.ts';
import type { CatalogSession } from '../../../sql/localdb/catalog/metadata-functions.ts';
import { findMetadataFunction } from '../../../sql/localdb/catalog/metadata-functions.ts';
import type { Parameter, SchemaObject, Table, TableDefinition } from '../../../sql/localdb/catalog/model.ts';
import { resolveTypeReference } from '../../../sql/localdb/catalog/resolve-type-reference.ts';
import { ServerPrincipal } from '../../../sql/localdb/catalog/security/server-principal.ts';
import { ServerCatalog } from '../../../sql/localdb/catalog/server-catalog.ts';
import type { ProcedureOutcome } from '../../../sql/localdb/catalog/system-procedures/index.ts';
import { findSystemProcedure } from '../../../sql/localdb/catalog/system-procedures/index.ts';
import { findSystemView } from '../../../sql/localdb/catalog/system-views/index.ts';
import type { TableChange } from '../../../sql/localdb/catalog/table-change.ts';
import type { Statement } from '../../../sql/localdb/parser/ast/index.ts';
import { parseBatch } from '../../../sql/localdb/parser/parse.ts';
import type { Store } from '../../../sql/localdb/storage/store.ts';
import { openStore } from '../../../sql/localdb/storage/store.ts';
import { TableData } from '../../../sql/localdb/storage/table-data.ts';
import { Transaction } from '../../../sql/localdb/storage/transaction.ts';
import { SqlError } from '../../../sql/localdb/types/errors.ts';
import type { Value } from '../../../sql/localdb/types/sql-type.ts';
import { intType } from '../../../sql/localdb/types/sql-type.ts';

export class Fixture {
  readonly server = new ServerCatalog();
  readonly store: Store;
  readonly database: Database;
  tx: Transaction;
  readonly temporary = new Map<string, Table>();

  constructor(folder?: string) {
    this.store = openStore(folder);
    this.store.definitionText = (databaseId, entryId) => this.server.definitionText(databaseId, entryId);
    this.server.load({
      definitions: () => this.store.definitions(),
      counter: (id) => this.store.counter(id),
      openTable: (_database, definition) => {
        const data = new TableData({ id: definition.dataId ?? 0, isDurable: true, undo: 'transaction' });
        this.store.loadTable(data);
        return data;
      },
    });
    this.store.start();
    this.tx = new Transaction(this.store);
    this.database = this.server.database('shop') ?? this.server.createDatabase(this.tx, 'shop');
    this.commit();
  }

  commit(): void {
    this.tx.commit();
    this.tx = new Transaction(this.store);
  }

  get build(): BuildContext {
    return {
      database: this.database,
      defaultSchema: 'dbo',
      now: nowTicks(),
      newId: () => this.server.newObjectId(),
      binder: { computed: () => ({ type: intType, isNullable: true }), condition: () => undefined, default: () => undefined },
    };
  }

  get context(): CatalogContext {
    return {
      server: this.server,
      database: this.database,
      defaultSchema: 'dbo',
      principal: new ServerPrincipal(this.server.logins, undefined),
      tx: this.tx,
      temporaryTable: (name) => this.temporary.get(name.toLowerCase()),
      temporaryTables: () => this.temporary.values(),
      running: { sessionId: 51, startTime: 0, serverName: 'LOCALDB', sessions: () => [], locks: () => [], userMessages: () => [] },
    };
  }

  /** Runs definition statements, as the execution would. */
  run(...batches: readonly string[]): void {
    for (const text of batches) for (const statement of parseBatch(text).statements) this.#run(statement, text);
  }

  #run(s: Statement, text: string): void {
    const base = (name: readonly string[]) => ({
      id: this.server.newObjectId(),
      schema: name.at(-2) ?? 'dbo',
      name: name.at(-1) ?? '',
      created: nowTicks(),
      modified: nowTicks(),
    });
    const module = { text, usesQuotedIdentifier: true, usesAnsiNulls: true };
    switch (s.kind) {
      case 'createTable': {
        const { id, schema, name } = base(s.name);
        const definition = buildTable(this.build, { id, schema, name, written: s.name.join('.'), storage: 'permanent' }, s.definition);
        this.database.addTable(this.tx, definition, new TableData({ id: this.server.newDataId(), isDurable: true, undo: 'transaction' }));
        return;
      }
      case 'createIndex':
        this.database.replace(this.tx, createIndex(this.build, this.definition(s.table.at(-1) ?? ''), s));
        return;
      case 'alterTable': {
        const change = this.alter(s);
        this.database.replace(this.tx, change.definition);
        for (const { id, isDisabled } of change.triggers) {
          const trigger = this.database.byId(id);
          if (trigger?.kind === 'trigger') this.database.replace(this.tx, { ...trigger, isDisabled });
        }
        return;
      }
      case 'createSchema':
        this.database.addSchema(this.tx, s.name);
        return;
      case 'createView': {
        const columns = [{ name: 'id', id: 1, type: intType, isNullable: false }];
        this.database.add(this.tx, { kind: 'view', ...base(s.name), ...module, statement: s, columns });
        return;
      }
      case 'createProcedure':
        this.database.add(this.tx, { kind: 'procedure', ...base(s.name), ...module, statement: s, parameters: this.#parameters(s) });
        return;
      case 'createFunction':
        this.database.add(this.tx, {
          kind: 'function',
          ...base(s.name),
          ...module,
          statement: s,
          parameters: this.#parameters(s),
          returnType: intType,
        });
        return;
      case 'createTrigger':
        this.database.add(this.tx, {
          kind: 'trigger',
          ...base(s.name),
          ...module,
          statement: s,
          parentId: this.definition(s.table.at(-1) ?? '').id,
          isDisabled: false,
        });
        return;
      case 'createSynonym':
        this.database.add(this.tx, { kind: 'synonym', ...base(s.name), target: s.target });
        return;
      default:
        throw new Error(`the fixture does not run ${s.kind}`);
    }
  }

  #parameters(s: Extract<Statement, { kind: 'createProcedure' | 'createFunction' }>): Parameter[] {
    return s.parameters.map((p, i): Parameter => {
      const resolved = p.type === 'cursor' ? undefined : resolveTypeReference(this.database, 'dbo', p.type);
      return {
        name: p.name,
        ordinal: i + 1,
        type: resolved && 'type' in resolved ? resolved.type : 'cursor',
        isOutput: p.output,
        isReadOnly: p.readOnly,
        default: p.default,
      };
    });
  }

  alter(s: Extract<Statement, { kind: 'alterTable' }> | string, isEmpty = true): TableChange {
    const statement = typeof s === 'string' ? parseBatch(s).statements[0] : s;
    if (statement?.kind !== 'alterTable') throw new Error('not an ALTER TABLE');
    return alterTable(this.build, this.definition(statement.name.at(-1) ?? ''), statement, isEmpty);
  }

  definition(name: string): TableDefinition {
    const found = this.object(name);
    if (found.kind !== 'table') throw new Error(`${name} is not a table`);
    return found;
  }
  object(name: string): SchemaObject {
    const found = [...this.database.objects()].find((o) => o.name.toLowerCase() === name.toLowerCase());
    if (!found) throw new Error(`no object ${name}`);
    return found;
  }

  /** Rows of a system view as objects of the named columns. */
  view(name: string, ...names: readonly string[]): unknown[][] {
    const [schema = '', view = ''] = name.split('.');
    const found = findSystemView(schema, view);
    if (!found) throw new Error(`no view ${name}`);
    const at = names.map((n) => found.columns.findIndex((c) => c.name === n));
    if (at.includes(-1)) throw new Error(`no such column in ${name}`);
    return [...found.rows(this.context)].map((row) => {
      if (row.length !== found.columns.length) throw new Error(`${name}: ${row.length} values for ${found.columns.length} columns`);
      return at.map((i) => row[i]);
    });
  }

  call(name: string, ...values: Value[]): Value {
    const found = findMetadataFunction(name);
    if (!found) throw new Error(`no function ${name}`);
    const bound = found.bind(values.map(() => ({ type: intType, isConstant: false, isNotNull: false })));
    return bound.call({ catalog: this.context } as CatalogSession, ...values);
  }

  exec(name: string, ...values: Value[]): ProcedureOutcome {
    const found = findSystemProcedure(name);
    if (!found) throw new Error(`no procedure ${name}`);
    return found.run(
      this.context,
      found.parameters.map((p, i) => values[i] ?? p.default ?? null),
    );
  }
}

/** Numbers of the errors that `run` raises, in the order in which they are sent. */
export const errorsOf = (run: () => unknown): string[] => {
  try {
    run();
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return [...error.preceding, error].map((e) => `${e.number} ${e.message}`);
  }
  return [];
};
