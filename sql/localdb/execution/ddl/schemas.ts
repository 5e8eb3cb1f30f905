// Schemas and synonyms: CREATE SCHEMA, ALTER SCHEMA ... TRANSFER, CREATE SYNONYM.

import { nowTicks } from '../../catalog/catalog-clock.ts';
import type { Database } from '../../catalog/database.ts';
import { schemaBoundUsers } from '../../catalog/dependencies.ts';
import { copyDefinition } from '../../catalog/lazy-definition.ts';
import type { SchemaObject, UserType } from '../../catalog/model.ts';
import type { AlterSchema, CreateSchema, CreateSynonym } from '../../parser/ast/index.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { sqlError, sqlErrorAfter } from '../../types/errors.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { accessTo } from '../security/needs.ts';
import { atOnce, changeCatalog, lastPart, lockTarget, newTarget, targetOf } from './targets.ts';

export function* createSchema(s: CreateSchema, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, (transaction) =>
    atOnce(() => {
      const { database } = module;
      if (database.schema(s.name)) throw sqlErrorAfter([sqlError(2714, s.name)], 2759);
      if (s.owner !== undefined && !database.principal(s.owner)) throw sqlErrorAfter([sqlError(15151, 'find', 'user', s.owner)], 2759);
      // A schema belongs to who made it, and with it all that is put there.
      database.addSchema(transaction, s.name, s.owner ?? accessTo(database, call.session).user.name);
    }),
  );
}

export function* alterSchema(s: AlterSchema, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const { database } = module;
    const schema = database.schema(s.name);
    if (!schema) throw sqlError(15151, 'alter', 'schema', s.name);
    const target = targetOf(s.transfer, module);
    if (s.isType) {
      const type = database.type(target.schema, target.name);
      if (!type) throw sqlError(15151, 'find', 'type', target.written);
      transferType(transaction, database, type, schema.name);
      return;
    }
    const object = yield* lockTarget(target, call);
    // A trigger moves with its table.
    if (!object || object.kind === 'trigger') throw sqlError(15151, 'find', 'object', target.written);
    if (object.schema === schema.name) return;
    yield* lockTarget({ ...target, schema: schema.name }, call);
    if (database.isNameTaken(schema.name, object.name)) throw sqlError(15530, object.name);
    if (schemaBoundUsers(database, object).length > 0) throw sqlError(15348);
    transferObject(transaction, database, object, schema.name);
  });
}

const transferObject = (transaction: Transaction, database: Database, object: SchemaObject, schema: string): void => {
  database.replace(transaction, copyDefinition(object, { schema, modified: nowTicks() }));
  for (const trigger of database.triggersOf(object.id)) database.replace(transaction, copyDefinition(trigger, { schema }));
};

/** Columns and parameters know their types by name. */
const transferType = (transaction: Transaction, database: Database, type: UserType, schema: string): void => {
  if (type.schema === schema) return;
  if (database.type(schema, type.name)) throw sqlError(15530, type.name);
  database.replace(transaction, {
    ...copyDefinition(type, { schema, modified: nowTicks() }),
    ...(type.table ? { table: { ...type.table, schema } } : {}),
  });
  const isMeant = (alias: { readonly schema: string; readonly name: string } | undefined): boolean =>
    alias !== undefined && alias.name.toLowerCase() === type.name.toLowerCase() && alias.schema.toLowerCase() === type.schema.toLowerCase();
  const moved = { schema, name: type.name };
  for (const object of [...database.objects()]) {
    if (object.kind === 'table' && object.columns.some((c) => isMeant(c.aliasType))) {
      database.replace(transaction, {
        ...object,
        columns: object.columns.map((c) => (isMeant(c.aliasType) ? { ...c, aliasType: moved } : c)),
      });
    } else if ((object.kind === 'procedure' || object.kind === 'function') && object.parameters.some((p) => isMeant(p.aliasType))) {
      database.replace(
        transaction,
        copyDefinition(object, {
          parameters: object.parameters.map((p) => (isMeant(p.aliasType) ? copyDefinition(p, { aliasType: moved }) : p)),
        }),
      );
    }
  }
};

export function* createSynonym(s: CreateSynonym, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const target = newTarget(s.name, module, 'CREATE SYNONYM');
    const { database, schema, name } = target;
    yield* lockTarget(target, call);
    if (database.isNameTaken(schema, name)) throw sqlError(2714, lastPart(s.name));
    const now = nowTicks();
    database.add(transaction, {
      kind: 'synonym',
      id: module.catalog.newObjectId(),
      schema,
      name,
      created: now,
      modified: now,
      target: s.target,
    });
  });
}
