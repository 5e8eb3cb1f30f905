// DROP of tables, modules, types, sequences, synonyms, schemas, databases and principals.

import { typeUser } from '../../catalog/dependencies.ts';
import type { SchemaObject } from '../../catalog/model.ts';
import type { Drop, MultipartName } from '../../parser/ast/index.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { SqlError, sqlError } from '../../types/errors.ts';
import { endStatement } from '../end-statement.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { findTemporaryTable } from '../temporary-tables.ts';
import { atomically } from '../transaction-state.ts';
import { boundUser } from './bound-user.ts';
import { beginDropDatabase, dropDatabase } from './databases.ts';
import { mayDrop } from '../security/definition-rights.ts';
import { dropLogin } from './logins.ts';
import { dropPrincipal } from './principals.ts';
import { isTemporaryName, lastPart, lockTarget, targetOf } from './targets.ts';
import { setTemporaryTable } from './temporary-holder.ts';

type Droppable = 'table' | 'view' | 'procedure' | 'function' | 'trigger' | 'sequence' | 'synonym';
/** The word that the object has in message 3701. */
const WORDS: Readonly<Record<Droppable, string>> = {
  table: 'table',
  view: 'view',
  procedure: 'procedure',
  function: 'function',
  trigger: 'trigger',
  sequence: 'sequence object',
  synonym: 'synonym',
};

/** Errors of one name that do not keep the others from being dropped. */
const PER_NAME: ReadonlySet<number> = new Set([218, 3701, 3702, 3705, 3726, 3729, 3732, 15151]);

/** Each name is dropped on its own: what is wrong with one of them is told after the others are gone. */
export function* drop(s: Drop, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session, sink } = call;
  if (s.object === 'database') beginDropDatabase(session);
  const errors: SqlError[] = [];
  for (const name of s.names) {
    try {
      yield* atomically(session, sink, (transaction) => dropOne(s, name, module, call, transaction));
    } catch (error) {
      if (!(error instanceof SqlError) || !PER_NAME.has(error.number)) throw error;
      errors.push(error);
    }
  }
  const last = errors.pop();
  if (last) {
    last.preceding = errors;
    throw last;
  }
  endStatement(call, undefined, 0);
  return undefined;
}

function* dropOne(s: Drop, name: MultipartName, module: CompiledModule, call: CallFrame, transaction: Transaction): Running<void> {
  switch (s.object) {
    case 'type':
      if (!mayDrop(name, 'type', module, call.session)) throw sqlError(218, name.join('.'));
      return dropType(name, s.ifExists, module, transaction);
    case 'schema':
      if (!mayDrop(name, 'schema', module, call.session)) throw sqlError(15151, 'drop', 'schema', lastPart(name));
      return dropSchema(lastPart(name), s.ifExists, module, transaction);
    case 'database':
      if (!mayDrop(name, 'database', module, call.session)) throw sqlError(3701, 'database', lastPart(name));
      return dropDatabase(lastPart(name), s.ifExists, module, call, transaction);
    case 'statistics':
      // There are none: CREATE STATISTICS leaves nothing behind.
      return;
    case 'user':
    case 'role':
      return dropPrincipal(s.object, lastPart(name), s.ifExists, module, call.session, transaction);
    case 'login':
      return dropLogin(lastPart(name), s.ifExists, call.session, transaction);
    default:
      return yield* dropObject(s.object, name, s.ifExists, module, call, transaction);
  }
}

function* dropObject(
  kind: Droppable,
  name: MultipartName,
  ifExists: boolean,
  module: CompiledModule,
  call: CallFrame,
  transaction: Transaction,
): Running<void> {
  const written = name.join('.');
  if (kind === 'procedure' && isTemporaryName(name)) {
    const isDropped = call.session.temporaryProcedures.delete(lastPart(name).toLowerCase());
    if (!isDropped && !ifExists) throw sqlError(3701, 'procedure', lastPart(name));
    return;
  }
  if (kind === 'table' && isTemporaryName(name)) {
    const key = lastPart(name).toLowerCase();
    if (findTemporaryTable(call, key)) setTemporaryTable(transaction, call, key, undefined);
    else if (!ifExists) throw sqlError(3701, 'table', lastPart(name));
    return;
  }
  if (kind !== 'table' && kind !== 'synonym' && kind !== 'sequence' && name.length > 2) throw sqlError(166, `DROP ${kind.toUpperCase()}`);
  const databaseName = name[name.length - 3] ?? '';
  if (databaseName !== '' && !module.catalog.database(databaseName)) {
    if (ifExists) return;
    throw sqlError(3701, WORDS[kind], written);
  }
  const target = targetOf(name, module);
  const object = yield* lockTarget(target, call);
  if (object && !mayDrop(name, 'object', module, call.session)) throw sqlError(3701, WORDS[kind], written);
  if (!object) {
    if (ifExists) return;
    throw sqlError(3701, WORDS[kind], written);
  }
  if (object.kind !== kind) throw wrongKind(kind, object, written);
  const { database } = target;
  if (object.kind === 'table' && database.foreignKeysTo(object.id).some((k) => k.table.id !== object.id)) throw sqlError(3726, written);
  const user = boundUser(database, object);
  if (user !== undefined) throw sqlError(3729, `DROP ${kind.toUpperCase()}`, written, user);
  if (object.kind === 'table') transaction.dropTable(database.data(object.id));
  database.remove(transaction, object.id);
}

const KIND_WORDS: Readonly<Record<SchemaObject['kind'], string>> = {
  table: 'TABLE',
  view: 'VIEW',
  procedure: 'PROCEDURE',
  function: 'FUNCTION',
  trigger: 'TRIGGER',
  sequence: 'SEQUENCE',
  synonym: 'SYNONYM',
};

/** 3705 where SQL Server knows the other statement; sequences and synonyms are just not found. */
const wrongKind = (kind: Droppable, object: SchemaObject, written: string): Error => {
  if (kind === 'synonym' || kind === 'sequence' || object.kind === 'synonym' || object.kind === 'sequence')
    return sqlError(3701, WORDS[kind], written);
  return sqlError(3705, KIND_WORDS[kind], written, written, object.kind, `DROP ${KIND_WORDS[object.kind]}`);
};

/** Throws 218 for a missing type, 3732 for one in use. */
const dropType = (name: MultipartName, ifExists: boolean, module: CompiledModule, transaction: Transaction): void => {
  const { database, schema, name: last, written } = targetOf(name, module);
  const type = database.type(schema, last);
  if (!type) {
    if (ifExists) return;
    throw sqlError(218, written);
  }
  const user = typeUser(database, type);
  if (user) throw sqlError(3732, written, user.name);
  database.remove(transaction, type.id);
};

const FIXED_SCHEMAS: ReadonlySet<string> = new Set(['dbo', 'guest', 'sys', 'information_schema']);

/** Throws 15151 for a missing schema, 15150 for one of the system's, 3729 for one that holds something. */
const dropSchema = (name: string, ifExists: boolean, module: CompiledModule, transaction: Transaction): void => {
  const { database } = module;
  const schema = database.schema(name);
  if (!schema) {
    if (ifExists) return;
    throw sqlError(15151, 'drop', 'schema', name);
  }
  if (FIXED_SCHEMAS.has(schema.name.toLowerCase())) throw sqlError(15150, 'drop', 'schema', schema.name);
  const user = database.firstInSchema(schema.name);
  if (user) throw sqlError(3729, 'drop schema', schema.name, user.name);
  database.removeSchema(transaction, schema.name);
};
