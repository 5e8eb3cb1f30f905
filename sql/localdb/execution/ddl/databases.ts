// CREATE, ALTER and DROP DATABASE. They stand outside of transactions: their change is a transaction of its own.

import type { Database } from '../../catalog/database.ts';
import { isCollationName } from '../../types/collation.ts';
import type { AlterDatabase, CreateDatabase } from '../../parser/ast/index.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { SqlError, sqlError, sqlErrorAfter } from '../../types/errors.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import type { Session } from '../session.ts';
import { databaseChanges } from './database-options.ts';
import { atOnce, changeCatalog } from './targets.ts';

const SYSTEM_DATABASES: ReadonlySet<string> = new Set(['master', 'tempdb', 'model', 'msdb']);
const isSystem = (database: Database): boolean => SYSTEM_DATABASES.has(database.name.toLowerCase());

/** Throws 226 or 574 inside a user's transaction. */
const refuseInTransaction = (session: Session, statement: string, number: 226 | 574): void => {
  if (session.transactionCount > 0) throw sqlError(number, statement);
};

export function* createDatabase(s: CreateDatabase, module: CompiledModule, call: CallFrame): Running<Flow> {
  refuseInTransaction(call.session, 'CREATE DATABASE', 226);
  return yield* changeCatalog(call, (transaction) =>
    atOnce(() => {
      if (s.collation !== undefined && !isCollationName(s.collation)) throw sqlError(448, s.collation);
      module.catalog.createDatabase(transaction, s.name, s.collation);
    }),
  );
}

export function* alterDatabase(s: AlterDatabase, module: CompiledModule, call: CallFrame): Running<Flow> {
  refuseInTransaction(call.session, 'ALTER DATABASE', 226);
  return yield* changeCatalog(call, (transaction) =>
    atOnce(() => {
      const database = s.name.toUpperCase() === 'CURRENT' ? module.database : module.catalog.database(s.name);
      if (!database) throw sqlErrorAfter([sqlError(5011, s.name)], 5069);
      try {
        alter(s, database, module, transaction);
      } catch (error) {
        if (error instanceof SqlError && error.number !== 40000) throw sqlErrorAfter([...error.preceding, error], 5069);
        throw error;
      }
    }),
  );
}

const alter = (s: AlterDatabase, database: Database, module: CompiledModule, transaction: Transaction): void => {
  if (s.newName !== undefined) {
    if (isSystem(database)) throw sqlError(3708, 'alter', 'database', database.name, 'database');
    module.catalog.renameDatabase(transaction, database, s.newName);
    return;
  }
  if (s.collation !== undefined) {
    if (!isCollationName(s.collation)) throw sqlError(448, s.collation);
    database.setCollation(transaction, s.collation);
    return;
  }
  const changes = databaseChanges(s.option, s.line);
  if (Object.keys(changes.flags).length > 0)
    database.setOptions(transaction, { ...changes.options, flags: { ...database.options.flags, ...changes.flags } });
  else if (Object.keys(changes.options).length > 0) database.setOptions(transaction, changes.options);
};

/** Throws 3701 for a missing database, 3708 for a system database, 3702 for one that a session is in. */
export const dropDatabase = (name: string, ifExists: boolean, module: CompiledModule, call: CallFrame, transaction: Transaction): void => {
  const database = module.catalog.database(name);
  if (!database) {
    if (ifExists) return;
    throw sqlError(3701, 'database', name);
  }
  if (isSystem(database)) throw sqlError(3708, 'drop', 'database', database.name, 'database');
  for (const session of call.session.server.sessions.values()) if (session.database === database) throw sqlError(3702, database.name);
  for (const table of database.tables()) transaction.dropTable(database.data(table.id));
  module.catalog.dropDatabase(transaction, database);
};

export const beginDropDatabase = (session: Session): void => refuseInTransaction(session, 'DROP DATABASE', 574);
